"""What a build did, as a value."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from generator.errors import Problem
from generator.make import SHOWS, Outcome
from generator.output import Changes
from generator.plan import Plan
from generator.site import Site
from generator.stat import Stat

_NAMED = 3  # changed files to name for one output


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Output paths written and removed, why each was made, what is held back, what comes next.

    held counts articles that are not out, by their state; unchanged counts output files.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    reasons: dict[str, str]
    warnings: tuple[Problem, ...]
    held: dict[str, int]
    next_article: datetime | None
    next_change: datetime | None
    timezone: str


def make_report(
    site: Site, changes: Changes, reasons: dict[str, str], warnings: tuple[Problem, ...]
) -> Report:
    """Report the changes of a build of a site."""
    return Report(
        written=changes.written,
        unchanged=len(changes.unchanged),
        removed=changes.removed,
        reasons=reasons,
        warnings=warnings,
        held=dict(Counter(str(state) for _, state in site.held)),
        next_article=site.next_article,
        next_change=site.next_change,
        timezone=site.config.timezone,
    )


def reasons(
    plan: Plan,
    outcomes: Sequence[Outcome],
    before: Mapping[str, tuple[Stat, bytes]],
    after: Mapping[str, bytes],
) -> dict[str, str]:
    """Why each output was made, by path; before and after tell the digests of all files read."""
    was = {path: digest for path, (_, digest) in before.items()}
    changed = sorted({path for path, _ in was.items() ^ after.items()})
    told: dict[str, str] = {}
    for outcome in outcomes:
        if outcome.reason:
            path = outcome.made.path
            told[path] = _with_files(outcome.reason, plan[path].sources, changed)
    return told


def _with_files(reason: str, sources: Iterable[str], changed: Sequence[str]) -> str:
    """A reason that says which files changed, its own articles' first."""
    if reason != SHOWS:
        return reason
    named = [path for path in sources if path in changed] or changed
    more = ", ..." if len(named) > _NAMED else ""
    return f"{reason}: {', '.join(named[:_NAMED])}{more}" if named else f"{reason} with the time"
