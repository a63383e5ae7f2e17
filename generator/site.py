"""Articles -> Site: what is out as of a moment, by topic, author, series and date.

`state` is the one function that decides what is out; every output is downstream of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from generator.article.types import Article
from generator.assets import Assets
from generator.card import Cards, author_named
from generator.config.types import Author, Config, Sponsor
from generator.groups import (
    Group,
    by_author,
    by_series,
    by_topic,
    known_names,
    people_named,
    topic_titles,
)
from generator.ledger import Entry, Past, reckon, with_text
from generator.media import Photo
from generator.slug import Slug, slug

NEWS_WINDOW = timedelta(hours=48)


class State(StrEnum):
    """Where an article stands as of a moment."""

    DRAFT = "draft"
    UNDATED = "undated"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def state(article: Article, now: datetime) -> State:
    """Where an article stands as of now."""
    if article.is_draft:
        return State.DRAFT
    if article.date is None and not article.is_standing:
        return State.UNDATED
    release = released(article)
    if release and release > now:
        return State.SCHEDULED
    if article.withdrawn:
        return State.WITHDRAWN
    if article.expires and article.expires <= now:
        return State.EXPIRED
    return State.PUBLISHED


Judge: TypeAlias = Callable[[Article, datetime], State]
"""Says where an article stands as of a moment: `state`, but for the preview."""


def released(article: Article) -> datetime | None:
    """The moment from which an article may be out: the later of its date and its embargo."""
    if article.date and article.embargo:
        return max(article.date, article.embargo)
    return article.embargo or article.date


def changed(article: Article) -> datetime | None:
    """When readers could last see a difference: updated or corrected, else dated."""
    if not (article.updated or article.corrections):
        return article.date
    corrected = (each.date for each in article.corrections)
    return max(filter(None, (article.updated, article.date, *corrected)), default=None)


@dataclass(frozen=True, kw_only=True, eq=False)  # two are the same where they are one
class Site:
    """A site as it stands at now. articles are out, newest first, and so are standing pages;
    cards, and the slugs in topics_of, are by source.

    held are those not out, for whatever reason; withheld their addresses, old ones too, in lower
    case. addresses has every source's article, out or not; by_permalink those that have a page.
    past is what becomes of all addresses that were ever out.
    people are authors by every name that is written for them; known what topics and authors
    site.yaml names, as slugs, by key. media are the source paths of all other files in content/.
    policy is what all pages may load and run.
    stamps are digests by source: equal only where all of an article is, its pictures too.
    next_article is when the next one comes out, next_change when a build would next differ.
    """

    config: Config
    now: datetime
    articles: tuple[Article, ...]
    standing: tuple[Article, ...]
    withdrawn: tuple[Article, ...]
    held: tuple[tuple[Article, State], ...]
    cards: Cards
    topics: Mapping[str, Group]
    topics_of: Mapping[str, tuple[Slug, ...]]
    authors: Mapping[str, Group]
    series: Mapping[str, Group]
    people: Mapping[str, Author]
    known: Mapping[str, frozenset[str]]
    addresses: Mapping[str, Article]
    by_permalink: Mapping[str, Article]
    withheld: frozenset[str]
    past: Past
    photos: Mapping[str, Photo]
    media: frozenset[str]
    assets: Assets
    policy: str
    stamps: Mapping[str, bytes]
    next_article: datetime | None
    next_change: datetime | None


@dataclass(frozen=True, kw_only=True)
class Files:
    """The files that articles and pages use: pictures that are shown, all other media, the theme's.

    photos go by source path, media are source paths. stamps are those of a Site; none are needed
    where nothing is kept from one build to the next. policy is of all pages. ledger is of the
    addresses that were out; None where nobody asks what becomes of them.
    """

    photos: Mapping[str, Photo]
    media: frozenset[str]
    assets: Assets
    policy: str = ""
    stamps: Mapping[str, bytes] = field(default_factory=dict)
    ledger: Sequence[Entry] | None = ()


def assemble(
    articles: Iterable[Article],
    config: Config,
    now: datetime,
    files: Files,
    judge: Judge = state,
) -> Site:
    """Make the site that is out as of now, as judge says: the preview has one of its own."""
    articles = sorted(articles, key=_newest_first, reverse=True)
    states = [(article, judge(article, now)) for article in articles]
    by_state = {each: [a for a, stands in states if stands is each] for each in State}
    published, withdrawn = by_state[State.PUBLISHED], by_state[State.WITHDRAWN]
    out = tuple(article for article in published if not article.is_standing)
    shown = (State.PUBLISHED, State.WITHDRAWN)
    held = tuple((article, stands) for article, stands in states if stands not in shown)
    titles, people = topic_titles(articles, config), people_named(articles, config)
    addresses = {article.source: article for article in articles}
    by_permalink = {article.permalink: article for article in (*published, *withdrawn)}
    past = Past(entries={})
    if files.ledger is not None:
        past = reckon(files.ledger, addresses, by_permalink, now)
    return Site(
        config=config,
        now=now,
        articles=out,
        standing=tuple(article for article in published if article.is_standing),
        withdrawn=tuple(withdrawn),
        held=held,
        cards=Cards({a.source: a for a in out}, config, files.photos, people),
        topics=by_topic(out, titles, config),
        topics_of={source: tuple(each) for source, each in titles.items()},
        authors=by_author(out, people),
        series=by_series(out),
        people=people,
        known=known_names(config),
        addresses=addresses,
        by_permalink=by_permalink,
        withheld=frozenset(map(str.lower, (*_addresses_of(held), *past.withheld))),
        past=past,
        photos=files.photos,
        media=files.media,
        assets=files.assets,
        policy=files.policy,
        stamps=files.stamps,
        next_article=min(filter(None, map(released, by_state[State.SCHEDULED])), default=None),
        next_change=min((m for m in _changes(articles, config) if m > now), default=None),
    )


def _addresses_of(held: Iterable[tuple[Article, State]]) -> Iterator[str]:
    """The addresses of articles that are held back, old ones too."""
    return (at for article, _ in held for at in (article.permalink, *article.aliases) if at)


def with_article(site: Site, article: Article) -> Site:
    """The same site with an article as it is now; exact where no more than its text has changed."""
    before, people = site.addresses[article.source], site.people

    def renewed(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        return tuple(article if each is before else each for each in articles)

    def regrouped(groups: Mapping[str, Group], keys: Iterable[str]) -> dict[str, Group]:
        mine = {key: groups[key] for key in keys if key in groups}
        fresh = {key: replace(g, articles=renewed(g.articles)) for key, g in mine.items()}
        return {**groups, **fresh}

    return replace(
        site,
        articles=renewed(site.articles),
        standing=renewed(site.standing),
        cards=site.cards.with_article(article),
        topics=regrouped(site.topics, site.topics_of[article.source]),
        authors=regrouped(
            site.authors, (slug(author_named(name, people).name) for name in article.authors)
        ),
        series=regrouped(site.series, (slug(article.series),)),
        addresses={**site.addresses, article.source: article},
        by_permalink={**site.by_permalink, article.permalink: article},
        past=with_text(site.past, article, site.now),
    )


def texts(site: Site) -> Iterator[Article]:
    """What readers see, and what they will see without another edit: for checks."""
    yield from site.articles
    yield from _other_texts(site)


def is_text(site: Site, article: Article) -> bool:
    """Whether the site's article of this source is one of its texts."""
    source = article.source
    return source in site.cards or any(each.source == source for each in _other_texts(site))


def _other_texts(site: Site) -> Iterator[Article]:
    """Texts that no listing shows."""
    yield from site.standing
    yield from (article for article, stands in site.held if stands is State.SCHEDULED)


def sponsor_of(article: Article | None, config: Config, now: datetime) -> Sponsor | None:
    """Who pays for an article's page as of now; without an article, for the site's own pages."""
    own = article.sponsor if article else None
    if own is False:
        return None
    named = own if isinstance(own, str) else config.sponsor
    sponsor = own if isinstance(own, Sponsor) else config.sponsors.get(named)
    return sponsor if sponsor and pays(sponsor, now) else None


def pays(sponsor: Sponsor, now: datetime) -> bool:
    """Whether a sponsor pays as of now."""
    has_begun = sponsor.starts is None or sponsor.starts <= now
    return has_begun and (sponsor.ends is None or now < sponsor.ends)


def _newest_first(article: Article) -> tuple[float, str]:
    return (article.date.timestamp() if article.date else 0.0, article.source)


def _changes(articles: Iterable[Article], config: Config) -> Iterator[datetime]:
    """Every moment at which the site changes by itself."""
    for article in articles:
        yield from _moments(article)
    for sponsor in config.sponsors.values():
        yield from (moment for moment in (sponsor.starts, sponsor.ends) if moment)


def _moments(article: Article) -> Iterator[datetime]:
    """When an article comes out, leaves the news of the last two days, and expires."""
    if article.is_draft or (article.date is None and not article.is_standing):
        return
    release = released(article)
    if release:
        yield release
        if not article.is_standing:
            yield release + NEWS_WINDOW
    if article.expires:
        yield article.expires
