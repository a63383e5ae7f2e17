"""Pages of articles, of those withdrawn, and of what standing pages say."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import msgspec

from generator.article.types import Article
from generator.card import Card, author_named, own_picture, when
from generator.ledger import Tombstone
from generator.links import absolute, href
from generator.parts import (
    absolute_image,
    basis_of,
    body_text,
    cards_of,
    correction_notes,
    meta,
    share_card,
    site_view,
    sponsor_line,
    stamps_of,
)
from generator.plan import Page, output_path
from generator.schema_org import news_article
from generator.site import Site, changed
from generator.slug import slug
from generator.view import (
    ArticleView,
    GoneView,
    Link,
    Meta,
    ReferenceLine,
    SeriesBox,
    SiteView,
    StandingView,
    WithdrawnView,
)

RELATED = 3
_LOOKED_AT = 8  # earlier articles of each topic among which the related ones are sought


@dataclass(frozen=True)
class _Order:
    """Where articles stand among all, newest first: by source, and those of a topic by its key.

    stamps are those of all articles, topic_stamps those of a topic's, in the same order.
    """

    at: Mapping[str, int]
    topics: Mapping[str, Sequence[int]]
    stamps: Sequence[bytes]
    topic_stamps: Mapping[str, Sequence[bytes]]


class _Common(NamedTuple):
    """What the pages of all articles are made of."""

    site: Site
    frame: SiteView
    order: _Order


class _View(msgspec.Struct, frozen=True, gc=False):
    """Makes the view of an article's page: as a partial it would weigh eight times as much."""

    common: _Common
    article: Article

    def __call__(self) -> ArticleView:
        return _article_view(*self.common, self.article)


class _Basis(msgspec.Struct, frozen=True, gc=False):
    """Makes the basis of an article's page."""

    common: _Common
    article: Article

    def __call__(self) -> object:
        return _article_basis(self.common.site, self.common.order, self.article)


def article_pages(site: Site) -> Iterator[Page]:
    """One page for each article that is out, newest first."""
    common = _Common(site, site_view(site), _order(site, site.topics))
    for article in site.articles:
        yield _page(article, "article", _View(common, article), _Basis(common, article))


def page_of(site: Site, article: Article) -> Page:
    """The page of one article that is out, or of one standing page."""
    frame = site_view(site)
    if article.is_standing:
        return _page(article, "standing", partial(_standing_view, site, frame, article))
    order = _order(site, site.topics_of[article.source])
    return _page(article, "article", partial(_article_view, site, frame, order, article))


def _order(site: Site, topics: Iterable[str]) -> _Order:
    at = {article.source: number for number, article in enumerate(site.articles)}
    stamps = [site.stamps.get(article.source, b"") for article in site.articles]
    places = {key: [at[each.source] for each in site.topics[key].articles] for key in topics}
    topic_stamps = {key: [stamps[each] for each in members] for key, members in places.items()}
    return _Order(at, places, stamps, topic_stamps)


def withdrawn_pages(site: Site) -> Iterator[Page]:
    """A tombstone at the address of each article that was withdrawn."""
    frame = site_view(site)
    for article in site.withdrawn:
        yield _page(article, "withdrawn", partial(_withdrawn_view, site, frame, article))


def tombstones(site: Site) -> Iterator[Page]:
    """What stands at the address of each article whose file is no more."""
    frame = site_view(site)
    for tombstone in site.past.tombstones:
        make_view = _retired_view if tombstone.reason else _gone_view
        yield Page(
            path=output_path(tombstone.url),
            template=f"pages/{'withdrawn' if tombstone.reason else 'gone'}.html",
            make_view=partial(make_view, site, frame, tombstone),
            yields=True,
        )


def standing_pages(site: Site) -> Iterator[Page]:
    """About, Masthead and their like."""
    frame = site_view(site)
    for article in site.standing:
        yield _page(article, "standing", partial(_standing_view, site, frame, article))


def _page(
    article: Article,
    kind: str,
    make_view: Callable[[], msgspec.Struct],
    basis: Callable[[], object] | None = None,
) -> Page:
    return Page(
        path=output_path(article.permalink),
        template=f"pages/{kind}.html",
        make_view=make_view,
        basis=basis,
        sources=(article.source,),
    )


def _article_basis(site: Site, order: _Order, article: Article) -> object:
    """Itself, its neighbours, the parts of its series, and what may be related to it."""
    at, series = order.at[article.source], site.series.get(slug(article.series))
    return (
        basis_of(site, article),
        order.stamps[max(at - 1, 0) : at + 2],
        stamps_of(site, series.articles) if series else None,
        [order.topic_stamps[key][within] for key, within in _looked_at(site, order, article)],
    )


def _article_view(site: Site, frame: SiteView, order: _Order, article: Article) -> ArticleView:
    config, at = site.config, order.at[article.source]
    card = site.cards[article.source]
    updated = when(article.updated, config) if article.updated else None
    view = ArticleView(
        site=frame,
        meta=_meta(site, article),
        kicker=card.kicker,
        title=article.title,
        standfirst=card.standfirst,
        byline=tuple(_byline(site, article)),
        date=card.date,
        updated=updated,
        minutes=article.minutes,
        words=article.words,
        picture=card.picture,
        body=body_text(site, article),
        corrections=correction_notes(site, article),
        references=_references(article),
        topics=tuple(_topics(site, article)),
        series=_series(site, article),
        earlier=_neighbour(site, at + 1),
        later=_neighbour(site, at - 1),
        related=_related(site, order, article),
        sponsor=sponsor_line(site, article),
        extra=article.extra,
        json_ld={},
    )
    modified = when(changed(article) or site.now, config)
    return msgspec.structs.replace(view, json_ld=news_article(view, modified))


def _withdrawn_view(site: Site, frame: SiteView, article: Article) -> WithdrawnView:
    withdrawn = article.withdrawn
    return WithdrawnView(
        site=frame,
        meta=_unlisted(site, "Withdrawn", article.permalink),
        date=when(withdrawn.date if withdrawn else site.now, site.config),
        reason=withdrawn.reason if withdrawn else "",
        sponsor=sponsor_line(site),
    )


def _retired_view(site: Site, frame: SiteView, tombstone: Tombstone) -> WithdrawnView:
    return WithdrawnView(
        site=frame,
        meta=_unlisted(site, "Withdrawn", tombstone.url),
        date=when(tombstone.since, site.config),
        reason=tombstone.reason,
        sponsor=sponsor_line(site),
    )


def _gone_view(site: Site, frame: SiteView, tombstone: Tombstone) -> GoneView:
    return GoneView(
        site=frame,
        meta=_unlisted(site, "Gone", tombstone.url),
        date=when(tombstone.since, site.config),
        sponsor=sponsor_line(site),
    )


def _unlisted(site: Site, title: str, permalink: str) -> Meta:
    return msgspec.structs.replace(meta(site, title, permalink), is_indexed=False)


def _standing_view(site: Site, frame: SiteView, article: Article) -> StandingView:
    return StandingView(
        site=frame,
        meta=_meta(site, article),
        title=article.title,
        standfirst=article.standfirst,
        picture=own_picture(article, site.config, site.photos),
        body=body_text(site, article),
        corrections=correction_notes(site, article),
        sponsor=sponsor_line(site, article),
        extra=article.extra,
    )


def _meta(site: Site, article: Article) -> Meta:
    return Meta(
        title=article.title,
        description=article.description or article.standfirst,
        url=absolute(site, href(site, article.permalink)),
        lang=article.lang,
        image=_share_picture(site, article),
    )


def _share_picture(site: Site, article: Article) -> str:
    """The address of what posts show that link to an article: its card, or else its picture."""
    if site.config.cards and not article.is_standing:
        return absolute(site, href(site, f"/{share_card(site, article).path}"))
    picture = own_picture(article, site.config, site.photos)
    return absolute_image(site, picture).url if picture else ""


def _byline(site: Site, article: Article) -> Iterator[Link]:
    for written in article.authors:
        name = author_named(written, site.people).name
        key = slug(name)
        yield Link(name=name, url=href(site, f"/authors/{key}/") if key in site.authors else "")


def _topics(site: Site, article: Article) -> Iterator[Link]:
    for key in site.topics_of[article.source]:
        yield Link(name=site.topics[key].name, url=href(site, f"/topics/{key}/"))


def _references(article: Article) -> tuple[ReferenceLine, ...]:
    return tuple(
        ReferenceLine(title=each.title, url=each.url, archived=each.archived)
        for each in article.references
    )


def _series(site: Site, article: Article) -> SeriesBox | None:
    group = site.series.get(slug(article.series))
    if group is None:
        return None
    members = group.articles[::-1]
    return SeriesBox(
        name=group.name,
        url=href(site, f"/series/{group.slug}/"),
        part=members.index(article) + 1,
        parts=tuple(
            Link(name=each.title, url=href(site, each.permalink), is_here=each is article)
            for each in members
        ),
    )


def _neighbour(site: Site, at: int) -> Link | None:
    if not 0 <= at < len(site.articles):
        return None
    article = site.articles[at]
    return Link(name=article.title, url=href(site, article.permalink))


def _related(site: Site, order: _Order, article: Article) -> tuple[Card, ...]:
    """Earlier articles that share most topics with this one, then the newest of them."""
    shared = dict[int, int]()
    for key, within in _looked_at(site, order, article):
        for at in order.topics[key][within]:
            shared[at] = shared.get(at, 0) + 1
    best = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:RELATED]
    return cards_of(site, [site.articles[at] for at in best])


def _looked_at(site: Site, order: _Order, article: Article) -> Iterator[tuple[str, slice]]:
    """Which articles of each of its topics may be related to one."""
    here = order.at[article.source]
    for key in site.topics_of[article.source]:
        first = bisect_right(order.topics[key], here)
        yield key, slice(first, first + _LOOKED_AT)
