"""What became of articles between two editions: which moved, which are new."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from generator.article.types import Article
from generator.preview.edition import Arrival
from generator.site import Site


def moves(before: Site | None, site: Site) -> dict[str, str]:
    """The URL that an article has now by the one that it had, where they differ."""
    if before is None:
        return {}
    again = _by_text(_new(before, site))
    pairs = (
        # The same file's article, else that of a new one with the same text.
        (was, site.addresses.get(was.source) or again.get(was.text_digest))
        for was in before.by_permalink.values()
    )
    return {
        _url(before, was): _url(site, now)
        for was, now in pairs
        if now and now.permalink and _url(before, was) != _url(site, now)
    }


def onward(moved: Mapping[str, str], again: Mapping[str, str]) -> dict[str, str]:
    """Where earlier addresses lead once some have moved again."""
    earlier = {old: again.get(new, new) for old, new in moved.items()}
    return {old: new for old, new in {**earlier, **again}.items() if old != new}


def arrivals(before: Site | None, site: Site) -> tuple[Arrival, ...]:
    """Articles that have a page now, and are not those of before under another file's name."""
    if before is None:
        return ()
    gone = {a.text_digest for s, a in before.addresses.items() if s not in site.addresses}
    return tuple(
        Arrival(_url(site, article), article.title)
        for article in (*site.articles, *site.standing)
        if article.source not in before.addresses and article.text_digest not in gone
    )


def _by_text(articles: Iterable[Article]) -> dict[bytes, Article]:
    """Articles by their text, of those with the same the first."""
    found: dict[bytes, Article] = {}
    for article in articles:
        found.setdefault(article.text_digest, article)
    return found


def _new(before: Site, site: Site) -> Iterator[Article]:
    return (a for source, a in site.addresses.items() if source not in before.addresses)


def _url(site: Site, article: Article) -> str:
    return quote(site.config.base + article.permalink)
