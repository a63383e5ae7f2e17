"""What the guards cost: builds with them and without, side by side, of a site with embargoes."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

from generator.slug import slug
from tests.bench.measure import Cost, cost
from tests.bench.sites import PROJECT, Site
from tests.bench.sites.ours import OUR_SITE
from tests.bench.trials import Row, Setting

HELD = 20  # columns under embargo: without one, nothing is looked for
_EMBARGO = "---\nembargo: 2099-01-01\n"
_ON = "on"
_KEPT = 2  # rounds whose sites are built again: two builds never share one
QUARTERS = ("in a quarter of the pairs at most", "in a quarter of the pairs at least")
AGAIN = 10  # builds without a change for each cold one: they take a fraction of a second

Pair = Mapping[str, float]
"""CPU seconds of two ways to build, by way."""


def guards(setting: Setting) -> Iterator[Row]:
    """CPU of a first build and of one without a change, and how much of it is the guards'."""
    return _without(setting, "off", "guards")


def care(setting: Setting) -> Iterator[Row]:
    """The same of the guards and of all that is asked of a text so that checks may tell of it."""
    return _without(setting, "bare", "guards and checks")


def _without(setting: Setting, less: str, name: str) -> Iterator[Row]:
    rounds, ways = max(setting.rounds, _KEPT), (_ON, less)
    sites = [{way: _site(setting, way, number) for way in ways} for number in range(rounds)]

    def first(way: str, number: int) -> Cost:
        folder = sites[number][way].folder
        spent = built(folder, way)
        if number >= _KEPT:
            shutil.rmtree(folder)
        return spent

    def again(way: str, number: int) -> Cost:
        return built(sites[number % _KEPT][way].folder, way)

    cold = side_by_side(ways, first, rounds)
    same = side_by_side(ways, again, AGAIN * rounds)
    shares = [100 * (pair[_ON] - pair[less]) / pair[_ON] for pair in cold]
    more = [1000 * (pair[_ON] - pair[less]) for pair in same]
    yield _spent("cold, CPU", cold, less)
    yield _spent("no change, CPU", same, less)
    yield from _spread(f"{name}, of a cold build's CPU", "%", shares)
    yield from _spread(f"{name}, CPU of no change", "ms", more)


def side_by_side(
    both: tuple[str, str], build: Callable[[str, int], Cost], rounds: int
) -> Sequence[Pair]:
    """CPU of builds of which two run at any time, so that whatever else goes on strikes both ways.

    They change places every round, and neither waits for the other: one that ends sooner would
    leave the machine to the other.
    """

    def lane(begins: int) -> list[tuple[str, float]]:
        ways = [both[(begins + number) % 2] for number in range(rounds)]
        return [(way, build(way, number).cpu) for number, way in enumerate(ways)]

    with ThreadPoolExecutor(len(both)) as pool:
        return [dict(pair) for pair in zip(*pool.map(lane, range(len(both))), strict=True)]


def _spent(what: str, pairs: Sequence[Pair], less: str) -> Row:
    names = {"ours": _ON, "unguarded": less}
    return Row(what, "s", {name: [pair[way] for pair in pairs] for name, way in names.items()})


def _spread(what: str, unit: str, differences: Sequence[float]) -> Iterator[Row]:
    """The median of differences, and between what the middle half of them lies."""
    low, middle, high = quantiles(differences, n=4, method="inclusive")
    yield Row(what, unit, {"ours": [middle]})
    for which, figure in zip(QUARTERS, (low, high), strict=True):
        yield Row(f"{what}, {which}", unit, {"ours": [figure]})


def _site(setting: Setting, way: str, number: int) -> Site:
    """A fresh site, some of whose columns are under embargo."""
    site = Site(OUR_SITE, setting.scratch / f"guards-{way}-{number}", setting.corpus)
    for at, column in enumerate(setting.corpus.columns[:HELD], len(setting.corpus.columns)):
        title = f"The Held {column.title}"
        held = replace(column, number=at, slug=f"{slug(title)}-{at}", title=title)
        text = OUR_SITE.dialect.text(held).replace("---\n", _EMBARGO, 1)
        (site.folder / OUR_SITE.dialect.path(held)).write_text(text, encoding="utf-8")
    return site


def built(folder: Path, way: str) -> Cost:
    """What a build of the site in a folder takes: "on", "off" or "bare"."""
    python = str(Path(OUR_SITE.program).with_name("python"))
    command = (python, "-m", "tests.bench.unguarded", way, "-q", "build")
    return cost(command, folder, {"PYTHONPATH": str(PROJECT)})
