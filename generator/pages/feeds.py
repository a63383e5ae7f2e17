"""Atom, RSS and JSON Feed of the whole site, and Atom of each topic, author and series."""

from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from functools import partial

from generator.article.types import Article
from generator.assets import STYLESHEET
from generator.card import own_picture, when
from generator.groups import Group
from generator.links import absolute, href
from generator.parts import (
    absolute_body,
    absolute_image,
    asset_urls,
    basis_of,
    corrected,
    correction_notes,
)
from generator.plan import Page, Rank
from generator.site import Site, changed
from generator.view import CorrectionEntry, CorrectionsFeedView, FeedEntry, FeedView

NEWEST = 20
_NEVER = "1970-01-01T00:00:00+00:00"  # a feed without entries has a time, too (RFC 4287, 4.1.1)
_SITE_FEEDS = (("feed.xml", "atom.xml"), ("rss.xml", "rss.xml"), ("feed.json", "feed.json"))


def feed_pages(site: Site) -> Iterator[Page]:
    """Every feed of the site; those of groups where site.yaml does not say `feeds: site`."""
    newest = site.articles[:NEWEST]
    for path, template in _SITE_FEEDS:
        view = partial(_view, site, path, "/", newest)
        yield _page(path, template, newest, view, partial(_basis, site, newest))
    if site.config.feeds == "all":
        for head, group in _groups(site):
            path, newest = f"{head}/feed.xml", group.articles[:NEWEST]
            view = partial(_view, site, path, f"/{head}/", newest, name=group.name)
            basis = partial(_basis, site, newest, group.name)
            yield _page(path, "atom.xml", newest, view, basis)


def corrections_feed(site: Site) -> Iterator[Page]:
    """The feed of corrections, for who has read the articles."""
    newest = corrected(site)[:NEWEST]
    yield Page(
        path="corrections/feed.xml",
        template="feeds/corrections.xml",
        make_view=partial(_corrections_view, site),
        sources=tuple(dict.fromkeys(article.source for article, _ in newest)),
        rank=Rank.FEED,
    )


def _corrections_view(site: Site) -> CorrectionsFeedView:
    config = site.config
    entries = tuple(_correction(site, *each) for each in corrected(site)[:NEWEST])
    return CorrectionsFeedView(
        title=f"Corrections — {config.title}",
        url=absolute(site, href(site, "/corrections/feed.xml")),
        home=absolute(site, href(site, "/corrections/")),
        stylesheet=asset_urls(site).get(STYLESHEET, ""),
        language=config.language,
        updated=entries[0].note.date.iso if entries else _NEVER,
        entries=entries,
    )


def _correction(site: Site, article: Article, at: int) -> CorrectionEntry:
    url, note = absolute(site, href(site, article.permalink)), correction_notes(site, article)[at]
    same = [each.date for each in article.corrections[:at]].count(article.corrections[at].date)
    return CorrectionEntry(
        id=f"{url}?correction={note.date.iso[:19]}" + (f"-{same + 1}" if same else ""),
        url=url,
        title=article.title,
        lang=article.lang,
        note=note,
    )


def _groups(site: Site) -> Iterator[tuple[str, Group]]:
    folders = {"topics": site.topics, "authors": site.authors, "series": site.series}
    for folder, groups in folders.items():
        for group in groups.values():
            yield f"{folder}/{group.slug}", group


def _page(
    path: str,
    template: str,
    articles: Sequence[Article],
    make_view: partial[FeedView],
    basis: partial[object],
) -> Page:
    return Page(
        path=path,
        template=f"feeds/{template}",
        make_view=make_view,
        basis=basis,
        sources=tuple(article.source for article in articles),
        rank=Rank.FEED,
    )


def _basis(site: Site, articles: Sequence[Article], name: str = "") -> object:
    return name, [basis_of(site, article) for article in articles]


def _view(
    site: Site, path: str, home: str, articles: Sequence[Article], name: str = ""
) -> FeedView:
    config = site.config
    last = max(filter(None, map(changed, articles)), default=None)
    return FeedView(
        title=f"{name} — {config.title}" if name else config.title,
        subtitle=config.description or config.tagline,
        url=absolute(site, href(site, f"/{path}")),
        home=absolute(site, href(site, home)),
        stylesheet=asset_urls(site).get(STYLESHEET, ""),
        language=config.language,
        updated=when(last, config).iso if last else _NEVER,
        updated_rfc822=format_datetime(last) if last else "",
        copyright=config.copyright,
        entries=tuple(_entry(site, article) for article in articles),
    )


def _entry(site: Site, article: Article) -> FeedEntry:
    config, card = site.config, site.cards[article.source]
    url = absolute(site, card.url)
    picture = own_picture(article, config, site.photos)
    return FeedEntry(
        id=url,
        url=url,
        title=article.title,
        standfirst=card.standfirst,
        authors=card.byline,
        topics=tuple(site.topics[key].name for key in site.topics_of[article.source]),
        date=card.date,
        updated=when(changed(article) or site.now, config),
        date_rfc822=format_datetime(article.date or site.now),
        lang=article.lang,
        picture=absolute_image(site, picture) if picture else None,
        corrections=correction_notes(site, article),
        body=absolute_body(site, article),
    )
