"""What the guards cost: builds with them and without, in turn, of a site with embargoes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.measure import Cost, cost
from tests.bench.sites import PROJECT, Site
from tests.bench.sites.ours import OUR_SITE
from tests.bench.trials import Row, Setting

HELD = 20  # columns under embargo: without one, nothing is looked for
_EMBARGO = "---\nembargo: 2099-01-01\n"
_WAYS = ("on", "off")
_AGAIN = ("no change",) * 10  # a round: each takes a fraction of a second


def guards(setting: Setting) -> Iterator[Row]:
    """CPU of a first build and of one without a change, and how much of it is the guards'."""
    pairs: dict[str, list[Sequence[Cost]]] = {"cold": [], "no change": []}
    for number in range(setting.rounds):
        sites = {way: _site(setting, way, number) for way in _WAYS}
        for turn, what in enumerate(("cold", *_AGAIN), number):
            turns = sorted(_WAYS, reverse=turn % 2 == 0)
            spent = {way: built(sites[way].folder, way) for way in turns}
            pairs[what].append([spent[way] for way in _WAYS])
    for what, found in pairs.items():
        cpu = ([costs[at].cpu for costs in found] for at in range(2))
        yield Row(f"{what}, CPU", "s", dict(zip(("ours", "unguarded"), cpu, strict=True)))
    shares = [100 * (on.cpu - off.cpu) / on.cpu for on, off in pairs["cold"]]
    yield Row("guards, of a cold build's CPU", "%", {"ours": shares})
    more = [1000 * (on.cpu - off.cpu) for on, off in pairs["no change"]]
    yield Row("guards, CPU of no change", "ms", {"ours": more})


def _site(setting: Setting, way: str, number: int) -> Site:
    """A fresh site, some of whose columns are under embargo."""
    site = Site(OUR_SITE, setting.scratch / f"guards-{way}-{number}", setting.corpus)
    for at, column in enumerate(setting.corpus.columns[:HELD], len(setting.corpus.columns)):
        slug, title = f"held-{column.number}", f"The Held {column.title}"
        held = replace(column, number=at, slug=slug, title=title)
        text = OUR_SITE.dialect.text(held).replace("---\n", _EMBARGO, 1)
        (site.folder / OUR_SITE.dialect.path(held)).write_text(text, encoding="utf-8")
    return site


def built(folder: Path, way: str) -> Cost:
    """What a build of the site in a folder takes, with its guards on or off."""
    python = str(Path(OUR_SITE.program).with_name("python"))
    command = (python, "-m", "tests.bench.unguarded", way, "-q", "build")
    return cost(command, folder, {"PYTHONPATH": str(PROJECT)})
