"""What a build did and why, told as a Report."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from generator.errors import Problem
from generator.ledger.keeping import Kept
from generator.make import SHOWS, Outcome
from generator.output import Changes
from generator.plan import Plan
from generator.report import Report
from generator.site import Site
from generator.stat import Stat

_NAMED = 3  # changed files to name for one output


def make_report(
    site: Site, changes: Changes, kept: Kept, reasons: dict[str, str], warnings: Iterable[Problem]
) -> Report:
    """Report the changes of a build of a site, and what became of the ledger."""
    return Report(
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
        reasons=reasons,
        warnings=(*warnings, *kept.problems),
        held=dict(Counter(str(state) for _, state in site.held)),
        next_article=site.next_article,
        next_change=site.next_change,
        timezone=site.config.timezone,
        ledger=kept.file,
    )


def reasons(
    plan: Plan,
    outcomes: Sequence[Outcome],
    before: Mapping[str, tuple[Stat, bytes]],
    after: Mapping[str, bytes],
) -> dict[str, str]:
    """Why each output was made, by path; before and after tell the digests of all files read."""
    was = {path: digest for path, (_, digest) in before.items()}
    changed = dict.fromkeys(sorted({path for path, _ in was.items() ^ after.items()}))
    told: dict[str, str] = {}
    for outcome in outcomes:
        if outcome.reason:
            path = outcome.made.path
            told[path] = _with_files(outcome.reason, _sources(plan, path), changed)
    return told


def _sources(plan: Plan, path: str) -> Iterable[str]:
    """The articles that an output is of; none for the search index, which is of all."""
    return plan[path].sources if path in plan else ()


def _with_files(reason: str, sources: Iterable[str], changed: Collection[str]) -> str:
    """A reason that says which files changed, its own articles' first."""
    if reason != SHOWS:
        return reason
    named = [path for path in sources if path in changed] or changed
    more = ", ..." if len(named) > _NAMED else ""
    return (
        f"{reason}: {', '.join(islice(named, _NAMED))}{more}"
        if named
        else f"{reason} with the time"
    )
