"""`wow theme`: a designer sees what there is, and takes out a copy of one file to change it."""

from pathlib import Path

import pytest

from generator.cli import run
from tests.sites import PROJECT, files_in, write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert run(["-q", "init", str(folder)]) == 0
    return folder


def theme(root: Path, *arguments: str) -> int:
    """Run a command on the theme; its exit code."""
    return run(["--root", str(root), "theme", *arguments])


def test_the_list_tells_every_file_and_whose_it_is(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_files(root, {"static/css/tokens.css": "", "static/js/own.js": ""})
    capfd.readouterr()
    assert theme(root, "list") == 0
    rows = dict(line.split(maxsplit=1) for line in _told(capfd) if " " in line)
    assert rows == {"static/css/tokens.css": "yours", "static/js/own.js": "yours alone"}
    assert theme(root, "list") == 0
    there = {path for path in files_in(PROJECT / "templates") if not path.endswith(".md")}
    assert {f"templates/{path}" for path in there} <= {line.split()[0] for line in _told(capfd)}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("article", "templates/pages/article.html"),
        ("articles", "templates/pages/article.html"),
        ("photo", "templates/components/photo.html"),
        ("components/corrections", "templates/components/corrections.html"),
        ("components/card.css", "static/css/components/card.css"),
        ("static/css/tokens.css", "static/css/tokens.css"),
        ("tokens", "static/css/tokens.css"),
    ],
)
def test_a_copy_stands_in_for_the_themes_and_changes_nothing_yet(
    root: Path, capfd: pytest.CaptureFixture[str], name: str, path: str
) -> None:
    assert run(["--root", str(root), "-q", "build"]) == 0
    built = files_in(root / "output")
    capfd.readouterr()
    assert theme(root, "copy", name) == 0
    assert _told(capfd) == [path]
    assert (root / path).read_bytes() == (PROJECT / path).read_bytes()
    assert run(["--root", str(root), "-q", "build"]) == 0
    assert files_in(root / "output") == built


def test_a_file_of_the_sites_own_is_never_written_over(root: Path) -> None:
    write_files(root, {"static/css/tokens.css": "mine"})
    assert theme(root, "copy", "tokens") == 6
    assert (root / "static/css/tokens.css").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("artikle", 'Did you mean "article"?'),
        ("nothing like it", 'there is no "nothing like it" in the theme.'),
    ],
)
def test_a_name_that_is_none_is_usage(
    root: Path, capfd: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    before = files_in(root)
    assert theme(root, "copy", name) == 2
    assert said in capfd.readouterr().err
    assert files_in(root) == before


def test_the_theme_itself_is_changed_where_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    assert theme(PROJECT, "copy", "article") == 6
    assert "This folder is the theme itself." in capfd.readouterr().err
    assert theme(PROJECT, "list") == 0
    assert "templates/pages/article.html" in _told(capfd)


def _told(capfd: pytest.CaptureFixture[str]) -> list[str]:
    return capfd.readouterr().out.splitlines()
