"""Every article by where it stands, as an editor asks for it: tray by tray, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.article.types import Article
from generator.preview.moments import day, day_and_time, local_day, span
from generator.preview.pointing import Opener
from generator.site import Site, State, released, state

FIRST = 20
"""Rows of a tray that are open from the start."""
MOST = 200
"""Rows of a tray that are in the page at all."""
ROWS = 240
"""Rows of all trays together: what keeps the page small whatever the site holds."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Tray(NamedTuple):
    """Where articles of one state lie: its key, its name, and what the state means."""

    key: str
    name: str
    meaning: str


TRAYS = (
    Tray("draft", "Drafts", "Kept in until draft: true is taken out."),
    Tray("undated", "Undated", "Kept in until they have a date."),
    Tray("scheduled", "Waiting", "They come out by themselves; the next one first."),
    Tray("published", "Out", "Readers see them."),
    Tray("corrected", "Corrected", "Out, with what was corrected."),
    Tray("expired", "Expired", "Out no longer: their time is over."),
    Tray("withdrawn", "Withdrawn", "Their text is gone; a notice stands at their address."),
    Tray("standing", "Standing pages", "Outside the column's dates."),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """An article as a line of the desk; url is "" where it has no page, due "" unless it waits.

    due is in UTC, for a script that counts down; countdown says the same in words.
    """

    title: str
    lang: str
    url: str
    source: str
    href: str
    stands: State
    iso: str
    when: str
    due: str
    countdown: str
    note: str
    words: int
    topics: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A tray with its articles: how many it has, how many were asked for, and rows to show."""

    tray: Tray
    count: int
    found: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Roll:
    """Every tray, and when the next article comes out."""

    trays: tuple[Filled, ...]
    next_due: datetime | None


class _Placed(NamedTuple):
    """An article, where it stands, and from when it is or may be out."""

    article: Article
    stands: State
    when: datetime | None


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What to look at: a site, and its articles as their files say, at or as of a moment.

    is_now says that the moment moves on.
    """

    site: Site
    articles: tuple[Article, ...]
    at: datetime
    is_now: bool
    opener: Opener

    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return ZoneInfo(self.site.config.timezone)


def roll(outlook: Outlook, query: str) -> Roll:
    """Every tray, with the rows of those articles in it that a query asks for."""
    lying = _trays(outlook)
    asked = {key: _asked_for(lying[key], key, query, outlook.zone()) for key in lying}
    most = share([len(each) for each in asked.values()])
    pages = {article.source: link for link, article in outlook.site.by_permalink.items()}
    trays = tuple(
        Filled(
            tray=tray,
            count=len(lying[tray.key]),
            found=len(asked[tray.key]),
            rows=tuple(_row(each, outlook, pages) for each in asked[tray.key][:most]),
        )
        for tray in TRAYS
    )
    waiting = (each for tray in lying.values() for each in tray if each.stands is State.SCHEDULED)
    return Roll(
        trays=trays, next_due=min((each.when for each in waiting if each.when), default=None)
    )


def share(counts: Sequence[int]) -> int:
    """The most rows that a tray may have, so that all together are no more than ROWS."""
    fitting = (most for most in range(MOST, 0, -1) if sum(min(n, most) for n in counts) <= ROWS)
    return next(fitting, 1)


def lacks(article: Article) -> Iterator[str]:
    """What an editor may have forgotten."""
    if article.withdrawn:
        return
    # A picture that is a bare path has neither; else both were asked for when it was read.
    if article.picture and not article.picture.credit:
        yield from ("no picture description", "no picture credit")
    if article.is_standing:
        return
    if not article.standfirst:
        yield "no standfirst"
    if not article.topics:
        yield "no topics"
    if not article.date:
        yield "no date"


def _trays(outlook: Outlook) -> dict[str, list[_Placed]]:
    """Articles by the key of their tray, newest first; those that wait the other way round."""
    lying: dict[str, list[_Placed]] = {tray.key: [] for tray in TRAYS}
    for article in sorted(outlook.articles, key=attrgetter("source")):
        stands = state(article, outlook.at)
        lying[_tray_of(article, stands)].append(_Placed(article, stands, released(article)))
    for key, tray in lying.items():
        tray.sort(key=lambda each: each.when or _NEVER, reverse=key != "scheduled")
    return lying


def _tray_of(article: Article, stands: State) -> str:
    if article.is_standing:
        return "standing"
    return "corrected" if stands is State.PUBLISHED and article.corrections else stands.value


def _asked_for(tray: Sequence[_Placed], key: str, query: str, zone: ZoneInfo) -> Sequence[_Placed]:
    """Those whose words, or their tray's, have every word of a query somewhere in them."""
    name = next(each.name for each in TRAYS if each.key == key)
    words = [word for word in query.casefold().split() if word not in f"{key} {name.casefold()}"]
    if not words:
        return tray
    # Ten thousand dates in words take longer than all else: only who asks with a number wants them.
    dates = _dates if any(map(str.isnumeric, query)) else _no_dates
    texts = ((each, f"{_words_of(each.article)} {dates(each.when, zone)}") for each in tray)
    return [each for each, text in texts if _has(words, text.casefold())]


def _has(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _words_of(article: Article) -> str:
    """What an article can be found by, its dates aside."""
    named = (article.title, article.source, article.kicker, article.series)
    return " ".join((*named, *article.authors, *article.topics, *lacks(article)))


def _dates(when: datetime | None, zone: ZoneInfo) -> str:
    """A day as 2026-12-03 and as 3 Dec 2026."""
    if when is None:
        return ""
    local = when.astimezone(zone)
    return f"{local.isoformat()[:10]} {local_day(local)}"


def _no_dates(_when: datetime | None, _zone: ZoneInfo) -> str:
    return ""


def _row(placed: _Placed, outlook: Outlook, pages: Mapping[str, str]) -> Row:
    article, stands, when = placed
    config, zone = outlook.site.config, outlook.zone()
    link = pages.get(article.source)
    due = when if stands is State.SCHEDULED else None
    titles = {topic.key: topic.title for topic in config.topics}
    return Row(
        title=article.title,
        lang=article.lang,
        url=config.base + link if link else "",
        source=article.source,
        href=outlook.opener.href(article.source),
        stands=stands,
        iso=when.astimezone(zone).isoformat(timespec="minutes") if when else "",
        when=_when(when, due, zone),
        due=f"{due.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if due and outlook.is_now else "",
        countdown=_countdown(due - outlook.at, is_now=outlook.is_now) if due else "",
        note=_note(article, stands, zone),
        words=article.words,
        topics=tuple(titles.get(topic, topic) for topic in article.topics),
        lacks=tuple(lacks(article)),
    )


def _when(when: datetime | None, due: datetime | None, zone: ZoneInfo) -> str:
    if due:
        return day_and_time(due, zone)
    return day(when, zone) if when else ""


def _countdown(left: timedelta, *, is_now: bool) -> str:
    return f"in {span(left)}" if is_now else f"{span(left)} later"


def _note(article: Article, stands: State, zone: ZoneInfo) -> str:
    """What a state has to tell besides its name."""
    if stands is State.WITHDRAWN and article.withdrawn:
        return f"Withdrawn {day(article.withdrawn.date, zone)}: {article.withdrawn.reason}"
    if stands is State.EXPIRED and article.expires:
        return f"Expired {day_and_time(article.expires, zone)}"
    if stands is State.SCHEDULED and article.embargo == released(article):
        return "Embargoed"
    if stands is State.PUBLISHED and article.corrections:
        return _corrected(article, zone)
    return ""


def _corrected(article: Article, zone: ZoneInfo) -> str:
    dates = [day(each.date, zone) for each in sorted(article.corrections, key=lambda c: c.date)]
    if len(dates) == 1:
        return f"Corrected {dates[0]}"
    return f"{len(dates)} corrections, the last {dates[-1]}"
