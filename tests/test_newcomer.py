"""Somebody new: the wheel alone makes a site, and README.md promises nothing that is not so."""

import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import click
import pytest

from generator import __version__
from generator.cli import wow
from generator.errors import SiteError, describe
from tests.conftest import MakeSite
from tests.sites import PROJECT, SETTINGS, article

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
SETTING_VALUES = """\
tagline: What was said
description: A column.
language: en
chinese: zh-Hant
authors: {wen: {name: Wen, role: Editor, bio: Writes., url: "https://wen.example/"}}
topics: {city: {title: City, description: Streets.}}
sponsors: {kettle: {name: Kettle, url: "https://kettle.example/", notice: Sponsored by Kettle.}}
sponsor: kettle
copyright: © Us
legal: "*No* liability."
navigation: [{name: Archive, url: /archive/}]
permalink: /{year}/{month}/{day}/{slug}/
page_size: 10
cards: true
search: true
feeds: site
hosts: [pictures.example]
embeds: [film.example]
policy: {script-src: [counter.example]}
fields: [mood]
checks: {WOW203: error}
"""
VALUES = {
    "standfirst": "Who?",
    "date": "2026-05-01 08:00",
    "authors": "[wen, tang]",
    "topics": "[food, city]",
    "series": "Queues",
    "image": "{src: door.png, alt: A door, credit: Me, caption: Six, focus: 50% 20%}",
    "draft": "false",
    "embargo": "2026-05-02",
    "expires": "2031-05-02",
    "updated": "2026-05-03",
    "corrections": "[{date: 2026-05-03, text: It was 9.}]",
    "withdrawn": "{date: 2026-05-04, reason: No.}",
    "sources": "[{title: A, url: 'https://a.example/', archived: 'https://b.example/'}]",
    "slug": "a-slug",
    "aliases": "[/old/]",
    "sponsor": "false",
    "lang": "en",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip install .` makes."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(PROJECT))
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`wow` as installed from the wheel into an environment that has what it depends on."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    site_packages = sysconfig.get_path(
        "purelib", "venv", vars={"base": str(folder), "platbase": str(folder)}
    )
    # A path named here brings the packages in it, but not the checkout that is linked from it.
    (Path(site_packages) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    python = str(folder / "bin/python")
    pip("--python", python, "install", "--no-deps", "--no-index", "--force-reinstall", str(wheel))
    return folder / "bin/wow"


def test_the_wheel_holds_theme_and_starter_and_no_tests(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    for folder in ("templates", "static"):
        assert files_of(PROJECT / folder, f"generator/theme/{folder}") <= held
    shown = "desk.css desk.html desk.js live.css live.js overlay.html"
    vendored = "vendor/idiomorph/idiomorph.js vendor/idiomorph/LICENSE"
    assert {f"generator/preview/{name}" for name in f"{shown} {vendored}".split()} <= held
    assert files_of(PROJECT / "generator/starter", "generator/starter") <= held
    rooms = {path.partition("/")[0] for path in held}
    assert rooms == {"generator", f"world_of_weibo-{__version__}.dist-info"}


def test_an_installed_wow_makes_a_site_in_an_empty_folder(command: Path, tmp_path: Path) -> None:
    said = run([command, "init", "column"], tmp_path)
    assert said.stdout.strip() == "column"
    assert {".gitignore", ".gitattributes", "content"} == set(names(tmp_path / "column"))
    run([command, "--root", "column", "build"], tmp_path)
    assert {"index.html", "feed.xml", "404.html", "assets"} <= set(
        names(tmp_path / "column/output")
    )
    assert run([command, "check", "--root", "column"], tmp_path).stderr.strip() == "No problems."
    new = run([command, "--root", "column", "new", "A Second Column"], tmp_path).stdout.strip()
    assert (tmp_path / new).is_file()
    assert "A Second Column" in run([command, "list", "--root", "column"], tmp_path).stdout


def test_the_installed_package_answers_as_a_module(command: Path, tmp_path: Path) -> None:
    python = command.with_name("python")
    said = run([python, "-I", "-m", "generator", "--version"], tmp_path).stdout.strip()
    assert said == f"wow {__version__}"
    code = "import generator; print(generator.__file__)"
    where = run([python, "-I", "-c", code], tmp_path).stdout
    assert str(PROJECT) not in where


def test_an_empty_folder_is_told_how_to_begin(command: Path, tmp_path: Path) -> None:
    done = run([command, "build"], tmp_path, code=1)
    assert 'Make a new site with "wow init DIR"' in done.stderr
    assert "output" not in names(tmp_path)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", README))))
def test_every_make_target_in_the_readme_is_in_the_makefile(target: str) -> None:
    assert re.search(rf"(?m)^{target}:", MAKEFILE)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`wow ([a-z]+)", README))))
def test_every_command_in_the_readme_is_one(name: str) -> None:
    assert wow.get_command(click.Context(wow), name)


def test_every_option_in_the_readmes_table_is_one_of_its_command() -> None:
    rows = re.findall(r"(?m)^\| `wow ([a-z]+)[^|]*\|(.*)\|$", README)
    assert {name for name, _ in rows} == {
        "build",
        "serve",
        "check",
        "list",
        "new",
        "retire",
        "accept",
        "init",
        "theme",
    }
    for name, text in rows:
        assert set(re.findall(r"`(--?[a-z-]+)", text)) <= options_of(name), name


def test_options_that_all_commands_take_are_taken_by_all() -> None:
    sentence = re.search(r"All take .*", README)
    assert sentence
    shared = set(re.findall(r"`(--?[a-z-]+)", sentence[0]))
    assert len(shared) == 4
    assert all(shared <= options_of(name) for name in wow.list_commands(click.Context(wow)))


def keys_in(text: str) -> set[str]:
    """What the first column of a text's tables names."""
    rows = re.findall(r"(?m)^\| (`[a-z_`, ]+) \|.*\|$", text)
    return {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}


def test_every_setting_in_the_readmes_table_is_accepted(site: MakeSite) -> None:
    text = README.partition("What all pages share")[2].partition("### Hold back")[0]
    settings = f"{SETTINGS}{SETTING_VALUES}"
    assert keys_in(text) == set(re.findall(r"(?m)^([a-z_]+):", settings))
    report = site({"content/site.yaml": settings}).build()
    assert report.warnings == ()


def test_every_key_in_the_readmes_table_is_accepted(site: MakeSite) -> None:
    assert keys_in(README.partition("What all pages share")[0]) == set(VALUES)
    small = site({"content/a.md": article("A", **VALUES)})
    small.build()
    assert "Withdrawn" in small.page("2026/05/a-slug/index.html")


def test_the_readmes_first_article_can_be_built(site: MakeSite) -> None:
    (text,) = re.findall(r"```markdown\n(---\n.*?)```", README, re.DOTALL)
    small = site({"content/queue.md": text.replace("2026-11-12", "2026-05-12")})
    small.build()
    assert "eleven people stood in a line" in small.page("2026/05/queue/index.html")


def test_the_readmes_quotation_becomes_one(site: MakeSite) -> None:
    (text,) = re.findall(r"```markdown\n(> .*?)```", README, re.DOTALL)
    small = site({"content/a.md": article("A", text)})
    small.build()
    page = small.page("2026/05/a/index.html")
    assert '<figure class="quote">' in page
    assert 'lang="zh-Hans"' in page


def test_the_readmes_override_works(site: MakeSite) -> None:
    (text,) = re.findall(r"```jinja\n(.*?)```", README, re.DOTALL)
    small = site({"content/a.md": article("A"), "templates/pages/article.html": text})
    small.build()
    assert "Printed on no paper at all." in small.page("2026/05/a/index.html")
    assert "Printed on no paper at all." not in small.page("index.html")


def test_the_readmes_mistake_is_told_as_it_says(site: MakeSite) -> None:
    (said,) = re.findall(r"```\n(content/politics.*?)```", README, re.DOTALL)
    text = "---\ntitle: Budget\ndate: 2026-05-01\nstandfrist: Who pays?\n---\nWords.\n"
    small = site({"content/politics/budget.md": text})
    with pytest.raises(SiteError) as caught:
        small.build()
    assert [describe(problem) for problem in caught.value.problems] == [said.strip()]


def pip(*arguments: str) -> None:
    """Run pip."""
    run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], PROJECT)


def run(
    arguments: Sequence[str | Path], folder: Path, code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; it is to end with an exit code."""
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def names(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def files_of(folder: Path, place: str) -> set[str]:
    """The files of a folder by their paths, as they are to stand in another place."""
    files = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return {f"{place}/{path}" for path in files}


def options_of(name: str) -> set[str]:
    """Every option of a command."""
    command = wow.get_command(click.Context(wow), name)
    assert command
    return {option for parameter in command.params for option in parameter.opts}
