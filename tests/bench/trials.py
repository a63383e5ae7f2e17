"""The trials: the same work for every contender, in turn, so that a busy minute strikes all."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.bench.column import Corpus
from tests.bench.counting import pages, size
from tests.bench.edits import EDITS, Turn
from tests.bench.measure import Cost, cost, peak
from tests.bench.sites import PROJECT, Contender, Site
from tests.bench.sites.ours import OUR_SITE, WOW

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Setting:
    """Who builds what, where, and how often. Nothing in scratch is deleted until all is done."""

    corpus: Corpus
    contenders: Sequence[Contender]
    scratch: Path
    rounds: int
    _numbers: Iterator[int] = field(default_factory=count)

    def sites(self) -> list[Site]:
        """A fresh site for each contender."""
        return [
            Site(each, self.scratch / f"{each.name}-{next(self._numbers)}", self.corpus)
            for each in self.contenders
        ]


@dataclass(frozen=True)
class Row:
    """One thing measured: the figures of each contender, one a round, in the order of rounds."""

    what: str
    unit: str
    figures: Mapping[str, Sequence[float]]


def cold(setting: Setting) -> Iterator[Row]:
    """The first build of a site."""
    costs: dict[str, list[Cost]] = {}
    for _ in range(setting.rounds):
        _build_all(setting.sites(), costs)
    yield from _rows("cold", costs)


def rebuilds(setting: Setting) -> Iterator[Row]:
    """Builds after each kind of edit, of sites that were built before."""
    sites, turns = setting.sites(), count(1)
    _build_all(sites, {})
    for what, edit in EDITS.items():
        costs: dict[str, list[Cost]] = {}
        for _ in range(setting.rounds):
            turn = Turn(next(turns), setting.corpus)
            for site in sites:
                edit(site, turn)
            _build_all(sites, costs)
        yield from _rows(what, costs)


def memory(setting: Setting) -> Iterator[Row]:
    """The most that all processes of a first build hold at once."""
    peaks: dict[str, list[float]] = {}
    for _ in range(setting.rounds):
        for site in setting.sites():
            maker = site.contender
            held = peak(maker.build, site.folder, maker.environment)
            peaks.setdefault(maker.name, []).append(held / MEGABYTE)
    yield Row("peak memory, cold", "MB", peaks)


def counted(setting: Setting) -> Iterator[Row]:
    """What each makes: pages by kind, and the size of it all."""
    sites = setting.sites()
    _build_all(sites, {})
    found = {site.contender.name: pages(site.output) for site in sites}
    for kind in next(iter(found.values())):
        yield Row(kind, "", {name: [kinds[kind]] for name, kinds in found.items()})
    sizes = {site.contender.name: [size(site.output) / MEGABYTE] for site in sites}
    yield Row("size of it all", "MB", sizes)


def starts(setting: Setting) -> Iterator[Row]:
    """What the smallest commands take: the version, and a build of the sample without a change."""
    sample = setting.scratch / "sample"
    shutil.copytree(PROJECT / "content", sample / "content")
    cost(OUR_SITE.build, sample, {})
    for what, command in (
        ("wow --version", OUR_SITE.version),
        ("wow build, the sample, no change", OUR_SITE.build),
        ("python -c pass, for scale", (str(Path(WOW).with_name("python")), "-c", "pass")),
    ):
        costs = [cost(command, sample, {}) for _ in range(3 * setting.rounds)]
        yield Row(what, "ms", {"ours": [1000 * each.wall for each in costs]})


TRIALS = {
    "count": counted,
    "cold": cold,
    "rebuild": rebuilds,
    "memory": memory,
    "start": starts,
}


def _build_all(sites: Sequence[Site], costs: dict[str, list[Cost]]) -> None:
    for site in sites:
        maker = site.contender
        spent = cost(maker.build, site.folder, maker.environment)
        costs.setdefault(maker.name, []).append(spent)


def _rows(what: str, costs: Mapping[str, Sequence[Cost]]) -> Iterator[Row]:
    yield Row(what, "s", {name: [each.wall for each in spent] for name, spent in costs.items()})
    cpu = {name: [each.cpu for each in spent] for name, spent in costs.items()}
    yield Row(f"{what}, CPU", "s", cpu)
