"""The desk: one page that tells an editor how the whole column stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.errors import Problem
from generator.preview.edition import Edition
from generator.preview.moments import day_and_time
from generator.preview.own_templates import own_template
from generator.preview.pointing import Opener, Pointed, pointed
from generator.preview.roll import FIRST, Filled, Outlook, Roll, roll

_TOLD = 40
_MORNING = 9


class Choice(NamedTuple):
    """A moment that is one click away; value is "" for now."""

    name: str
    when: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """Problems of one kind: those that are shown, and how many there are."""

    shown: tuple[Pointed, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What the preview is as of: in words, as a form's field has it, and moments to go to."""

    is_now: bool
    sentence: str
    field: str
    zone: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the page shows; moment is None and trays are empty where there is no site yet.

    front is the URL of the site's front.
    """

    title: str
    front: str
    chinese: str
    now: str
    token: str
    query: str
    first: int
    problems: Told
    warnings: Told
    advice: Told
    moment: Moment | None
    trays: tuple[Filled, ...]
    total: int
    found: int


def desk_page(
    edition: Edition, *, now: datetime, token: str, editor: str, root: Path, query: str = ""
) -> bytes:
    """The page of an edition, as of now.

    editor is the form of a link that opens a file, such as vscode://file{path}:{line}; token
    goes with the form that changes the moment; query keeps only the articles that have its words.
    """
    opener = Opener(form=editor, root=root)
    outlook = edition.site and Outlook(
        site=edition.site,
        articles=edition.articles,
        at=edition.moment or now,
        is_now=edition.moment is None,
        opener=opener,
    )
    called = roll(outlook, query) if outlook else Roll(trays=(), next_due=None)
    desk = Desk(
        title=edition.site.config.title if edition.site else "",
        front=f"{edition.site.config.base}/" if edition.site else "/",
        chinese=edition.site.config.chinese if edition.site else "zh-Hans",
        now=now.isoformat(timespec="milliseconds"),
        token=token,
        query=" ".join(query.split()),
        first=FIRST,
        problems=_told(edition.problems, opener),
        warnings=_told([each for each in edition.warnings if not each.is_advice], opener),
        advice=_told([each for each in edition.warnings if each.is_advice], opener),
        moment=_moment(outlook, now, called.next_due) if outlook else None,
        trays=called.trays,
        total=sum(tray.count for tray in called.trays),
        found=sum(tray.found for tray in called.trays),
    )
    # A name on disk may hold half a character: that page is shown too.
    return own_template("desk.html").render(desk=desk).encode(errors="replace")


def _told(problems: Sequence[Problem], opener: Opener) -> Told:
    shown = tuple(pointed(problem, opener) for problem in problems[:_TOLD])
    return Told(shown=shown, count=len(problems))


def _moment(outlook: Outlook, now: datetime, due: datetime | None) -> Moment:
    zone = outlook.zone()
    return Moment(
        is_now=outlook.is_now,
        sentence=_sentence(outlook, now),
        field=f"{outlook.at.astimezone(zone):%Y-%m-%dT%H:%M}",
        zone=outlook.site.config.timezone,
        choices=(
            *_back(outlook),
            *_ahead("When the next is due", due, zone),
            *_ahead("Tomorrow morning", _tomorrow(now.astimezone(zone)), zone),
        ),
    )


def _sentence(outlook: Outlook, now: datetime) -> str:
    if outlook.is_now:
        return "Now, with drafts and what waits."
    seen = "readers will see it" if outlook.at > now else "readers would have seen it"
    when = day_and_time(outlook.at, outlook.zone())
    return f"As {seen} on {when} ({outlook.site.config.timezone})."


def _back(outlook: Outlook) -> Iterator[Choice]:
    if not outlook.is_now:
        yield Choice("Now", "with drafts and what waits", "")


def _ahead(name: str, when: datetime | None, zone: ZoneInfo) -> Iterator[Choice]:
    if when:
        value = when.astimezone(zone).isoformat(timespec="seconds")
        yield Choice(name, day_and_time(when, zone), value)


def _tomorrow(local: datetime) -> datetime:
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=1)
