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
_WAYS = ("on", "off")
_KEPT = 2  # rounds whose sites are built again: two builds never share one
QUARTERS = ("in a quarter of the pairs at most", "in a quarter of the pairs at least")
_AGAIN = 10  # builds without a change for each cold one: they take a fraction of a second

Pair = Mapping[str, float]
"""CPU seconds with guards on and off."""


def guards(setting: Setting) -> Iterator[Row]:
    """CPU of a first build and of one without a change, and how much of it is the guards'."""
    rounds = max(setting.rounds, _KEPT)
    sites = [{way: _site(setting, way, number) for way in _WAYS} for number in range(rounds)]

    def first(way: str, number: int) -> Cost:
        folder = sites[number][way].folder
        spent = built(folder, way)
        if number >= _KEPT:
            shutil.rmtree(folder)
        return spent

    def again(way: str, number: int) -> Cost:
        return built(sites[number % _KEPT][way].folder, way)

    cold, same = side_by_side(first, rounds), side_by_side(again, _AGAIN * rounds)
    shares = [100 * (pair["on"] - pair["off"]) / pair["on"] for pair in cold]
    more = [1000 * (pair["on"] - pair["off"]) for pair in same]
    yield _spent("cold, CPU", cold)
    yield _spent("no change, CPU", same)
    yield from _spread("guards, of a cold build's CPU", "%", shares)
    yield from _spread("guards, CPU of no change", "ms", more)


def side_by_side(build: Callable[[str, int], Cost], rounds: int) -> Sequence[Pair]:
    """CPU of builds of which two run at any time, so that whatever else goes on strikes both ways.

    They change places every round, and neither waits for the other: one that ends sooner would
    leave the machine to the other.
    """

    def lane(begins: int) -> list[tuple[str, float]]:
        ways = [_WAYS[(begins + number) % 2] for number in range(rounds)]
        return [(way, build(way, number).cpu) for number, way in enumerate(ways)]

    with ThreadPoolExecutor(len(_WAYS)) as pool:
        return [dict(pair) for pair in zip(*pool.map(lane, range(len(_WAYS))), strict=True)]


def _spent(what: str, pairs: Sequence[Pair]) -> Row:
    names = dict(zip(("ours", "unguarded"), _WAYS, strict=True))
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
    """What a build of the site in a folder takes, with its guards on or off."""
    python = str(Path(OUR_SITE.program).with_name("python"))
    command = (python, "-m", "tests.bench.unguarded", way, "-q", "build")
    return cost(command, folder, {"PYTHONPATH": str(PROJECT)})
