"""The page for searching, which without a script leads to everything."""

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.links import href
from generator.parts import entries_of, meta, site_view, sponsor_line, years_of
from generator.plan import INDEX, Page, Rank
from generator.policy import searching
from generator.site import Site
from generator.view import SearchView


def search_pages(site: Site) -> Iterator[Page]:
    """The page for searching, where site.yaml asks for it."""
    if site.config.search:
        yield Page(
            path="search/index.html",
            template="pages/search.html",
            make_view=partial(_search_view, site),
            rank=Rank.LISTING,
        )


def _search_view(site: Site) -> SearchView:
    frame = site_view(site)
    return SearchView(
        site=msgspec.structs.replace(frame, policy=searching(frame.policy)),
        meta=meta(site, "Search", "/search/"),
        index=href(site, f"/{INDEX}/"),
        topics=entries_of(site, "topics", site.topics),
        authors=entries_of(site, "authors", site.authors),
        years=years_of(site),
        sponsor=sponsor_line(site),
    )
