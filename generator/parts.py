"""Site -> the parts that views share: the page's frame, bodies, lists by month, pages of a list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

import msgspec

from generator.article.types import Article
from generator.assets import STEM, STYLESHEET
from generator.card import Card, Image, image, when, year
from generator.digest import digest_of
from generator.groups import Group
from generator.links import absolute, follow, href, lead_of
from generator.markup.filling import fill
from generator.markup.scripts import has_cjk, language_of
from generator.media import photo_named
from generator.plan import Drawing
from generator.share_card import Colours, Face, digest_of_face
from generator.site import Site, pays, sponsor_of
from generator.view import (
    BodyText,
    CorrectionNote,
    IndexEntry,
    Link,
    Meta,
    MonthGroup,
    Pager,
    SiteView,
    SponsorLine,
)

_COLOUR = re.compile(r"--(\w+):\s*(?:light-dark\(\s*)?(#[0-9a-fA-F]{6})\b")
_LETTERS = "bcdfghjkmnpqrtvw"
_USUAL = {"paper": "#ffffff", "ink": "#1a1a1a", "quiet": "#666666", "accent": "#c9330c"}


@lru_cache(maxsize=1)
def site_view(site: Site) -> SiteView:
    """What every page knows of its site: one for all pages, which share what is made of it."""
    config = site.config
    navigation = tuple(_navigation(site))
    legal = [lead_of(site, mention.target).url for mention in config.legal_links]
    return SiteView(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        url=absolute(site, href(site, "/")),
        origin=config.origin,
        root=href(site, "/"),
        language=config.language,
        chinese=config.chinese,
        copyright=config.copyright,
        legal_html=fill(config.legal_html, legal, ()),
        navigation=navigation,
        ways=tuple(absolute(site, way.url) for way in navigation),
        feeds=(
            Link(name="Atom", url=href(site, "/feed.xml")),
            Link(name="RSS", url=href(site, "/rss.xml")),
            Link(name="JSON Feed", url=href(site, "/feed.json")),
        ),
        assets=asset_urls(site),
        policy=site.policy,
        search=href(site, "/search/") if site.config.search else "",
    )


def asset_urls(site: Site) -> dict[str, str]:
    """The addresses of the theme's files, by name."""
    return {name: href(site, quote(f"/{path}")) for name, path in site.assets.paths.items()}


def shared(site: Site) -> object:
    """What any view may depend on though its page's basis has no word of it."""
    sponsors = site.config.sponsors.values()
    return site.config, site_view(site), [pays(sponsor, site.now) for sponsor in sponsors]


def basis_of(site: Site, article: Article) -> object:
    """What a view depends on that tells of an article all there is: what it says, and what others
    make of it: where its links lead, what its topics are called, who pays.
    """
    return (
        site.stamps[article.source],
        [follow(site, article, mention.target).url for mention in article.links],
        [site.topics[key].name for key in site.topics_of[article.source]],
        sponsor_line(site, article) if article.sponsor else None,
    )


def stamps_of(site: Site, articles: Iterable[Article]) -> list[bytes]:
    """What a view depends on that shows of articles no more than a card does, and their order."""
    return [site.stamps[article.source] for article in articles]


def _navigation(site: Site) -> Iterator[Link]:
    """The entries whose pages are out."""
    for link in site.config.navigation:
        if url := lead_of(site, link.url).url:
            yield Link(name=link.name, url=url)


def meta(site: Site, title: str, permalink: str, *, description: str = "", feed: str = "") -> Meta:
    """The head of one of the site's own pages; permalink "" where it has no address of its own."""
    return Meta(
        title=title,
        description=description or site.config.description,
        url=absolute(site, href(site, permalink)) if permalink else "",
        lang=site.config.language,
        feed=feed,
        is_indexed=bool(permalink),
    )


def sponsor_line(site: Site, article: Article | None = None) -> SponsorLine | None:
    """Who pays for an article's page, or for one of the site's own."""
    sponsor = sponsor_of(article, site.config, site.now)
    if sponsor is None:
        return None
    return SponsorLine(name=sponsor.name, url=sponsor.url, notice=sponsor.notice)


def share_card(site: Site, article: Article) -> Drawing:
    """What posts show that link to an article."""
    card = site.cards[article.source]
    face = Face(
        headline=article.title,
        kicker=card.kicker if card.kicker != site.config.title else "",
        column=site.config.title,
        lang=article.lang,
        colours=_colours(site.assets.files.get(site.assets.paths.get(STYLESHEET, ""), b"")),
    )
    name = article.permalink.rstrip("/").rpartition("/")[2]
    path = f"assets/{name[:STEM]}.{digest_of_face(face)}.png"
    return Drawing(path=path, face=face, sources=(article.source,))


@lru_cache(maxsize=1)
def _colours(style: bytes) -> Colours:
    """The theme's colours by day: those of tokens.css that are written as #rrggbb."""
    found = dict(_COLOUR.findall(style.decode()))
    return Colours(**{name: found.get(name, usual) for name, usual in _USUAL.items()})


def body_text(site: Site, article: Article) -> BodyText:
    """An article's body and what its links and pictures lead to."""
    return BodyText(
        digest=article.body,
        links=tuple(follow(site, article, mention.target).url for mention in article.links),
        pictures=tuple(_picture(site, article, mention.target) for mention in article.pictures),
        has_embeds=article.has_embeds,
    )


def absolute_body(site: Site, article: Article) -> BodyText:
    """The same for a reader who is not on the site: in a feed."""
    body = body_text(site, article)
    page = absolute(site, href(site, article.permalink))
    links = (f"{page}{url}" if url.startswith("#") else absolute(site, url) for url in body.links)
    pictures = (picture and absolute_image(site, picture) for picture in body.pictures)
    return BodyText(digest=body.digest, links=tuple(links), pictures=tuple(pictures))


def absolute_image(site: Site, picture: Image) -> Image:
    """A picture by its absolute URL and no other: who is not on the site takes a plain one."""
    url = absolute(site, picture.url)
    return msgspec.structs.replace(picture, url=url, focus="", tint="", srcset="", sources=())


def _picture(site: Site, article: Article, target: str) -> Image | None:
    photo = photo_named(article, target, site.photos)
    return image(photo, site.config) if photo else None


def correction_notes(site: Site, article: Article) -> tuple[CorrectionNote, ...]:
    """The corrections of an article as its readers see them."""
    return tuple(
        CorrectionNote(date=when(each.date, site.config), text=each.text, material=each.material)
        for each in article.corrections
    )


def corrected(site: Site) -> list[tuple[Article, int]]:
    """Every correction, newest first: its article, and its place among that one's."""
    texts = (*site.articles, *site.standing)
    found = [(article, at) for article in texts for at in range(len(article.corrections))]
    return sorted(found, key=lambda each: each[0].corrections[each[1]].date, reverse=True)


def cards_of(site: Site, articles: Sequence[Article]) -> tuple[Card, ...]:
    """The cards of articles, in their order."""
    return tuple(site.cards[article.source] for article in articles)


def by_month(cards: Sequence[Card]) -> tuple[MonthGroup, ...]:
    """Cards, newest first, in groups of a month."""
    months = groupby(cards, key=lambda card: (card.date.month, card.date.iso[:7]))
    return tuple(
        MonthGroup(name=name, iso=iso, cards=tuple(members)) for (name, iso), members in months
    )


@lru_cache(maxsize=1)
def by_year(site: Site) -> tuple[tuple[str, tuple[Article, ...]], ...]:
    """A site's articles, newest first, by the year that readers know of them; no card is made."""
    years = groupby(site.articles, key=lambda article: year(article, site.config))
    return tuple((name, tuple(members)) for name, members in years)


def facet(kind: str, key: str) -> str:
    """The word by which a search is kept to a topic, an author or a year: one that nobody writes.

    Its length is fixed, since a search finds what begins alike; its letters are those of no suffix.
    """
    return "ꙮ" + "".join(_LETTERS[each % 16] for each in digest_of((kind, key))[:10])


def entries_of(site: Site, kind: str, groups: Mapping[str, Group]) -> tuple[IndexEntry, ...]:
    """The index of a kind of groups: "topics", "authors"."""
    return tuple(
        IndexEntry(
            name=group.name,
            url=href(site, f"/{kind}/{group.slug}/"),
            description=group.description,
            count=len(group.articles),
            facet=facet(kind, group.slug),
            lang=language_of(group.name, site.config.chinese) if has_cjk(group.name) else "",
        )
        for group in groups.values()
    )


def years_of(site: Site) -> tuple[IndexEntry, ...]:
    """The index of years, newest first."""
    return tuple(
        IndexEntry(
            name=year,
            url=href(site, f"/archive/{year}/"),
            description="",
            count=len(articles),
            facet=facet("archive", year),
        )
        for year, articles in by_year(site)
    )


@dataclass(frozen=True)
class ListPage:
    """A numbered page of a list: its site path, its articles, and its neighbours."""

    permalink: str
    articles: tuple[Article, ...]
    pager: Pager


def list_pages(site: Site, head: str, articles: Sequence[Article]) -> Iterator[ListPage]:
    """The numbered pages of a list whose head is at a site path; none where the head shows all.

    They count from the oldest and are always full: once made, a page's articles stay.
    """
    size = site.config.page_size
    count = pages_before_head(site, articles)
    oldest_first = articles[::-1]
    for number in range(1, count + 1):
        members = oldest_first[(number - 1) * size : number * size][::-1]
        newer = page_path(head, number + 1) if number < count else head
        older = href(site, page_path(head, number - 1)) if number > 1 else ""
        pager = Pager(newer=href(site, newer), older=older, number=number)
        yield ListPage(page_path(head, number), tuple(members), pager)


def head_of(site: Site, head: str, articles: Sequence[Article]) -> ListPage:
    """The head of a list: the newest articles, as many as no numbered page has."""
    count = pages_before_head(site, articles)
    shown = articles[: len(articles) - count * site.config.page_size]
    older = href(site, page_path(head, count)) if count else ""
    return ListPage(head, tuple(shown), Pager(older=older))


def pages_before_head(site: Site, articles: Sequence[Article]) -> int:
    """How many numbered pages a list has."""
    return max(len(articles) // site.config.page_size - 1, 0)


def page_path(head: str, number: int) -> str:
    """The site path of a list's numbered page."""
    return f"{head}page/{number}/"
