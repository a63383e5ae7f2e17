"""The archive: its head, a page for each year, and numbered pages from the oldest article on."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.parts import (
    ListPage,
    by_month,
    by_year,
    cards_of,
    head_of,
    list_pages,
    meta,
    site_view,
    sponsor_line,
    stamps_of,
    years_of,
)
from generator.plan import Page, Rank, output_path
from generator.site import Site
from generator.view import ArchiveView, IndexEntry, Pager, SiteView

HEAD = "/archive/"


def archive_pages(site: Site) -> Iterator[Page]:
    """The archive's head, its years, and its numbered pages."""
    frame = site_view(site)
    head = head_of(site, HEAD, site.articles)
    yield _page(head, partial(_head_view, site, frame, head), None)
    for year, articles in by_year(site):
        page = ListPage(f"{HEAD}{year}/", articles, Pager())
        yield _page(
            page,
            partial(_view, site, frame, page, year=year, title=year),
            partial(_basis, site, page),
        )
    for page in list_pages(site, HEAD, site.articles):
        title = f"Archive, page {page.pager.number}"
        yield _page(
            page,
            partial(_view, site, frame, page, year="", title=title),
            partial(_basis, site, page),
        )


def _page(page: ListPage, make_view: partial[ArchiveView], basis: partial[object] | None) -> Page:
    return Page(
        path=output_path(page.permalink),
        template="pages/archive.html",
        make_view=make_view,
        basis=basis,
        sources=tuple(article.source for article in page.articles),
        rank=Rank.LISTING,
    )


def _basis(site: Site, page: ListPage) -> object:
    return page.pager, stamps_of(site, page.articles)


def _head_view(site: Site, frame: SiteView, page: ListPage) -> ArchiveView:
    return _view(site, frame, page, year="", title="Archive", years=years_of(site))


def _view(
    site: Site,
    frame: SiteView,
    page: ListPage,
    *,
    year: str,
    title: str,
    years: Sequence[IndexEntry] = (),
) -> ArchiveView:
    return ArchiveView(
        site=frame,
        meta=meta(site, title, page.permalink),
        title=title,
        year=year,
        years=tuple(years),
        months=by_month(cards_of(site, page.articles)),
        pager=page.pager,
        sponsor=sponsor_line(site),
    )
