"""An incremental build equals a clean one, whatever was edited since the last."""

import random
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from generator.errors import SiteError
from generator.report import Report
from tests.properties.edits import BROKEN, FILES, KEYS, MOMENTS, NAMES, PARAGRAPHS, SETTINGS
from tests.sites import NOON, SmallSite, files_in

_TICK = 0.03  # seconds after which a file's time tells whether it changed
# A step takes a tenth of a second: the first failing run is told as it is, not made shorter.
_COMMON = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
SHOW_PICTURE = "\n![Bad](/images/bad.png)\n"


class Edits(RuleBasedStateMachine):
    """Random edits of a small site, built after each of them."""

    def __init__(self, theme: Path, folder: Path, jobs: int = 0) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.site = SmallSite(self.folder / "site", {}, theme)
        self.jobs, self.now, self.is_patient = jobs, NOON, False
        self.fronts: dict[str, dict[str, str]] = {}
        self.bodies: dict[str, str] = {}
        self.settings = {key: values[0] for key, values in SETTINGS.items() if key != "checks"}

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    @initialize(is_patient=st.booleans())
    def begin(self, is_patient: bool) -> None:
        """Begin with two articles; a patient editor leaves time between edit and build."""
        self.is_patient = is_patient
        self._write_settings()
        self.site.write({"content/images/door.png": FILES["content/images/door.png"][0] or b""})
        for name in NAMES[:2]:
            self.fronts[name] = {"title": name.capitalize(), "date": "2026-05-25"}
            self.bodies[name] = "Some words."
            self._write(name)

    @rule(name=st.sampled_from(NAMES), paragraphs=st.lists(st.sampled_from(PARAGRAPHS), max_size=4))
    def write_body(self, name: str, paragraphs: list[str]) -> None:
        """Give an article another text; a new one if there is none."""
        self.fronts.setdefault(name, {"title": "The New", "date": "2026-05-26"})
        self.bodies[name] = "\n\n".join(paragraphs)
        self._write(name)

    @rule(name=st.sampled_from(NAMES), key=st.sampled_from(sorted(KEYS)), data=st.data())
    def set_key(self, name: str, key: str, data: st.DataObject) -> None:
        """Write a key of an article's front matter, or take it out."""
        value = data.draw(st.sampled_from(KEYS[key]))
        if name in self.fronts:
            self.fronts[name][key] = value
            self._write(name)

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        """Remove an article."""
        if name in self.fronts:
            self.site.remove(name)
            del self.fronts[name], self.bodies[name]

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, old: str, new: str) -> None:
        """Move an article's file, its time and all."""
        if old in self.fronts and new not in self.fronts:
            self.fronts[new], self.bodies[new] = self.fronts.pop(old), self.bodies.pop(old)
            (self.site.root / new).parent.mkdir(parents=True, exist_ok=True)
            (self.site.root / old).rename(self.site.root / new)

    @rule(path=st.sampled_from(sorted(FILES)), data=st.data())
    def put_file(self, path: str, data: st.DataObject) -> None:
        """Add, change or remove a picture, an attachment, a template or a static file."""
        content = data.draw(st.sampled_from(FILES[path]))
        if content is not None:
            self.site.write({path: content})
        elif (self.site.root / path).exists():
            self.site.remove(path)

    @rule(key=st.sampled_from(sorted(SETTINGS)), data=st.data())
    def change_settings(self, key: str, data: st.DataObject) -> None:
        """Write a setting of the site."""
        self.settings[key] = data.draw(st.sampled_from(SETTINGS[key]))
        self._write_settings()

    @rule(now=st.sampled_from(MOMENTS))
    def move_clock(self, now: datetime) -> None:
        """Build as of another moment, later or earlier."""
        self.now = now

    @rule()
    def delete_cache(self) -> None:
        """Delete the cache."""
        shutil.rmtree(self.site.root / ".cache")

    @rule(seed=st.integers(0, 999), is_cut=st.booleans())
    def damage_cache(self, seed: int, is_cut: bool) -> None:
        """Spoil one file of the cache."""
        chance = random.Random(seed)
        files = sorted(path for path in (self.site.root / ".cache").rglob("*") if path.is_file())
        if files:
            file = chance.choice(files)
            content = bytearray(file.read_bytes())
            at = chance.randrange(len(content) + 1)
            content[at : None if is_cut else at + 40] = chance.randbytes(40)
            file.write_bytes(content)

    @rule(seed=st.integers(0, 999))
    def spoil_output(self, seed: int) -> None:
        """Change or remove a file of the output behind the build's back."""
        paths = sorted(self.site.output())
        if paths:
            path = random.Random(seed).choice(paths)
            file = self.site.root / "output" / path
            file.unlink() if seed % 2 else file.write_bytes(b"spoilt")

    @rule(kind=st.sampled_from(sorted(BROKEN)))
    def break_and_mend(self, kind: str) -> None:
        """Build with a broken file: refused, and the output as it was; then mend it."""
        path, content = BROKEN[kind]
        files = {path: content, "content/shows.md": f"---\ntitle: Shows\n---\n{SHOW_PICTURE}"}
        kept = {each: self._content(each) for each in files}
        self.site.write(files)
        before = files_in(self.site.root / "output")
        with pytest.raises(SiteError):
            self.site.build(self.now, jobs=self.jobs)
        assert files_in(self.site.root / "output") == before
        self._restore(kept)

    @invariant()
    def incremental_equals_clean(self) -> None:
        """The output is that of a clean build of the same files, and building again is idle."""
        if self.is_patient:
            time.sleep(_TICK)
        before = files_in(self.site.root / "output")
        clean = self.site.copy(self.folder / "clean")
        said, told = _outcome(self.site, self.now, self.jobs), _outcome(clean, self.now, 0)
        assert said == told
        expected = before if isinstance(told, str) else files_in(clean.root / "output")
        _assert_same(files_in(self.site.root / "output"), expected)
        shutil.rmtree(clean.root)
        if not isinstance(told, str):
            again = self.site.build(self.now, jobs=self.jobs)
            assert (again.written, again.removed) == ((), ())
            assert _told(again) == told

    def _write(self, name: str) -> None:
        front = "".join(f"{key}: {value}\n" for key, value in self.fronts[name].items() if value)
        self.site.write({name: f"---\n{front}---\n{self.bodies[name]}\n"})

    def _write_settings(self) -> None:
        lines = (f"{key}: {value}\n" for key, value in self.settings.items() if value)
        self.site.write({"content/site.yaml": "".join(lines)})

    def _content(self, path: str) -> bytes | None:
        file = self.site.root / path
        return file.read_bytes() if file.exists() else None

    def _restore(self, kept: dict[str, bytes | None]) -> None:
        for path, content in kept.items():
            if content is None:
                self.site.remove(path)
            else:
                self.site.write({path: content})


def _outcome(site: SmallSite, now: datetime, jobs: int) -> Report | str:
    """What a build says of a site, how it got there aside; its problems where it is refused."""
    try:
        return _told(site.build(now, jobs=jobs))
    except SiteError as error:
        return str(error)


def _told(report: Report) -> Report:
    return replace(report, written=(), unchanged=0, removed=(), reasons={})


def _assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    assert [path for path, content in found.items() if content != expected[path]] == []


def _run(theme: Path, folder: Path, profile: settings, jobs: int = 0) -> None:
    class EditsThere(Edits):
        def __init__(self) -> None:
            super().__init__(theme, folder, jobs)

    run_state_machine_as_test(EditsThere, settings=profile)


def test_an_incremental_build_equals_a_clean_one(tiny_theme: Path, tmp_path: Path) -> None:
    _run(tiny_theme, tmp_path, settings(_COMMON, max_examples=10, stateful_step_count=20))


def test_it_does_with_our_own_theme(theme: Path, tmp_path: Path) -> None:
    _run(theme, tmp_path, settings(_COMMON, max_examples=2, stateful_step_count=8))


def test_it_does_with_two_processes(tiny_theme: Path, tmp_path: Path) -> None:
    _run(tiny_theme, tmp_path, settings(_COMMON, max_examples=2, stateful_step_count=10), jobs=2)


@pytest.mark.soak
@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_it_does_for_long(tiny_theme: Path, tmp_path: Path, jobs: int) -> None:
    profile = settings(_COMMON, derandomize=False, max_examples=200, stateful_step_count=40)
    _run(tiny_theme, tmp_path, profile, jobs)


@pytest.mark.soak
def test_it_does_for_long_with_our_own_theme(theme: Path, tmp_path: Path) -> None:
    profile = settings(_COMMON, derandomize=False, max_examples=40, stateful_step_count=30)
    _run(theme, tmp_path, profile)
