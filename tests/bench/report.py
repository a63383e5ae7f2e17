"""Figures as Markdown tables: medians, and the ratio of ours to each peer's pair by pair."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.bench.measure import said
from tests.bench.sites import Contender
from tests.bench.trials import Row

OURS = "ours"


def circumstances(contenders: Iterable[Contender], now: datetime) -> Iterator[str]:
    """Lines that tell when, where and of what versions figures are."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"- {now:%Y-%m-%d %H:%M} UTC, load of the last 1, 5 and 15 minutes: {load}"
    yield f"- {len(os.sched_getaffinity(0))} cores of {_processor()}, {platform.system()}"
    yield f"- CPython {platform.python_version()}"
    for each in contenders:
        yield f"- {each.name}: {said(each.version, each.environment)}"


def table(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of a table; a ratio is the median of all pairs, then the least and the most."""
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    peers = [name for name in names if name != OURS]
    heads = [title, *names, *(f"ours / {name}" for name in peers)]
    yield _line(heads)
    yield _line(["---", *("---:" for _ in heads[1:])])
    for row in rows:
        medians = [_figure(row, name) for name in names]
        yield _line([row.what, *medians, *(_ratio(row, name) for name in peers)])


def _figure(row: Row, name: str) -> str:
    figures = row.figures.get(name)
    return f"{_number(median(figures))} {row.unit}".strip() if figures else ""


def _ratio(row: Row, peer: str) -> str:
    pairs = zip(row.figures.get(OURS, ()), row.figures.get(peer, ()), strict=False)
    ratios = sorted(ours / theirs for ours, theirs in pairs if theirs)
    if not ratios or not row.unit:
        return ""
    middle = _number(median(ratios))
    if len(ratios) == 1:
        return middle
    return f"{middle} ({_number(ratios[0])}-{_number(ratios[-1])})"


def _number(value: float) -> str:
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
