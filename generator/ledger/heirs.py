"""Files that were renamed or moved: known again by their text, else by their slug."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Set

from generator.article.address import is_standing
from generator.article.types import Article
from generator.ledger.entries import Entry


def heirs(entries: Iterable[Entry], addresses: Mapping[str, Article]) -> dict[str, Article]:
    """By a source that is no more, the article that it was: one whose file the ledger lacks."""
    entries = list(entries)
    known = {entry.source for entry in entries}
    orphans = sorted(entry for entry in entries if entry.source not in addresses)
    strangers = [a for source, a in addresses.items() if source not in known] if orphans else []
    found: dict[str, Article] = {}
    for of_entry, of_article in _LIKENESSES:
        wanted = {of_entry(entry) for entry in orphans} & {of_article(each) for each in strangers}
        wanted -= {None}
        if wanted:
            alike = _alone(addresses.values(), of_article, wanted)
            there = {key: article for key, article in alike.items() if article.source not in known}
            _match(found, orphans, of_entry, there)
    return found


def _match(
    found: dict[str, Article],
    orphans: Iterable[Entry],
    likeness: Callable[[Entry], Hashable],
    strangers: Mapping[Hashable, Article],
) -> None:
    """Add to found the heirs of orphans by a likeness; each article is one's alone."""
    taken = {article.source for article in found.values()}
    for entry in orphans:
        article = strangers.get(likeness(entry))
        if article and entry.source not in found and article.source not in taken:
            found[entry.source] = article
            taken.add(article.source)


def _alone(
    articles: Iterable[Article], likeness: Callable[[Article], Hashable], wanted: Set[Hashable]
) -> dict[Hashable, Article]:
    """Articles by a likeness that is wanted, where it is one's alone of all that there are.

    Were it of strangers alone, the next build would take another for the same.
    """
    alike: dict[Hashable, list[Article]] = defaultdict(list)
    for article in articles:
        if (key := likeness(article)) in wanted:
            alike[key].append(article)
    return {key: each[0] for key, each in alike.items() if len(each) == 1}


def _same_name(url: str, source: str) -> Hashable:
    """The last part of an address, and whether it is a standing page's."""
    return url.rstrip("/").rpartition("/")[2], is_standing(source)


def _by_text_and_name(entry: Entry) -> Hashable:
    return _by_text(entry), _same_name(entry.url, entry.source)


def _by_text(entry: Entry) -> Hashable:
    return entry.text.partition(".")[0]


def _by_address(entry: Entry) -> Hashable:
    """An address that an editor has given up is nobody's by its name alone."""
    return None if entry.is_decided() else (entry.url, is_standing(entry.source))


def _by_name(entry: Entry) -> Hashable:
    """A slug says so only while nobody was told that the article is gone."""
    return None if entry.gone else _same_name(entry.url, entry.source)


def _text(article: Article) -> str | None:
    """Of an article without words its text says nothing."""
    return article.text_digest.hex() if article.words else None


def _text_and_name(article: Article) -> Hashable:
    text = _text(article)
    return (text, _name(article)) if text else None


def _address(article: Article) -> Hashable:
    return article.permalink, article.is_standing


def _name(article: Article) -> Hashable:
    return article.slug, article.is_standing


_LIKENESSES: tuple[tuple[Callable[[Entry], Hashable], Callable[[Article], Hashable]], ...] = (
    (_by_text_and_name, _text_and_name),
    (_by_text, _text),
    (_by_address, _address),
    (_by_name, _name),
)
"""How an article may be known again, the surest way first."""
