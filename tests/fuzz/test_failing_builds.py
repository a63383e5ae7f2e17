"""Whatever is broken, `wow build` tells all of it, exits 1, and leaves output/ as it was."""

import os
import shutil
from pathlib import Path

import pytest

from generator.cache import open_cache
from tests.fuzz.claims import state_of
from tests.fuzz.commands import wow
from tests.fuzz.hurried import hurried_build
from tests.sites import SETTINGS, SLOW, SmallSite, article, png, write_files

SHOWN = article("The Door", "![A door](door.png)")
Files = dict[str, str | bytes]
BROKEN: dict[str, tuple[Files, str]] = {
    "unknown key": ({"content/b.md": article("B", drfat="true")}, "content/b.md:4:1: "),
    "not UTF-8": ({"content/b.md": b"---\ntitle: \xff\n---\n"}, "content/b.md:2:8: "),
    "no title": ({"content/b.md": "Words.\n"}, "content/b.md:1:1: "),
    "a script in a link": (
        {"content/b.md": article("B", "[x](javascript:alert)")},
        "content/b.md:5:",
    ),
    "two pages at one address": ({"content/x/a.md": article("A")}, "content/a.md: its address"),
    "settings": ({"content/site.yaml": f"{SETTINGS}tilte: x\n"}, "content/site.yaml:4:1: "),
    "settings that are no YAML": ({"content/site.yaml": "title: ["}, "content/site.yaml:1:8: "),
    "a template's syntax": (
        {"templates/pages/front.html": "\n{% if %}"},
        "templates/pages/front.html:2:1: ",
    ),
    "a template's field": (
        {"templates/pages/front.html": "\n{{ page.nothing }}"},
        "templates/pages/front.html:2:1: ",
    ),
    "a template's last page": (
        {"templates/feeds/sitemap.xml": "{{ 1 / 0 }}"},
        "templates/feeds/sitemap.xml:1:1: ",
    ),
    "CSS that names no file": (
        {"static/css/own.css": "p { background: url(none.png) }"},
        "static/css/own.css:1:",
    ),
    "CSS that is not UTF-8": ({"static/css/own.css": b"p {}\n\xff"}, "static/css/own.css:2:1: "),
    "half a picture": (
        {"content/b.md": SHOWN, "content/door.png": png("red", 64)[:60]},
        "content/door.png: ",
    ),
    "a picture that is none": (
        {"content/b.md": SHOWN, "content/door.png": "words"},
        "content/door.png: ",
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has been built by command."""
    root = tmp_path_factory.mktemp("built")
    write_files(root, {"content/site.yaml": SETTINGS, "content/a.md": article("The Queue")})
    assert wow(root, "build").code == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of the site that has been built."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def assert_refused(root: Path, *places: str) -> None:
    """A build is refused at these places, prints no result, and output/ is as it was."""
    before = state_of(root / "output")
    ran = wow(root, "build")
    assert (ran.code, ran.out) == (1, ""), ran.err
    told = ran.err.splitlines()
    assert [place for place in places if not any(line.startswith(place) for line in told)] == []
    assert state_of(root / "output") == before


@pytest.mark.parametrize(("files", "place"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_and_nothing_is_written(root: Path, files: Files, place: str) -> None:
    write_files(root, files)
    assert_refused(root, place)


def test_all_faults_of_all_files_are_told_at_once(root: Path) -> None:
    files: Files = {
        "content/b.md": "---\ntitle: B\ndrfat: true\ndate: 2014-02-30\n---\n[x](javascript:a)\n",
        "content/c.md": b"\xff",
        "content/site.yaml": f"{SETTINGS}tilte: x\npage_size: 0\n",
        "templates/pages/front.html": "{% if %}",
        "templates/pages/article.html": "\n{# ",
        "static/css/own.css": "p { background: url(none.png) }",
    }
    write_files(root, files)
    assert_refused(
        root,
        *("content/b.md:3:1: ", "content/b.md:4:7: ", "content/b.md:6:", "content/c.md:1:1: "),
        *("content/site.yaml:4:1: ", "content/site.yaml:5:12: "),
        *(
            "templates/pages/front.html:1:1: ",
            "templates/pages/article.html:2:1: ",
            "static/css/own.css:1:",
        ),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(root: Path) -> None:
    write_files(root, {"content/b.md": article("B")})
    (root / "content/b.md").chmod(0)
    assert_refused(root, "content/b.md: ")


@pytest.mark.parametrize("target", ["link.md", "nothing.md"])
def test_a_link_to_nothing_is_told(root: Path, target: str) -> None:
    (root / "content/link.md").symlink_to(target)
    assert_refused(root, "content/link.md: ")


def test_a_text_that_overruns_is_told_alone_and_the_rest_is_kept(
    tmp_path: Path, tiny_theme: Path
) -> None:
    names = [f"content/{name}.md" for name in "abcdefgh"]
    files: Files = {name: article(f"The {name}") for name in names}
    small = SmallSite(tmp_path, files, tiny_theme)
    small.build()
    before = state_of(small.root / "output")
    small.write({"content/e2.md": article("The Slow", SLOW), "content/f.md": article("Another F")})
    told = hurried_build(small, budget=0.2)
    assert told.code == 1
    assert told.problems.startswith("content/e2.md: this text takes too long to read")
    assert told.problems.count("content/") == 1
    assert state_of(small.root / "output") == before
    with open_cache(small.root) as cache:
        assert len(cache.articles()) == len([*names, "f.md as it is now"])
    small.remove("content/e2.md")
    assert "Another F" in "".join(map(bytes.decode, _built(small).values()))


def _built(small: SmallSite) -> dict[str, bytes]:
    small.build()
    return small.output()
