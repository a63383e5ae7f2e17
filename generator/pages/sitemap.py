"""What search engines read: sitemap, news sitemap and robots.txt."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.card import when
from generator.links import absolute, href
from generator.parts import list_pages
from generator.plan import Data, Page, Planned, Rank
from generator.site import NEWS_WINDOW, Site, changed, released
from generator.view import NewsEntry, NewsSitemapView, SitemapEntry, SitemapView

AT_MOST = 50_000  # URLs in one sitemap (sitemaps.org/protocol.html)
NEWS_AT_MOST = 1_000


def sitemap_pages(site: Site) -> Iterator[Planned]:
    """The sitemap, in parts under an index where it is too large for one file."""
    entries = tuple(_entries(site))
    parts = [entries[first : first + AT_MOST] for first in range(0, len(entries), AT_MOST)]
    if len(parts) <= 1:
        yield _page("sitemap.xml", "sitemap.xml", entries)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield _page(name, "sitemap.xml", part)
    index = [
        SitemapEntry(url=absolute(site, href(site, f"/{name}")), modified="") for name in names
    ]
    yield _page("sitemap.xml", "sitemap-index.xml", index)


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


def _page(path: str, template: str, entries: Sequence[SitemapEntry]) -> Page:
    return Page(
        path=path,
        template=f"feeds/{template}",
        make_view=partial(SitemapView, entries=tuple(entries)),
        rank=Rank.FEED,
    )


def _entries(site: Site) -> Iterator[SitemapEntry]:
    for path in ("/", "/archive/", "/topics/", "/authors/", "/corrections/"):
        yield _entry(site, path, "")
    for article in (*site.standing, *site.articles):
        last = changed(article)
        yield _entry(site, article.permalink, when(last, site.config).iso if last else "")
    yield from (_entry(site, permalink, "") for permalink in _lists(site))


def _lists(site: Site) -> Iterator[str]:
    """The permalinks of all lists and of their numbered pages."""
    years = (site.cards[article.source].date.year for article in site.articles)
    yield from (f"/archive/{year}/" for year in dict.fromkeys(years))
    yield from (f"/series/{key}/" for key in site.series)
    yield from (page.permalink for page in list_pages(site, "/archive/", site.articles))
    for folder, groups in {"topics": site.topics, "authors": site.authors}.items():
        for group in groups.values():
            head = f"/{folder}/{group.slug}/"
            yield head
            yield from (page.permalink for page in list_pages(site, head, group.articles))


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
            language=article.lang,
        )
        for article in fresh[:NEWS_AT_MOST]
    )
    return NewsSitemapView(publication=site.config.title, entries=tuple(entries))
