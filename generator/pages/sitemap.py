"""What search engines read: sitemap, news sitemap and robots.txt."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from generator.article.types import Article
from generator.card import iso
from generator.links import absolute, href
from generator.parts import by_year, page_path, pages_before_head
from generator.plan import Data, Page, Planned, Rank
from generator.site import NEWS_WINDOW, Site, changed, released
from generator.view import NewsEntry, NewsSitemapView, SitemapEntry, SitemapView

AT_MOST = 50_000  # URLs in one sitemap (sitemaps.org/protocol.html)
NEWS_AT_MOST = 1_000
_HEADS = ("/", "/archive/", "/topics/", "/authors/", "/corrections/")


def sitemap_pages(site: Site) -> Iterator[Planned]:
    """The sitemap, in parts under an index where it is too large for one file."""
    firsts = range(0, _count(site), AT_MOST)
    if len(firsts) <= 1:
        yield _page("sitemap.xml", "sitemap.xml", partial(_part_view, site, 0))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(firsts) + 1)]
    for name, first in zip(names, firsts, strict=True):
        yield _page(name, "sitemap.xml", partial(_part_view, site, first))
    yield _page("sitemap.xml", "sitemap-index.xml", partial(_index_view, site, names))


def news_sitemap_pages(site: Site) -> Iterator[Page]:
    """The articles of the last 48 hours."""
    yield Page(
        path="news-sitemap.xml",
        template="feeds/news-sitemap.xml",
        make_view=partial(_news_view, site),
        rank=Rank.FEED,
    )


def robots(site: Site) -> Iterator[Data]:
    """Everything may be read, and here is the list (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {absolute(site, href(site, '/sitemap.xml'))}",
        f"Sitemap: {absolute(site, href(site, '/news-sitemap.xml'))}",
    ]
    yield Data(path="robots.txt", content="\n".join([*lines, ""]).encode())


def _page(path: str, template: str, make_view: partial[SitemapView]) -> Page:
    return Page(path=path, template=f"feeds/{template}", make_view=make_view, rank=Rank.FEED)


def _part_view(site: Site, first: int) -> SitemapView:
    return SitemapView(entries=tuple(islice(_entries(site), first, first + AT_MOST)))


def _index_view(site: Site, names: Sequence[str]) -> SitemapView:
    return SitemapView(entries=tuple(_entry(site, f"/{name}", "") for name in names))


def _count(site: Site) -> int:
    return (
        len(_heads(site)) + len(site.standing) + len(site.articles) + sum(1 for _ in _lists(site))
    )


def _entries(site: Site) -> Iterator[SitemapEntry]:
    yield from (_entry(site, permalink, "") for permalink in _heads(site))
    for article in (*site.standing, *site.articles):
        last = changed(article)
        yield _entry(site, article.permalink, iso(last, site.config) if last else "")
    yield from (_entry(site, permalink, "") for permalink in _lists(site))


def _heads(site: Site) -> tuple[str, ...]:
    return (*_HEADS, "/search/") if site.config.search else _HEADS


def _lists(site: Site) -> Iterator[str]:
    """The permalinks of all lists and of their numbered pages."""
    yield from (f"/archive/{year}/" for year, _ in by_year(site))
    yield from (f"/series/{key}/" for key in site.series)
    yield from _numbered(site, "/archive/", site.articles)
    for folder, groups in {"topics": site.topics, "authors": site.authors}.items():
        for group in groups.values():
            head = f"/{folder}/{group.slug}/"
            yield head
            yield from _numbered(site, head, group.articles)


def _numbered(site: Site, head: str, articles: Sequence[Article]) -> Iterator[str]:
    count = pages_before_head(site, articles)
    return (page_path(head, number) for number in range(1, count + 1))


def _entry(site: Site, permalink: str, modified: str) -> SitemapEntry:
    return SitemapEntry(url=absolute(site, href(site, permalink)), modified=modified)


def _news_view(site: Site) -> NewsSitemapView:
    first = site.now - NEWS_WINDOW
    dated = ((released(article), article) for article in site.articles)
    fresh = [article for release, article in dated if release and release > first]
    entries = (
        NewsEntry(
            url=absolute(site, href(site, article.permalink)),
            title=article.title,
            date=site.cards[article.source].date.iso,
            language=_language(article.lang),
        )
        for article in fresh[:NEWS_AT_MOST]
    )
    return NewsSitemapView(
        publication=site.config.title,
        entries=tuple(entries),
        front=absolute(site, href(site, "/")),
    )


def _language(tag: str) -> str:
    """A language tag (BCP 47) as a news sitemap has it: no more than "en", but zh-cn and zh-tw."""
    language, *rest = tag.split("-")
    if language != "zh":
        return language.lower()
    return "zh-tw" if {"Hant", "TW", "HK", "MO"} & {*rest} else "zh-cn"
