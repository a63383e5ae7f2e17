"""What templates may see: frozen views, whose fields are all that a page's key depends on."""

import msgspec

from generator.article.types import Free
from generator.card import Card, Image, When


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A name and where it leads; url is "" where it leads nowhere, is_here on its own page."""

    name: str
    url: str
    is_here: bool = False


class BodyText(msgspec.Struct, frozen=True, kw_only=True):
    """A body, by digest, and what its links and pictures lead to as of now, in order.

    An empty link makes its text plain; where a picture is None its description stands in.
    has_embeds: it holds figures that js/embed.js opens.
    """

    digest: bytes
    links: tuple[str, ...]
    pictures: tuple[Image | None, ...]
    has_embeds: bool = False


class SponsorLine(msgspec.Struct, frozen=True, kw_only=True):
    """The line that says who pays: "Sponsored by ..."."""

    name: str
    url: str
    notice: str


class SiteView(msgspec.Struct, frozen=True, kw_only=True):
    """What every page knows of its site; root is the front's URL, url the same made absolute.

    ways are the absolute URLs that navigation leads to; policy is what a page may load and run.
    search is the URL of the page for searching, "" where there is none.
    """

    title: str
    tagline: str
    description: str
    url: str
    origin: str
    root: str
    language: str
    chinese: str
    copyright: str
    legal_html: str
    navigation: tuple[Link, ...]
    ways: tuple[str, ...]
    feeds: tuple[Link, ...]
    assets: dict[str, str]
    policy: str
    search: str


class MonthGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A month's articles, newest first; iso is "2014-08"."""

    name: str
    iso: str
    cards: tuple[Card, ...]


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """Where a list goes on: towards the newer, towards the older; "" at its ends."""

    newer: str = ""
    older: str = ""
    number: int = 0


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's head says; url is its canonical address, absolute, image a share picture's."""

    title: str
    description: str
    url: str
    lang: str
    image: str = ""
    feed: str = ""
    is_indexed: bool = True


# One view a kind of page; templates/pages/<template>.html renders it.


class FrontView(msgspec.Struct, frozen=True, kw_only=True):
    """front.html: the lead, four to six recent ones, and earlier ones by month; newest dates it."""

    site: SiteView
    meta: Meta
    newest: When | None
    lead: Card | None
    recent: tuple[Card, ...]
    earlier: tuple[MonthGroup, ...]
    archive: str
    sponsor: SponsorLine | None


class CorrectionNote(msgspec.Struct, frozen=True, kw_only=True):
    """A correction as shown on its article."""

    date: When
    text: str
    material: bool


class ReferenceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A source that the article names."""

    title: str
    url: str
    archived: str


class SeriesBox(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of which series a page is: part 2 of 4, parts oldest first."""

    name: str
    url: str
    part: int
    parts: tuple[Link, ...]


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """article.html: one column; minutes is its reading time, json_ld schema.org's NewsArticle."""

    site: SiteView
    meta: Meta
    kicker: str
    title: str
    standfirst: str
    byline: tuple[Link, ...]
    date: When
    updated: When | None
    minutes: int
    words: int
    picture: Image | None
    body: BodyText
    corrections: tuple[CorrectionNote, ...]
    references: tuple[ReferenceLine, ...]
    topics: tuple[Link, ...]
    series: SeriesBox | None
    earlier: Link | None
    later: Link | None
    related: tuple[Card, ...]
    sponsor: SponsorLine | None
    extra: dict[str, Free]
    json_ld: dict[str, object]


class WithdrawnView(msgspec.Struct, frozen=True, kw_only=True):
    """withdrawn.html: what stands where an article was taken back."""

    site: SiteView
    meta: Meta
    date: When
    reason: str
    sponsor: SponsorLine | None


class GoneView(msgspec.Struct, frozen=True, kw_only=True):
    """gone.html: what stands where an article was whose file is no more, and since when."""

    site: SiteView
    meta: Meta
    date: When
    sponsor: SponsorLine | None


class StandingView(msgspec.Struct, frozen=True, kw_only=True):
    """standing.html: About, Masthead and their like."""

    site: SiteView
    meta: Meta
    title: str
    standfirst: str
    picture: Image | None
    body: BodyText
    corrections: tuple[CorrectionNote, ...]
    sponsor: SponsorLine | None
    extra: dict[str, Free]


class ListingView(msgspec.Struct, frozen=True, kw_only=True):
    """listing.html: a topic's, author's or series' articles, or a numbered page of the archive.

    kicker says what the list is of ("Topic", "Author", "Series", "Archive"); pager.number is 0
    on the list's head, its page elsewhere. role and website are an author's.
    """

    site: SiteView
    meta: Meta
    kicker: str
    title: str
    description: str
    role: str
    website: str
    portrait: Image | None
    cards: tuple[Card, ...]
    first_part: int
    pager: Pager
    feed: str
    sponsor: SponsorLine | None


class IndexEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an index: a topic, author or year, and how many articles it has.

    facet is the word by which a search is kept to those; lang is that of a Chinese name.
    """

    name: str
    url: str
    description: str
    count: int
    facet: str = ""
    lang: str = ""


class IndexView(msgspec.Struct, frozen=True, kw_only=True):
    """index.html: all topics, or all authors."""

    site: SiteView
    meta: Meta
    title: str
    entries: tuple[IndexEntry, ...]
    sponsor: SponsorLine | None


class ArchiveView(msgspec.Struct, frozen=True, kw_only=True):
    """archive.html: the archive's head (years, and the newest articles) or one year of it.

    year is "" on the head.
    """

    site: SiteView
    meta: Meta
    title: str
    year: str
    years: tuple[IndexEntry, ...]
    months: tuple[MonthGroup, ...]
    pager: Pager
    sponsor: SponsorLine | None


class CorrectedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One correction in the list of all."""

    url: str
    title: str
    lang: str
    note: CorrectionNote


class CorrectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """corrections.html: every correction, newest first; feed is that of these."""

    site: SiteView
    meta: Meta
    corrections: tuple[CorrectedArticle, ...]
    feed: str
    sponsor: SponsorLine | None


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """search.html: a search, and everything by topic, author and year for who has no script.

    index is the URL of the folder that js/search.js reads.
    """

    site: SiteView
    meta: Meta
    index: str
    topics: tuple[IndexEntry, ...]
    authors: tuple[IndexEntry, ...]
    years: tuple[IndexEntry, ...]
    sponsor: SponsorLine | None


class NotFoundView(msgspec.Struct, frozen=True, kw_only=True):
    """not-found.html: /404.html."""

    site: SiteView
    meta: Meta
    newest: tuple[Card, ...]
    archive: str
    sponsor: SponsorLine | None


class RedirectView(msgspec.Struct, frozen=True, kw_only=True):
    """redirect.html: what stands at an old address; target is absolute."""

    lang: str
    title: str
    target: str
    policy: str


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a feed, addresses absolute; id never changes; updated is date or later."""

    id: str
    url: str
    title: str
    standfirst: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    date: When
    updated: When
    date_rfc822: str
    lang: str
    picture: Image | None
    corrections: tuple[CorrectionNote, ...]
    body: BodyText


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
    """feeds/atom.xml, feeds/rss.xml, feeds/feed.json: the newest twenty articles, whole.

    stylesheet is for who opens a feed in a browser.
    """

    title: str
    subtitle: str
    url: str
    home: str
    stylesheet: str
    language: str
    updated: str
    updated_rfc822: str
    copyright: str
    entries: tuple[FeedEntry, ...]


class CorrectionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A correction in their feed, addresses absolute; id never changes."""

    id: str
    url: str
    title: str
    lang: str
    note: CorrectionNote


class CorrectionsFeedView(msgspec.Struct, frozen=True, kw_only=True):
    """feeds/corrections.xml: the newest twenty corrections."""

    title: str
    url: str
    home: str
    stylesheet: str
    language: str
    updated: str
    entries: tuple[CorrectionEntry, ...]


class SitemapEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A page in the sitemap; modified is "" where nothing dates it."""

    url: str
    modified: str


class SitemapView(msgspec.Struct, frozen=True, kw_only=True):
    """feeds/sitemap.xml and, past 50,000 pages, feeds/sitemap-index.xml, a list of sitemaps."""

    entries: tuple[SitemapEntry, ...]


class NewsEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the last 48 hours."""

    url: str
    title: str
    date: str
    language: str


class NewsSitemapView(msgspec.Struct, frozen=True, kw_only=True):
    """feeds/news-sitemap.xml; front stands where there is no news: no sitemap may be empty."""

    publication: str
    entries: tuple[NewsEntry, ...]
    front: str
