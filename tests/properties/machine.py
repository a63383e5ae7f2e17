"""A small site that is built after each edit, and compared with a clean build of the same files."""

import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from generator.errors import Refused, SiteError
from generator.report import Report
from tests.properties.edits import BEGINNING, FILES, MOMENTS, SETTINGS
from tests.sites import NOON, SmallSite, files_in

# A step takes a tenth of a second: the first failing run is told as it is, not made shorter.
COMMON = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
MANY = 1_000_000  # articles that may go at once
TICK = 0.03  # seconds after which a file's time tells whether it changed
_DOOR = "content/images/door.png"


class BuiltSite(RuleBasedStateMachine):
    """A site with a few articles, on which time passes."""

    def __init__(self, theme: Path, folder: Path, jobs: int = 0) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.site = SmallSite(self.folder / "site", {_DOOR: FILES[_DOOR][0] or b""}, theme)
        self.jobs, self.now, self.is_patient = jobs, NOON, False
        self.fronts: dict[str, dict[str, str]] = {}
        self.bodies: dict[str, str] = {}
        self.settings = {key: values[0] for key, values in SETTINGS.items() if key != "checks"}

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    @initialize(is_patient=st.booleans())
    def begin(self, is_patient: bool) -> None:
        """Begin with a few articles; a patient editor leaves time between edit and build."""
        self.is_patient = is_patient
        self.write_settings()
        for name, (front, body) in BEGINNING.items():
            self.fronts[name], self.bodies[name] = {"title": name.capitalize()} | front, body
            self.write(name)

    @rule(now=st.sampled_from(MOMENTS))
    def move_clock(self, now: datetime) -> None:
        """Build as of another moment, later or earlier."""
        self.now = now

    @invariant()
    def incremental_equals_clean(self) -> None:
        """The output is that of a clean build of the same files, and building again is idle."""
        if self.is_patient:
            time.sleep(TICK)
        before, ledger = files_in(self.site.root / "output"), self.site.ledger()
        clean = self.site.copy(self.folder / "clean")
        said, told = _outcome(self.site, self.now, self.jobs), _outcome(clean, self.now, 0)
        assert said == told
        expected = before if isinstance(told, str) else files_in(clean.root / "output")
        _assert_same(files_in(self.site.root / "output"), expected)
        assert self.site.ledger() == (ledger if isinstance(told, str) else clean.ledger())
        shutil.rmtree(clean.root)
        if not isinstance(told, str):
            again = self.site.build(self.now, jobs=self.jobs, removals=MANY)
            assert (again.written, again.removed, again.ledger) == ((), (), None)
            assert _told(again) == told
            self._is_same_from_the_new_ledger(told)

    def _is_same_from_the_new_ledger(self, told: Report) -> None:
        """A first build anywhere, of what this one has left, makes nothing else of it."""
        fresh = self.site.copy(self.folder / "fresh")
        assert _outcome(fresh, self.now, 0) == told
        _assert_same(files_in(fresh.root / "output"), files_in(self.site.root / "output"))
        assert fresh.ledger() == self.site.ledger()
        shutil.rmtree(fresh.root)

    def write(self, name: str) -> None:
        """Write an article's file as it now is."""
        front = "".join(f"{key}: {value}\n" for key, value in self.fronts[name].items() if value)
        self.site.write({name: f"---\n{front}---\n{self.bodies[name]}\n"})

    def write_settings(self) -> None:
        """Write site.yaml as it now is."""
        lines = (f"{key}: {value}\n" for key, value in self.settings.items() if value)
        self.site.write({"content/site.yaml": "".join(lines)})


def _outcome(site: SmallSite, now: datetime, jobs: int) -> Report | str:
    """What a build says of a site, how it got there aside; its problems where it is refused."""
    try:
        return _told(site.build(now, jobs=jobs, removals=MANY))
    except (SiteError, Refused) as error:
        return str(error)


def _told(report: Report) -> Report:
    return replace(report, written=(), unchanged=0, removed=(), reasons={}, ledger=None)


def _assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    assert [path for path, content in found.items() if content != expected[path]] == []
