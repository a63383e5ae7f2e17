"""What a person reads: problems, one line for a build, dates, lists that align."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click
import msgspec

from generator.errors import Problem, cells, describe
from generator.report import Report

_DONE = ("written", "kept", "removed")


def show_problems(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Print problems, each from its path on, the path marked on a terminal."""
    for problem in problems:
        place, _, rest = describe(problem).partition(": ")
        click.echo(f"{click.style(place, bold=True)}: {rest}", err=err)


def problems_as_json(problems: Iterable[Problem]) -> str:
    """Problems as a JSON array of objects."""
    return json.dumps([msgspec.to_builtins(problem) for problem in problems], ensure_ascii=False)


def problem_for_github(problem: Problem) -> str:
    """A problem as an annotation of a GitHub workflow (workflow commands, `::error`)."""
    level = "warning" if problem.is_warning else "error"
    level = "notice" if problem.is_advice else level
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    said = f"{problem.what}\n{problem.mend}".rstrip()
    return f"::{level} {place},title={problem.code}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(report: Report, folder: str, *, is_dry: bool) -> str:
    """What a build did, or would do, in one line."""
    write, keep, remove = ("to write", "to keep", "to remove") if is_dry else _DONE
    done = (
        f"{len(report.written)} {write}, {report.unchanged} {keep}, {len(report.removed)} {remove}"
    )
    return "; ".join([f"{folder}: {done}", *held_back(report), *next_due(report)])


def held_back(report: Report) -> list[str]:
    """How many articles are held back, and why."""
    if not report.held:
        return []
    states = ", ".join(f"{count} {state}" for state, count in sorted(report.held.items()))
    return [f"{sum(report.held.values())} held back ({states})"]


def next_due(report: Report) -> list[str]:
    """When the next article comes out, and when the next build is due if that is sooner."""
    due = []
    if report.next_article:
        due.append(f"next article due {moment(report.next_article, report.timezone)}")
    if report.next_change and report.next_change != report.next_article:
        due.append(f"next build due {moment(report.next_change, report.timezone)}")
    return due


def moment(when: datetime, zone: str) -> str:
    """A moment in the site's zone, to the minute."""
    return f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts with their columns aligned, Chinese ones too."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
