"""The front page, the page for what is not found, and the list of corrections."""

from collections.abc import Iterator
from functools import partial

from generator.article.types import Article
from generator.links import href
from generator.parts import (
    by_month,
    cards_of,
    corrected,
    correction_notes,
    meta,
    site_view,
    sponsor_line,
)
from generator.plan import Page, Rank
from generator.site import Site
from generator.view import CorrectedArticle, CorrectionsView, FrontView, NotFoundView

RECENT = 6
EARLIER = 30
_NEWEST = 3


def front_pages(site: Site) -> Iterator[Page]:
    """The front: a lead, recent articles, and earlier ones by month."""
    yield Page(
        path="index.html",
        template="pages/front.html",
        make_view=partial(_front_view, site),
        sources=tuple(article.source for article in _on_front(site)),
        rank=Rank.LISTING,
    )


def not_found_pages(site: Site) -> Iterator[Page]:
    """What a host shows where there is no page."""
    yield Page(
        path="404.html",
        template="pages/not-found.html",
        make_view=partial(_not_found_view, site),
        sources=tuple(article.source for article in site.articles[:_NEWEST]),
        rank=Rank.LISTING,
    )


def corrections_pages(site: Site) -> Iterator[Page]:
    """Every correction of every article that is out."""
    yield Page(
        path="corrections/index.html",
        template="pages/corrections.html",
        make_view=partial(_corrections_view, site),
        sources=tuple(dict.fromkeys(article.source for article, _ in corrected(site))),
        rank=Rank.LISTING,
    )


def _on_front(site: Site) -> list[Article]:
    """The articles of the front, its lead first: the newest that is featured, else the newest."""
    newest = list(site.articles[: 1 + RECENT + EARLIER])
    lead = next((article for article in newest if article.is_featured), None)
    if lead:
        newest.remove(lead)
        newest.insert(0, lead)
    return newest


def _front_view(site: Site) -> FrontView:
    cards = cards_of(site, _on_front(site))
    return FrontView(
        site=site_view(site),
        meta=meta(site, site.config.title, "/", feed=href(site, "/feed.xml")),
        newest=max((card.date for card in cards[:2]), key=lambda when: when.iso, default=None),
        lead=cards[0] if cards else None,
        recent=cards[1 : 1 + RECENT],
        earlier=by_month(cards[1 + RECENT :]),
        archive=href(site, "/archive/"),
        sponsor=sponsor_line(site),
    )


def _not_found_view(site: Site) -> NotFoundView:
    return NotFoundView(
        site=site_view(site),
        meta=meta(site, "Page not found", ""),
        newest=cards_of(site, site.articles[:_NEWEST]),
        archive=href(site, "/archive/"),
        sponsor=sponsor_line(site),
    )


def _corrections_view(site: Site) -> CorrectionsView:
    feed = href(site, "/corrections/feed.xml")
    return CorrectionsView(
        site=site_view(site),
        meta=meta(site, "Corrections", "/corrections/", feed=feed),
        corrections=tuple(
            CorrectedArticle(
                url=href(site, article.permalink),
                title=article.title,
                lang=article.lang,
                note=correction_notes(site, article)[at],
            )
            for article, at in corrected(site)
        ),
        feed=feed,
        sponsor=sponsor_line(site),
    )
