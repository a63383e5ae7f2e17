"""Topics, authors and series: an index of each kind, and a list of articles for each one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator.card import Image, image
from generator.groups import Group
from generator.links import href
from generator.media import place_of
from generator.parts import (
    ListPage,
    cards_of,
    entries_of,
    head_of,
    list_pages,
    meta,
    site_view,
    sponsor_line,
    stamps_of,
)
from generator.plan import Page, Rank, output_path
from generator.site import Site
from generator.view import IndexView, ListingView, Pager, SiteView


@dataclass(frozen=True)
class Kind:
    """A way to group articles: its folder, what its lists and its index are called."""

    folder: str
    kicker: str
    title: str


TOPIC = Kind("topics", "Topic", "Topics")
AUTHOR = Kind("authors", "Author", "Authors")
SERIES = Kind("series", "Series", "Series")


def topic_pages(site: Site) -> Iterator[Page]:
    """The index of topics, and each topic's articles."""
    yield _index(site, TOPIC, site.topics)
    yield from _lists(site, TOPIC, site.topics)


def author_pages(site: Site) -> Iterator[Page]:
    """The index of authors, and each author's articles."""
    yield _index(site, AUTHOR, site.authors)
    yield from _lists(site, AUTHOR, site.authors)


def series_pages(site: Site) -> Iterator[Page]:
    """Each series from its first part on, whole."""
    frame = site_view(site)
    for group in site.series.values():
        page = ListPage(_head(SERIES, group), group.articles[::-1], Pager())
        yield _list(site, frame, SERIES, group, page)


def _index(site: Site, kind: Kind, groups: Mapping[str, Group]) -> Page:
    return Page(
        path=f"{kind.folder}/index.html",
        template="pages/index.html",
        make_view=partial(_index_view, site, kind, groups),
        rank=Rank.LISTING,
    )


def _lists(site: Site, kind: Kind, groups: Mapping[str, Group]) -> Iterator[Page]:
    frame = site_view(site)
    for group in groups.values():
        head = _head(kind, group)
        for page in (
            head_of(site, head, group.articles),
            *list_pages(site, head, group.articles),
        ):
            yield _list(site, frame, kind, group, page)


def _head(kind: Kind, group: Group) -> str:
    return f"/{kind.folder}/{group.slug}/"


def _list(site: Site, frame: SiteView, kind: Kind, group: Group, page: ListPage) -> Page:
    return Page(
        path=output_path(page.permalink),
        template="pages/listing.html",
        make_view=partial(_list_view, site, frame, kind, group, page),
        basis=partial(_list_basis, site, group, page),
        sources=tuple(article.source for article in page.articles),
        rank=Rank.LISTING,
    )


def _index_view(site: Site, kind: Kind, groups: Mapping[str, Group]) -> IndexView:
    return IndexView(
        site=site_view(site),
        meta=meta(site, kind.title, f"/{kind.folder}/"),
        title=kind.title,
        entries=entries_of(site, kind.folder, groups),
        sponsor=sponsor_line(site),
    )


def _list_basis(site: Site, group: Group, page: ListPage) -> object:
    """What the group is, and what is listed of it here."""
    told = group.name, group.description, group.author, _portrait(site, group)
    return told, page.pager, stamps_of(site, page.articles)


def _list_view(
    site: Site, frame: SiteView, kind: Kind, group: Group, page: ListPage
) -> ListingView:
    number, author = page.pager.number, group.author
    title = f"{group.name}, page {number}" if number else group.name
    feed = href(site, f"{_head(kind, group)}feed.xml") if site.config.feeds == "all" else ""
    return ListingView(
        site=frame,
        meta=meta(site, title, page.permalink, description=group.description, feed=feed),
        kicker=kind.kicker,
        title=group.name,
        description=group.description,
        role=author.role if author else "",
        website=author.url if author else "",
        portrait=_portrait(site, group),
        cards=cards_of(site, page.articles),
        first_part=1 if kind == SERIES else 0,
        pager=page.pager,
        feed=feed,
        sponsor=sponsor_line(site),
    )


def _portrait(site: Site, group: Group) -> Image | None:
    if group.author is None or not group.author.image:
        return None
    photo = site.photos.get(place_of("content/site.yaml", group.author.image))
    return image(photo, site.config) if photo else None
