"""A build that would change nothing does nothing, and never where it would."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator import recall
from generator.errors import Refused, SiteError
from tests.sites import NOON, PROJECT, SmallSite, article, copy_of_theme, png

Change = Callable[[SmallSite], object]


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site that was built, its files old enough that nothing about them is in doubt."""
    made = SmallSite(
        tmp_path,
        {
            "content/a.md": article("A", "See [b](b.md) and [c](c.md).\n\n![Door](door.png)"),
            "content/b.md": article("B", topics="city", date="2026-05-20"),
            "content/later.md": article("Later", date="2026-06-03"),
            "content/door.png": png("red"),
        },
        tiny_theme,
    )
    made.grow_old()
    made.build()
    return made


def _is_recalled(small: SmallSite, now: datetime = NOON, into: str = "output") -> bool:
    """Build, and tell whether the last build was taken as it was: nothing was kept anew."""
    database = small.root / ".cache/kept.db"
    before = database.stat().st_mtime_ns
    small.build(now, into=into)
    return database.stat().st_mtime_ns == before


def test_a_second_build_is_recalled_and_reports_the_same(small: SmallSite) -> None:
    first = small.build(into="elsewhere")
    again = small.build(into="elsewhere")
    assert _is_recalled(small, into="elsewhere")
    assert (again.written, again.removed, again.reasons) == ((), (), {})
    assert again.unchanged == len(first.written)
    assert again.warnings == first.warnings
    assert [problem.code for problem in again.warnings] == ["WOW201"]
    assert (again.held, again.next_change) == (first.held, first.next_change)


def _written(path: str, content: str | bytes) -> Change:
    return lambda small: small.write({path: content})


def _same_size_same_time(small: SmallSite) -> None:
    """Another text of the same length and time, in a file of its own as editors leave it."""
    path = small.root / "content/b.md"
    was = path.stat()
    half = small.root / "content/b.tmp"
    half.write_bytes(path.read_bytes().replace(b"words", b"verbs"))
    os.utime(half, ns=(was.st_atime_ns, was.st_mtime_ns))
    half.replace(path)


def _altered_by_hand(small: SmallSite) -> None:
    path = small.root / "output/2026/05/b/index.html"
    path.write_bytes(path.read_bytes().replace(b"words", b"verbs"))


def _behind_a_link(small: SmallSite) -> None:
    """A folder of output moved away, and a link to it in its place."""
    (small.root / "output/topics").rename(small.root / "moved")
    (small.root / "output/topics").symlink_to(small.root / "moved")


def _died_at_work(small: SmallSite) -> None:
    (small.root / "output/.wow/stage").mkdir()
    (small.root / "output/.wow/stage/0-0").write_text("half")


_CHANGES: dict[str, Change] = {
    "a body": _written("content/b.md", article("B", "Others.", date="2026-05-20")),
    "a body of the same size and time": _same_size_same_time,
    "a new article": _written("content/c.md", article("C")),
    "a new file": _written("content/c.pdf", "x"),
    "a picture": _written("content/door.png", png("blue")),
    "a template": _written("templates/pages/index.html", "{{ page.title }}"),
    "a static file": _written("static/new.js", "x"),
    "an article gone": lambda small: small.remove("content/b.md"),
    "a picture gone": lambda small: small.remove("content/door.png"),
    "an article renamed": lambda small: (small.root / "content/b.md").rename(
        small.root / "content/bb.md"
    ),
    "an output altered by hand": _altered_by_hand,
    "an output gone": lambda small: small.remove("output/index.html"),
    "a folder of output gone": lambda small: small.remove("output/2026"),
    "all of output gone": lambda small: small.remove("output"),
    "a build that died": _died_at_work,
}


def test_output_behind_a_link_is_refused(small: SmallSite) -> None:
    _behind_a_link(small)
    with pytest.raises(Refused, match="topics"):
        small.build()


def test_output_without_its_manifest_is_refused(small: SmallSite) -> None:
    small.remove("output/.wow/manifest")
    with pytest.raises(Refused, match="nothing says that this command wrote it"):
        small.build()


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES.keys())
def test_after_any_change_a_build_is_as_a_clean_one(small: SmallSite, change: Change) -> None:
    change(small)
    small.build()
    clean = small.copy(small.root / "clean")
    clean.build()
    assert small.output() == clean.output()


@pytest.mark.parametrize("days", [-10, -1, 1, 2, 10])
def test_another_moment_is_another_build(small: SmallSite, days: int) -> None:
    now = NOON + timedelta(days=days)
    small.build(now)
    clean = small.copy(small.root / "clean")
    clean.build(now)
    assert small.output() == clean.output()
    small.build()
    clean.build()
    assert small.output() == clean.output()


def test_until_the_next_change_a_build_is_recalled(small: SmallSite) -> None:
    due = small.build().next_change
    assert due
    assert _is_recalled(small, due - timedelta(microseconds=1))
    assert not _is_recalled(small, due)
    assert _is_recalled(small, due)


def test_an_earlier_moment_is_not_recalled(small: SmallSite) -> None:
    assert _is_recalled(small)
    assert not _is_recalled(small, NOON - timedelta(microseconds=1))


def test_a_file_written_while_the_clock_ticks_is_looked_at_again(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is, the file counts as young.
    monkeypatch.setattr(recall, "_COARSE_TICK", 60_000_000_000)
    small.write({"content/b.md": article("B", "Young.", date="2026-05-20")})
    second = int(time.time()) - 1  # a whole one: of a file system whose clock ticks seldom
    os.utime(small.root / "content/b.md", (second, second))
    assert not _is_recalled(small)
    assert not _is_recalled(small)
    small.grow_old()
    assert not _is_recalled(small)
    assert _is_recalled(small)


def test_a_young_file_is_read_even_where_its_stat_is_the_same(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is, the file counts as young.
    monkeypatch.setattr(recall, "_TICK", 60_000_000_000)
    path = small.root / "content/b.md"
    path.write_text(article("B", "One.", date="2026-05-20"))
    small.build()
    was = path.stat()
    with path.open("r+") as file:
        file.write(article("B", "Two.", date="2026-05-20"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_ino == was.st_ino
    small.build()
    assert "Two." in small.page("2026/05/b/index.html")


def test_a_file_from_the_future_is_never_trusted(small: SmallSite) -> None:
    ahead = time.time() + 3600
    os.utime(small.root / "content/b.md", (ahead, ahead))
    small.build()
    assert not _is_recalled(small)


def test_another_folder_is_another_build(small: SmallSite) -> None:
    assert not _is_recalled(small, into="elsewhere")
    assert small.output("elsewhere") == small.output()
    assert not _is_recalled(small)
    assert small.output() == small.output("elsewhere")


def test_a_dry_run_does_not_count_as_a_build(small: SmallSite) -> None:
    assert small.build(is_dry=True).written == ()
    small.write({"content/b.md": article("B", "Others.", date="2026-05-20")})
    small.grow_old()
    for is_dry in (True, True, False):
        assert "2026/05/b/index.html" in small.build(is_dry=is_dry).written


def test_a_refused_build_is_not_remembered(small: SmallSite) -> None:
    before = small.output()
    small.write({"content/bad.md": article("Bad", drfat="true")})
    for _ in range(2):
        with pytest.raises(SiteError, match="drfat"):
            small.build()
    small.remove("content/bad.md")
    small.build()
    assert small.output() == before


def test_other_code_is_another_build(small: SmallSite, tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(PROJECT / "generator", code / "generator")
    copy_of_theme(code)
    command = [sys.executable, "-m", "generator", "build", "-q", "--root", str(small.root)]
    database, kept = small.root / ".cache/kept.db", []
    for path in (None, None, code / "generator/plan.py"):
        if path:
            path.write_text(path.read_text() + "\n")
        subprocess.run(command, cwd=code, check=True, capture_output=True)
        kept.append(database.stat().st_mtime_ns)
    assert kept[0] == kept[1] != kept[2]


def test_a_build_without_a_change_loads_nothing_that_makes_pages(small: SmallSite) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "generator", "build", "-q"]
    for _ in range(2):
        done = subprocess.run(command, cwd=small.root, check=True, capture_output=True, text=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "generator.recall" in loaded
    dear = {"jinja2", "markdown", "multiprocessing", "nh3", "yaml", "PIL", "generator.pages"}
    assert loaded.isdisjoint(dear)
