"""An incremental build equals a clean one, whatever was edited since the last."""

import random
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from generator.errors import SiteError
from generator.source import LEDGER
from tests.properties.edits import BROKEN, FILES, KEYS, NAMES, PARAGRAPHS, SETTINGS, TIMES
from tests.properties.machine import COMMON, MANY, TICK, BuiltSite
from tests.sites import SmallSite, article, files_in

RETIRED = (
    "2026-05-28T00:00:00Z to /2026/05/a/",
    "2026-05-28T00:00:00Z to /2026/05/b/",
    "2026-05-28T00:00:00Z to https://elsewhere.example/",
    "2026-05-28T00:00:00Z withdrawn It was wrong.",
)
SEEDS = st.integers(0, 999)


class Times(BuiltSite):
    """Edits of what decides when an article is out."""

    @precondition(lambda self: self.fronts)
    @rule(key=st.sampled_from(TIMES), data=st.data())
    def set_time(self, key: str, data: st.DataObject) -> None:
        """Write a key that holds an article back or lets it out, or take it out."""
        self._set(key, data)

    def _set(self, key: str, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.fronts)))
        self.fronts[name][key] = data.draw(st.sampled_from(KEYS[key]))
        self.write(name)


class Edits(Times):
    """All that an editor and a designer may do, and mishaps."""

    @rule(name=st.sampled_from(NAMES), paragraphs=st.lists(st.sampled_from(PARAGRAPHS), max_size=4))
    def write_body(self, name: str, paragraphs: list[str]) -> None:
        """Give an article another text; a new one if there is none."""
        self.fronts.setdefault(name, {"title": "The New", "date": "2026-05-26"})
        self.bodies[name] = "\n\n".join(paragraphs)
        self.write(name)

    @precondition(lambda self: self.fronts)
    @rule(key=st.sampled_from(sorted(KEYS)), data=st.data())
    def set_key(self, key: str, data: st.DataObject) -> None:
        """Write a key of an article's front matter, or take it out."""
        self._set(key, data)

    @precondition(lambda self: self.fronts)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Remove an article."""
        name = data.draw(st.sampled_from(sorted(self.fronts)))
        self.site.remove(name)
        del self.fronts[name], self.bodies[name]

    @precondition(lambda self: 0 < len(self.fronts) < len(NAMES))
    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        """Move an article's file, its time and all."""
        old = data.draw(st.sampled_from(sorted(self.fronts)))
        new = data.draw(st.sampled_from(sorted(set(NAMES) - set(self.fronts))))
        self.fronts[new], self.bodies[new] = self.fronts.pop(old), self.bodies.pop(old)
        (self.site.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.site.root / old).rename(self.site.root / new)

    @rule(path=st.sampled_from(sorted(FILES)), data=st.data())
    def put_file(self, path: str, data: st.DataObject) -> None:
        """Add, change or remove a picture, an attachment, a template or a static file."""
        self._put(path, data.draw(st.sampled_from(FILES[path])))

    @rule(key=st.sampled_from(sorted(SETTINGS)), data=st.data())
    def change_settings(self, key: str, data: st.DataObject) -> None:
        """Write a setting of the site."""
        self.settings[key] = data.draw(st.sampled_from(SETTINGS[key]))
        self.write_settings()

    @rule(seed=SEEDS)
    def merge_ledgers(self, seed: int) -> None:
        """Leave a ledger as git's union of two editors' ledgers may be."""
        chance = random.Random(seed)
        lines = self.site.ledger().splitlines()
        for line in chance.sample(lines, len(lines) // 2):
            fields = line.split("\t")
            if not line.startswith("#"):
                fields[1] = chance.choice([fields[1], *NAMES])
                fields[2] = f"2026-05-{chance.randrange(10, 30)}T00:00:00Z"
                fields[3] = chance.choice(["", "2026-05-30T00:00:00Z", *RETIRED])
                lines.insert(chance.randrange(len(lines)), "\t".join(fields))
        self.site.write({LEDGER: "".join(f"{line}\n" for line in lines)})

    @rule(seed=SEEDS)
    def retire(self, seed: int) -> None:
        """Say what stands where articles are gone."""
        chance = random.Random(seed)
        lines = (line.split("\t") for line in self.site.ledger().splitlines())
        decided = (
            [*fields[:3], chance.choice(RETIRED), *fields[4:]] if fields[3][:1] == "2" else fields
            for fields in lines
        )
        self.site.write({LEDGER: "".join("\t".join(fields) + "\n" for fields in decided)})

    @rule()
    def delete_ledger(self) -> None:
        """Delete the ledger."""
        self._put(LEDGER, None)

    @rule()
    def delete_cache(self) -> None:
        """Delete the cache."""
        shutil.rmtree(self.site.root / ".cache")

    @rule(folder=st.sampled_from([".cache", "output"]), seed=SEEDS, is_cut=st.booleans())
    def damage(self, folder: str, seed: int, is_cut: bool) -> None:
        """Spoil a file of the cache or of the output, behind the build's back."""
        chance = random.Random(seed)
        found = files_in(self.site.root / folder)
        paths = sorted(path for path in found if not path.startswith(".wow/"))
        if paths:
            path = chance.choice(paths)
            content = bytearray(found[path])
            at = chance.randrange(len(content) + 1)
            content[at : None if is_cut else at + 40] = chance.randbytes(40)
            self.site.write({f"{folder}/{path}": bytes(content)})

    @rule(kind=st.sampled_from(sorted(BROKEN)))
    def break_and_mend(self, kind: str) -> None:
        """Build with a broken file: refused, and the output as it was; then mend it."""
        path, content = BROKEN[kind]
        files = {path: content, "content/shows.md": "# Shows\n\n![Bad](/images/bad.png)\n"}
        kept = {each: self._content(each) for each in files}
        self.site.write(files)
        before, ledger = files_in(self.site.root / "output"), self.site.ledger()
        with pytest.raises(SiteError):
            self.site.build(self.now, jobs=self.jobs, removals=MANY)
        assert files_in(self.site.root / "output") == before
        assert self.site.ledger() == ledger
        for each, was in kept.items():
            self._put(each, was)

    def _content(self, path: str) -> bytes | None:
        file = self.site.root / path
        return file.read_bytes() if file.exists() else None

    def _put(self, path: str, content: str | bytes | None) -> None:
        if content is not None:
            self.site.write({path: content})
        elif (self.site.root / path).exists():
            self.site.remove(path)


def _there(machine: type[BuiltSite], theme: Path, folder: Path, jobs: int = 0) -> type[BuiltSite]:
    class There(machine):  # type: ignore[misc, valid-type] # any of them
        def __init__(self) -> None:
            super().__init__(theme, folder, jobs)

    return There


def _profile(runs: int, steps: int, *, is_random: bool = False) -> settings:
    return settings(COMMON, derandomize=not is_random, max_examples=runs, stateful_step_count=steps)


def test_an_incremental_build_equals_a_clean_one(tiny_theme: Path, tmp_path: Path) -> None:
    run_state_machine_as_test(_there(Edits, tiny_theme, tmp_path), settings=_profile(7, 18))


def test_it_does_when_time_passes(tiny_theme: Path, tmp_path: Path) -> None:
    run_state_machine_as_test(_there(Times, tiny_theme, tmp_path), settings=_profile(5, 12))


@pytest.mark.parametrize(
    ("keys", "moment"),
    [
        ({"embargo": "2026-06-02 09:00"}, datetime(2026, 6, 2, 1, tzinfo=UTC)),
        ({"date": "2026-06-03"}, datetime(2026, 6, 2, 16, tzinfo=UTC)),
        ({"expires": "2026-06-03 01:00"}, datetime(2026, 6, 2, 17, tzinfo=UTC)),
        ({"date": "2026-05-31 10:00"}, datetime(2026, 6, 2, 2, tzinfo=UTC)),
    ],
    ids=["embargo", "date", "expires", "two days of news"],
)
def test_a_moment_alone_changes_the_output(
    keys: dict[str, str], moment: datetime, tiny_theme: Path, tmp_path: Path
) -> None:
    small = SmallSite(tmp_path / "site", {"content/a.md": article("A", **keys)}, tiny_theme)
    time.sleep(TICK)
    small.build(moment - timedelta(hours=1))
    assert small.build(moment - timedelta(seconds=1)).written == ()
    assert small.build(moment).written
    clean = small.copy(tmp_path / "clean")
    clean.build(moment)
    assert small.output() == clean.output()


def test_it_does_with_our_own_theme(theme: Path, tmp_path: Path) -> None:
    run_state_machine_as_test(_there(Edits, theme, tmp_path), settings=_profile(1, 6))


def test_it_does_with_two_processes(tiny_theme: Path, tmp_path: Path) -> None:
    run_state_machine_as_test(_there(Edits, tiny_theme, tmp_path, 2), settings=_profile(1, 10))


@pytest.mark.soak
@pytest.mark.parametrize("jobs", [0, 1, 2])
@pytest.mark.parametrize("machine", [Edits, Times])
def test_it_does_for_long(
    machine: type[BuiltSite], tiny_theme: Path, tmp_path: Path, jobs: int
) -> None:
    profile = _profile(30, 40, is_random=True)
    run_state_machine_as_test(_there(machine, tiny_theme, tmp_path, jobs), settings=profile)


@pytest.mark.soak
def test_it_does_for_long_with_our_own_theme(theme: Path, tmp_path: Path) -> None:
    profile = _profile(10, 30, is_random=True)
    run_state_machine_as_test(_there(Edits, theme, tmp_path), settings=profile)
