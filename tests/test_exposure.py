"""A check warns where what is held back can be reached around the output."""

from pathlib import Path

import pytest

from generator.cli import run
from generator.cli.exposure import exposed
from tests.repositories import git
from tests.sites import SETTINGS, TINY_THEME, article, write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound site in a folder that nobody serves, under git."""
    files = {**TINY_THEME, "content/site.yaml": SETTINGS, "content/a.md": article("A")}
    write_files(tmp_path / "site", files)
    git(tmp_path / "site", "init", "-q")
    return tmp_path / "site"


def told(root: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in exposed(root)]


def test_what_is_not_committed_is_no_matter(root: Path) -> None:
    write_files(root, {".cache/kept.db": "x", "output/index.html": "x", "output/.gitignore": "*"})
    git(root, "add", "-f", "content", "output/.gitignore")
    assert told(root) == []


@pytest.mark.parametrize("path", [".cache/kept.db", "output/index.html", "output/微博.html"])
def test_a_committed_cache_or_output_is_told(root: Path, path: str) -> None:
    write_files(root, {path: "x"})
    git(root, "add", "-f", ".")
    assert told(root) == [("WOW215", path)]


def test_a_site_below_the_repository_s_root_is_seen_too(root: Path) -> None:
    write_files(root / "column", {"content/site.yaml": SETTINGS, ".cache/kept.db": "x"})
    git(root, "add", "-f", ".")
    assert told(root / "column") == [("WOW215", ".cache/kept.db")]
    assert told(root) == []


def test_without_a_repository_nothing_is_committed(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/site.yaml": SETTINGS, ".cache/kept.db": "x"})
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", ""),
        (".htaccess", ""),
        (".nojekyll", ""),
        ("CNAME", "a.example"),
        ("netlify.toml", '[build]\n  publish = "."\n'),
    ],
)
def test_a_folder_that_looks_served_is_told(root: Path, name: str, text: str) -> None:
    write_files(root, {name: text})
    assert told(root) == [("WOW216", name)]


def test_a_folder_within_a_web_root_is_told(tmp_path: Path) -> None:
    site = tmp_path / "public_html/column"
    write_files(site, {"content/site.yaml": SETTINGS})
    assert told(site) == [("WOW216", "content")]


def test_a_host_that_publishes_the_output_is_fine(root: Path) -> None:
    write_files(root, {"netlify.toml": '[build]\n  publish = "output"\n'})
    assert told(root) == []


def test_site_yaml_turns_it_off(root: Path) -> None:
    write_files(
        root, {"index.html": "", "content/site.yaml": f"{SETTINGS}checks: {{WOW216: off}}\n"}
    )
    assert told(root) == []


def test_the_command_tells_it(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_files(root, {"index.html": ""})
    assert run(["--root", str(root), "check"]) == 0
    assert capfd.readouterr().out.startswith("index.html: WOW216 this folder looks like one")
    assert run(["--root", str(root), "check", "--strict"]) == 1
