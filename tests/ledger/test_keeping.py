"""The ledger is written last, by a build alone, whole, and only where it differs."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import recall
from generator.ledger import keeping
from generator.recall import Recall
from generator.stat import stat_of
from tests.sites import NOON, PROJECT, SmallSite, article, files_in
from tests.watch.commands import BOUND, Watched


def wow(
    small: SmallSite, *arguments: str, bound: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run a command on a site; bound: without the powers of root."""
    prefix = BOUND if bound else []
    command = [*prefix, sys.executable, "-m", "generator", "--root", str(small.root), *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def kept(small: SmallSite) -> int:
    """When the cache was last written."""
    return (small.root / ".cache/kept.db").stat().st_mtime_ns


def test_after_a_build_that_wrote_it_nothing_is_done_again(small: SmallSite) -> None:
    small.grow_old()
    assert small.build().ledger
    before = kept(small)
    assert small.build().ledger is None
    assert kept(small) == before


def test_another_ledger_is_another_build(small: SmallSite) -> None:
    small.grow_old()
    small.build()
    path, before = small.root / "content/ledger.tsv", kept(small)
    stat = path.stat()
    path.write_text(small.ledger().replace("12:00:00Z", "11:00:00Z"))
    assert path.stat().st_mtime_ns != stat.st_mtime_ns
    assert path.stat().st_size == stat.st_size
    small.build()
    assert kept(small) != before
    assert "T11:00:00Z" in small.ledger()


def test_a_ledger_of_the_same_size_within_a_tick_is_seen(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is, all of it happens within one tick of the clock.
    monkeypatch.setattr(recall, "_TICK", 3_000_000_000)
    small.grow_old()
    small.build()
    path = small.root / "content/ledger.tsv"
    with path.open("r+") as file:
        file.write(small.ledger().replace("T12:00", "T11:00"))
    small.build()
    before = small.ledger()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
    small.build()
    assert before.count("T11:00:00Z") == small.ledger().count("T11:00:00Z") == 4


def test_it_is_not_written_where_nothing_differs(small: SmallSite) -> None:
    small.build()
    before = stat_of((small.root / "content/ledger.tsv").stat())
    small.write({"templates/pages/index.html": "{{ page.title }}"})
    assert small.build().written
    assert stat_of((small.root / "content/ledger.tsv").stat()) == before
    assert sorted(path.name for path in (small.root / "content").glob(".*")) == []


def test_a_site_where_nothing_was_ever_out_has_none(tmp_path: Path, tiny_theme: Path) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A", draft="true")}, tiny_theme)
    small.build()
    assert small.ledger() == ""
    assert not (tmp_path / "content/ledger.tsv").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--dry-run"),
        ("check",),
        ("list",),
        ("build", "--now", "2999-01-01", "-o", "ahead"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_no_other_command_writes_it(small: SmallSite, arguments: tuple[str, ...]) -> None:
    arguments = tuple(each.replace("ahead", str(small.root / "ahead")) for each in arguments)
    assert wow(small, *arguments).returncode == 0
    assert small.ledger() == ""


def test_a_look_ahead_shows_what_the_ledger_says(small: SmallSite) -> None:
    small.build()
    ledger = small.ledger()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
    into = small.root / "ahead"
    assert wow(small, "build", "--now", "2999-01-01", "-o", str(into)).returncode == 0
    assert "/2026/05/z/" in (into / "2026/05/a/index.html").read_text()
    assert small.ledger() == ledger


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may do all")
def test_where_content_may_not_be_written_there_is_a_warning(small: SmallSite) -> None:
    (small.root / "content").chmod(0o500)
    for _ in range(2):
        said = wow(small, "build", bound=True)
        assert said.returncode == 0, said.stderr
        assert "content/ledger.tsv: WOW222 this cannot be written: Permission denied" in said.stderr
    assert "The a" in small.page("2026/05/a/index.html")
    (small.root / "content").chmod(0o700)
    assert wow(small, "build", bound=True).stderr == ""
    assert "/2026/05/a/" in small.ledger()


class _Death:
    """Kills its process when it is called, or looked at."""

    def __call__(self, *_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def __getattr__(self, _: str) -> "_Death":
        self()
        return self


def _at(name: str, owner: object) -> Callable[[], None]:
    return lambda: setattr(owner, name, _Death())


DEATHS = {
    "before the ledger": _at("ledger_text", keeping),
    "before it has its time": _at("os", keeping),
    "before it is in place": _at("stat_of", keeping),
    "before the build is remembered": _at("keep", Recall),
}


@pytest.mark.parametrize("die", DEATHS.values(), ids=DEATHS)
def test_a_build_that_is_killed_between_output_and_ledger_is_healed(
    small: SmallSite, die: Callable[[], None]
) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
    small.remove("content/b.md")
    clean = small.copy(small.root.parent / "clean")
    if (child := os.fork()) == 0:
        die()
        try:
            small.build()
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert "/2026/05/z/" in small.page("2026/05/a/index.html")
    small.build()
    clean.build()
    assert files_in(small.root / "output") == files_in(clean.root / "output")
    assert small.ledger() == clean.ledger()
    assert "/2026/05/z/" in small.ledger()
    assert [path.name for path in (small.root / "content").glob(".*")] == []


def test_a_watch_builds_once_for_an_edit_that_changes_the_ledger(small: SmallSite) -> None:
    with Watched(small.root) as watched:
        watched.builds(1)
        small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
        watched.until(lambda: "/2026/05/z/" in small.ledger())
        watched.builds(2)
        time.sleep(1.5)  # a look at every file comes after a quarter of a second
        assert "".join(watched.said).count(" removed") == 2
        small.write({"content/ledger.tsv": small.ledger().replace("/2026/05/a/", "/2026/05/y/")})
        watched.until((small.root / "output/2026/05/y/index.html").exists)
        watched.builds(3)
        time.sleep(1)
        assert "".join(watched.said).count(" removed") == 3


def test_an_editor_is_told_where_git_would_merge_it_badly(small: SmallSite) -> None:
    def told() -> bool:
        small.write({"content/a.md": article("The a", f"At {time.monotonic()}.")})
        return ".gitattributes" in wow(small, "build").stderr

    assert not told()
    (small.root / ".git").mkdir()
    assert told()
    small.write({".gitattributes": "*.jpg binary\ncontent/ledger.tsv merge=union\n"})
    assert not told()


def test_the_moment_is_that_of_the_build(small: SmallSite) -> None:
    small.build(NOON)
    assert small.ledger().count("2026-06-01T12:00:00Z") == 4
