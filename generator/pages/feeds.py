"""Atom, RSS and JSON Feed of the whole site, and Atom of each topic, author and series."""

from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from functools import partial

from generator.article.types import Article
from generator.assets import STYLESHEET
from generator.card import own_picture, when
from generator.groups import Group
from generator.links import absolute, href
from generator.parts import absolute_body, absolute_image, asset_urls, basis_of
from generator.plan import Page, Rank
from generator.site import Site, changed
from generator.view import CorrectionNote, FeedEntry, FeedView

NEWEST = 20
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
        updated=when(last, config).iso if last else "1970-01-01T00:00:00+00:00",
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
        corrections=tuple(
            CorrectionNote(date=when(each.date, config), text=each.text, material=each.material)
            for each in article.corrections
        ),
        body=absolute_body(site, article),
    )
