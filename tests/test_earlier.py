"""A silent edit is told with what the text said at git's HEAD, wherever there is one."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.cli import run
from generator.cli.earlier import with_changes
from generator.errors import SILENT, Problem
from tests.repositories import begin, commit, git
from tests.sites import SmallSite, article, write_files

A = "content/a.md"
LONG_AGO = datetime(2026, 6, 1, tzinfo=UTC)
BEFORE, NOW = (article("A", f"On a wet day {word} people stood.") for word in ("eleven", "twelve"))
WAS, IS = 'was: "On a wet day eleven people stood."', 'now: "On a wet day twelve people stood."'
TOLD = Problem(path=A, what="x", mend="Mend it.", code=SILENT, is_warning=True)


def told(root: Path) -> Problem:
    (problem,) = with_changes(root, [TOLD])
    return problem


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder whose article was committed, and has changed since."""
    write_files(tmp_path / "site", {A: BEFORE})
    begin(tmp_path / "site")
    write_files(tmp_path / "site", {A: NOW})
    return tmp_path / "site"


def test_what_was_and_what_is_are_told_where_they_differ(root: Path) -> None:
    assert told(root).mend.split("\n") == [WAS, IS, "Mend it."]
    assert (told(root).line, told(root).column) == (5, 14)


def test_other_problems_stay_as_they_are(root: Path) -> None:
    other = Problem(path=A, what="x", code="WOW201", is_warning=True)
    assert with_changes(root, [other, TOLD]) == (other, told(root))


def test_a_repository_in_a_folder_above_is_asked(tmp_path: Path) -> None:
    write_files(tmp_path, {f"column/{A}": BEFORE})
    begin(tmp_path)
    write_files(tmp_path, {f"column/{A}": NOW})
    assert WAS in told(tmp_path / "column").mend


def test_what_is_staged_is_not_what_was_committed(root: Path) -> None:
    git(root, "add", ".")
    assert WAS in told(root).mend


def test_of_many_changes_three_are_told(root: Path) -> None:
    words = [f"word{n}" for n in range(60)]
    write_files(root, {A: article("A", " ".join(words))})
    commit(root)
    write_files(
        root, {A: article("A", " ".join(w + "x" * (n % 12 == 0) for n, w in enumerate(words)))}
    )
    lines = told(root).mend.split("\n")
    assert [line[:4] for line in lines] == ["was:", "now:"] * 3 + ["and ", "Mend"]
    assert lines[6] == "and 2 more"


def _shallow(root: Path) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "Again")
    shutil.move(root, root.with_name("whole"))
    git(root.parent, "clone", "-q", "--depth=1", f"file://{root.with_name('whole')}", "site")
    write_files(root, {A: NOW})


def _partial(root: Path) -> None:
    """What is lacking is at a server that is there no more: nobody may wait for it."""
    whole = root.with_name("whole")
    shutil.move(root, whole)
    git(whole, "config", "uploadpack.allowFilter", "true")
    git(
        root.parent, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{whole}", "site"
    )
    shutil.rmtree(whole)
    write_files(root, {A: NOW})


def _broken(root: Path) -> None:
    for path in (root / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"")


def _spoilt(root: Path) -> None:
    write_files(root, {A: b"---\ntitle: \xff\n"})
    commit(root)
    write_files(root, {A: NOW})


def _huge(root: Path) -> None:
    write_files(root, {A: BEFORE + "More words. " * 50_000})
    commit(root)
    write_files(root, {A: NOW})


def _folder(root: Path) -> None:
    (root / A).unlink()
    (root / A).mkdir()


def _uncommitted(root: Path) -> None:
    shutil.rmtree(root / ".git")
    git(root, "init", "-q")


NOTHING: dict[str, Callable[[Path], object]] = {
    "no repository": lambda root: shutil.rmtree(root / ".git"),
    "no commit yet": _uncommitted,
    "not in HEAD": lambda root: (root / A).rename(root / "content/b.md"),
    "a file that is gone": lambda root: (root / A).unlink(),
    "the same text": lambda root: write_files(root, {A: BEFORE}),
    "a broken repository": _broken,
    "a clone that lacks it": _partial,
    "no text at HEAD": _spoilt,
    "no text now": lambda root: write_files(root, {A: b"\xff"}),
    "huge at HEAD": _huge,
    "huge now": lambda root: write_files(root, {A: NOW + "More words. " * 50_000}),
    "a folder now": _folder,
}


@pytest.mark.parametrize("change", NOTHING.values(), ids=NOTHING)
def test_without_a_text_to_compare_the_warning_is_as_it_was(
    root: Path, change: Callable[[Path], object]
) -> None:
    change(root)
    assert told(root) == TOLD


def test_a_shallow_clone_knows_its_head(root: Path) -> None:
    _shallow(root)
    assert WAS in told(root).mend


def test_without_git_the_warning_is_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert told(root) == TOLD


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("build",), 0),
        (("check",), 0),
        (("check", "--strict"), 1),
        (("check", "--format", "github"), 0),
    ],
    ids=["build", "check", "check --strict", "check --format github"],
)
def test_commands_tell_it(
    tmp_path: Path,
    tiny_theme: Path,
    command: tuple[str, ...],
    code: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    small = SmallSite(tmp_path, {A: BEFORE}, tiny_theme)
    small.build(LONG_AGO)
    begin(tmp_path)
    small.write({A: NOW})
    for _ in range(2):  # a build does not silence its own alarm
        assert run(["--root", str(tmp_path), *command]) == code
        said = "".join(capfd.readouterr())
        assert WAS in said
        assert IS in said
        assert "content/a.md:5:14: WOW223" in said or "line=5,col=14,title=WOW223" in said
    assert "\x1b" not in said
