"""The command `wow`, as whoever types it sees it: real processes, streams and exit codes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import PIL
import pytest

from generator.cache import open_cache
from generator.cli import run
from generator.errors import CODES
from tests.sites import PROJECT, SETTINGS, TINY_THEME, article, files_in, png, write_files

Files = dict[str, str | bytes]


class Said(NamedTuple):
    """What a command gave: its exit code and what it wrote to either stream."""

    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site with a warning in it, a draft and an article to come."""
    files: Files = {
        **TINY_THEME,
        "content/site.yaml": SETTINGS,
        "content/the-queue.md": article("The Queue", "See [this](gone.md)."),
        "content/draft.md": article("A Draft", draft="true"),
        "content/later.md": article("Later", date="2099-01-01"),
        "content/微博.md": article("排队", withdrawn="{date: 2026-05-30, reason: Wrong.}"),
    }
    write_files(tmp_path / "site", files)
    return tmp_path / "site"


@pytest.fixture
def wow(root: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run `wow --root SITE ...` in this process."""

    def command(*arguments: str) -> Said:
        code = run(["--root", str(root), *arguments])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return command


Wow = Callable[..., Said]


def _process(
    arguments: list[str], prefix: Sequence[str] = (), **settings: Any
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "generator", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A job in the background is born deaf to Ctrl-C.
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 (no thread of these tests holds a lock)
        **settings,
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _finished(process: "subprocess.Popen[str]") -> Said:
    out, err = process.communicate(timeout=60)
    return Said(process.returncode, out, err)


def _ran(
    arguments: list[str], environment: Mapping[str, str] | None = None, folder: Path = PROJECT
) -> Said:
    paths = os.environ | {"PYTHONPATH": str(PROJECT)} | dict(environment or {})
    return _finished(_process(arguments, cwd=folder, env=paths))


# wow build


def test_a_build_says_in_one_line_what_it_did(wow: Wow, root: Path) -> None:
    said = wow("build")
    assert said.code == 0
    assert said.out.startswith(f"{root}/output: ")
    assert said.out.count("\n") == 1
    assert "2 held back (1 draft, 1 scheduled); next article due 2099-01-01 00:00" in said.out
    assert said.err.startswith("content/the-queue.md:5:12: WOW201 the link to gone.md")


def test_a_quiet_build_says_only_what_is_wrong(wow: Wow) -> None:
    said = wow("build", "-q")
    assert (said.code, said.out) == (0, "")
    assert "WOW201" in said.err


def test_a_verbose_build_names_every_file(wow: Wow) -> None:
    lines = wow("build", "--verbose").out.splitlines()
    assert "write   2026/05/the-queue/index.html" in lines


def test_a_build_explains_why_each_file_was_made(wow: Wow, root: Path) -> None:
    assert "write   index.html  (new)" in wow("build", "--explain").out.splitlines()
    write_files(root, {"content/the-queue.md": article("The Line", "See [this](gone.md).")})
    said = wow("build", "--explain").out
    assert "write   index.html  (what it shows changed: content/the-queue.md)" in said


def test_a_dry_run_lists_what_would_change_and_writes_nothing(wow: Wow, root: Path) -> None:
    said = wow("build", "--dry-run")
    assert said.code == 0
    assert "write   index.html" in said.out.splitlines()
    assert " to write, 0 to keep, 0 to remove" in said.out
    assert not (root / "output").exists()


def test_a_dry_run_lists_what_would_be_removed(wow: Wow, root: Path) -> None:
    wow("build")
    text = (root / "content/the-queue.md").read_text()
    (root / "content/the-queue.md").write_text(text.replace("title:", "draft: true\ntitle:"))
    assert "remove  2026/05/the-queue/index.html" in wow("build", "--dry-run").out.splitlines()
    assert (root / "output/2026/05/the-queue/index.html").exists()


def test_a_build_goes_where_it_is_told(wow: Wow, root: Path, tmp_path: Path) -> None:
    said = wow("build", "-o", str(tmp_path / "deep/there"))
    assert said.out.startswith(f"{tmp_path}/deep/there: ")
    assert (tmp_path / "deep/there/index.html").exists()
    assert not (root / "output").exists()


def test_a_build_is_for_the_address_it_is_told(wow: Wow, root: Path) -> None:
    assert wow("build", "--base-url", "https://other.example:8443/column/").code == 0
    page = (root / "output/index.html").read_text()
    assert "/column/2026/05/the-queue/" in page
    assert "https://other.example:8443/column/" in (root / "output/robots.txt").read_text()


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://[::1",
        "https://a/?x",
        "https://a/#x",
        "//a",
        "https://me@a/",
        "https://a:port/",
        "https://a/x%20y/",
        "https://a/列/",
        "https://a_b/",
    ],
)
def test_what_is_no_address_is_refused(wow: Wow, root: Path, url: str) -> None:
    said = wow("build", "--base-url", url)
    assert said.code == 2
    assert "is no address" in said.err
    assert not (root / "output").exists()


def test_a_build_at_another_moment_shows_what_was_out_then(wow: Wow, root: Path) -> None:
    assert wow("build", "--now", "2026-05-24T23:59").code == 0
    assert not (root / "output/2026/05/the-queue").exists()
    assert wow("build", "--now", "2026-05-25").code == 0
    assert (root / "output/2026/05/the-queue").exists()


@pytest.mark.parametrize("time", ["soon", "2026-13-01", "2026-02-30", "12:00", "0000-01-01", ""])
def test_what_is_no_time_is_refused(wow: Wow, time: str) -> None:
    said = wow("build", "--now", time)
    assert said.code == 2
    assert f'"{time}" is no time' in said.err


@pytest.mark.parametrize("output", [[], ["-o", "output"], ["-o", "content/../output"]])
def test_a_look_ahead_into_the_public_folder_is_refused(
    wow: Wow, root: Path, monkeypatch: pytest.MonkeyPatch, output: list[str]
) -> None:
    monkeypatch.chdir(root)
    said = wow("build", "--now", "2099-06-01", *output)
    assert (said.code, said.out) == (6, "")
    assert "would be public" in said.err
    assert not (root / "output").exists()


def test_a_look_ahead_elsewhere_is_fine(wow: Wow, root: Path, tmp_path: Path) -> None:
    assert wow("build", "--now", "2099-06-01", "-o", str(tmp_path / "ahead")).code == 0
    assert (tmp_path / "ahead/2099/01/later/index.html").exists()


@pytest.mark.parametrize("folder", ["content", "content/x", "templates", "static/y/z"])
def test_a_build_into_what_it_reads_is_refused(wow: Wow, root: Path, folder: str) -> None:
    before = files_in(root / "content")
    assert wow("build", "-o", str(root / folder)).code == 6
    assert files_in(root / "content") == before


def test_a_folder_with_files_of_others_is_refused(wow: Wow, root: Path) -> None:
    write_files(root, {"output/mine.txt": "mine"})
    said = wow("build")
    assert (said.code, said.out) == (6, "")
    assert files_in(root / "output") == {"mine.txt": b"mine"}


def test_a_site_with_problems_is_told_and_not_built(wow: Wow, root: Path) -> None:
    write_files(root, {"content/bad.md": article("Bad", drfat="true"), "content/b.md": b"\xff"})
    said = wow("build")
    assert (said.code, said.out) == (1, "")
    assert 'content/bad.md:4:1: unknown key "drfat"' in said.err
    assert "content/b.md:1:1: " in said.err
    assert files_in(root / "output") == {}


@pytest.mark.parametrize(
    "arguments",
    [
        "bild",
        "build --nope",
        "build x",
        "build --jobs 0",
        "list some",
        "new",
        "init",
        "check --format xml",
        "check --explain WOW999",
    ],
)
def test_a_wrong_command_line_is_usage(wow: Wow, arguments: str) -> None:
    said = wow(*arguments.split())
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err


def test_a_slip_in_a_commands_name_is_seen(wow: Wow) -> None:
    assert "Did you mean 'build'?" in wow("biuld").err


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_root_may_stand_before_or_after_the_command(
    root: Path, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    options = ["--root", str(root), "-q"]
    assert run([*options, "list"] if where == "before" else ["list", *options]) == 0
    said = capfd.readouterr()
    assert "content/the-queue.md" in said.out
    assert said.err == ""


def test_a_root_that_is_not_there_is_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--root", "/nowhere/at/all"]) == 2
    assert "does not exist" in capfd.readouterr().err


@pytest.mark.parametrize("command", [["build"], ["check"], ["list"], ["new", "Headline"]])
def test_a_folder_that_is_no_site_is_told_and_left_as_it_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert run([*command, "--root", str(folder)]) == 1
    assert "content: there is no such folder here" in "".join(capfd.readouterr())
    assert list(folder.iterdir()) == []


def test_a_site_without_settings_is_told(wow: Wow, root: Path) -> None:
    (root / "content/site.yaml").unlink()
    said = wow("build")
    assert said.code == 1
    assert "content/site.yaml: this file is missing" in said.err


# wow check


def test_a_check_shows_problems_as_its_result(wow: Wow, root: Path) -> None:
    said = wow("check")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("content/the-queue.md:5:12: WOW201 ")
    assert not (root / "output").exists()


def test_a_check_of_a_sound_site_says_so(wow: Wow, root: Path) -> None:
    write_files(root, {"content/the-queue.md": article("The Queue")})
    assert wow("check") == Said(0, "", "No problems.\n")
    assert wow("check", "-q") == Said(0, "", "")
    assert wow("doctor").code == 0


def test_a_warning_fails_a_strict_check_alone(wow: Wow, root: Path) -> None:
    write_files(root, {"content/the-queue.md": article("The Queue", date="")})
    assert wow("check").code == 0
    assert wow("check", "--strict").code == 1


def test_a_check_finds_errors_too(wow: Wow, root: Path) -> None:
    write_files(root, {"content/bad.md": article("Bad", drfat="true")})
    said = wow("check")
    assert (said.code, said.err) == (1, "")
    assert 'content/bad.md:4:1: unknown key "drfat"' in said.out


def test_a_check_speaks_json(wow: Wow) -> None:
    said = wow("check", "--format", "json")
    assert said.code == 1
    (problem,) = json.loads(said.out)
    assert (problem["path"], problem["line"]) == ("content/the-queue.md", 5)
    assert problem["code"] == "WOW201"


def test_a_check_of_a_sound_site_is_an_empty_list(wow: Wow, root: Path) -> None:
    write_files(root, {"content/the-queue.md": article("The Queue")})
    assert wow("check", "--format", "json") == Said(0, "[]\n", "")


def test_a_check_speaks_to_github(wow: Wow, root: Path) -> None:
    write_files(root, {"content/a,b:%.md": article("A", drfat="true")})
    said = wow("check", "--format", "github").out
    assert said.startswith("::error file=content/a%2Cb%3A%25.md,line=4,col=1,title=WOW100::")
    assert said.count("\n") == 1


def test_advice_is_told_and_fails_a_strict_check_alone(wow: Wow, root: Path) -> None:
    write_files(root, {"content/the-queue.md": article("The Queue", "One of of ten.")})
    assert "WOW301" not in wow("build").err
    said = wow("check")
    assert (said.code, "content/the-queue.md:5:8: WOW301 " in said.out) == (0, True)
    assert wow("check", "--strict").code == 1
    assert wow("check", "--format", "github").out.startswith("::notice file=")


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", code.lower()]) == 0
    assert capsys.readouterr().out == f"{code}: {CODES[code]}\n"


# wow list


def test_a_list_says_where_each_article_stands(wow: Wow) -> None:
    said = wow("list")
    assert said.code == 0
    assert said.out.splitlines() == [
        "scheduled  2099-01-01 00:00  content/later.md      Later",
        "withdrawn  2026-05-25 00:00  content/微博.md       排队",
        "published  2026-05-25 00:00  content/the-queue.md  The Queue",
        "draft      2026-05-25 00:00  content/draft.md      A Draft",
    ]
    assert said.err == "next build due 2099-01-01 00:00 (Asia/Shanghai)\n"


@pytest.mark.parametrize(
    ("which", "source"),
    [
        ("drafts", "content/draft.md"),
        ("scheduled", "content/later.md"),
        ("published", "content/the-queue.md"),
        ("withdrawn", "content/微博.md"),
    ],
)
def test_a_list_can_be_of_one_kind(wow: Wow, which: str, source: str) -> None:
    lines = wow("list", which, "-q").out.splitlines()
    assert len(lines) == 1
    assert source in lines[0]


def test_an_undated_article_is_among_the_drafts(wow: Wow, root: Path) -> None:
    write_files(root, {"content/undated.md": article("Undated", date="")})
    assert "undated  -" in wow("list", "drafts").out


# wow new


def test_a_new_article_is_a_draft_that_builds(wow: Wow, root: Path) -> None:
    said = wow("new", '  The "Queue": \t 排队 #1 {x} ')
    path = Path(said.out.strip())
    assert said == Said(0, f"{path}\n", "")
    assert path.name == "the-queue-pai-dui-1-x.md"
    assert path.is_relative_to(root / "content")
    assert '\ntitle: "The \\"Queue\\": 排队 #1 {x}"\n' in f"\n{path.read_text()}".replace(
        "---\n", ""
    )
    assert "The “Queue”: 排队 #1 {x}" in wow("list", "drafts").out


def test_a_new_article_stands_over_no_other(wow: Wow) -> None:
    path = Path(wow("new", "The Line").out.strip())
    path.write_text("mine")
    said = wow("new", "The Line")
    assert (said.code, said.out) == (1, "")
    assert "this file exists already" in said.err
    assert path.read_text() == "mine"


@pytest.mark.parametrize("headline", ["", " ", "!!!", "…"])
def test_a_headline_needs_a_letter(wow: Wow, headline: str) -> None:
    assert wow("new", headline).code == 2


def test_a_headline_that_is_not_utf_8_is_taken_as_far_as_it_can_be(wow: Wow) -> None:
    said = wow("new", "Bad \udcff byte")
    assert said.code == 0
    assert 'title: "Bad ? byte"' in Path(said.out.strip()).read_text()


def test_a_new_article_is_opened_in_the_editor(
    wow: Wow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "an editor"
    editor.write_text('#!/bin/sh\necho "Words." >>"$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{editor}'")
    monkeypatch.delenv("VISUAL", raising=False)
    said = wow("new", "The Line", "--edit")
    assert said.code == 0
    assert Path(said.out.strip()).read_text().endswith("\n\nWords.\n")


@pytest.mark.parametrize("editor", ["false", "/no/such/editor"], ids=["fails", "is not there"])
def test_an_editor_that_fails_leaves_the_new_article(
    wow: Wow, root: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    said = wow("new", "The Line", "--edit")
    assert said.code == 1
    assert "Editing failed" in said.err
    assert Path(said.out.strip()).is_relative_to(root / "content")
    assert Path(said.out.strip()).is_file()


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"], ids=["the first", "the last"])
def test_a_new_article_has_the_day_of_the_site(wow: Wow, root: Path, zone: str) -> None:
    settings = SETTINGS.replace("Asia/Shanghai", zone)
    write_files(root, {"content/site.yaml": settings})
    before = datetime.now(ZoneInfo(zone))
    path = Path(wow("new", "The Line").out.strip())
    after = datetime.now(ZoneInfo(zone))
    days = {f"{moment:%Y-%m-%d}" for moment in (before, after)}
    (day,) = re.findall(r"^date: (.+)$", path.read_text(), re.MULTILINE)
    assert day in days
    assert path.parent.name == day[:4]


def test_the_keys_that_a_new_article_proposes_are_right_as_they_stand(wow: Wow, root: Path) -> None:
    path = Path(wow("new", "The Line").out.strip())
    text = path.read_text()
    assert "\ndraft: true\n" in text
    proposed = re.findall(r"^# (\w+):", text, re.MULTILINE)
    assert proposed == ["standfirst", "authors", "topics", "image"]
    path.write_text(text.replace("# ", "").replace("draft: true", "draft: false"))
    write_files(path.parent, {"picture.jpg": png("red")})
    assert "the-line.md" not in wow("check").err
    assert "The Line" in wow("list", "published").out


# wow init


def test_a_new_site_builds(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a new/site"
    assert run(["init", str(folder)]) == 0
    assert capfd.readouterr() == (f"{folder}\n", f"Now: wow --root {folder} build\n")
    assert run(["--root", str(folder), "build", "-q"]) == 0
    assert capfd.readouterr() == ("", "")
    assert (folder / "output/index.html").exists()
    assert (folder / ".gitignore").exists()


def test_a_folder_with_files_is_no_place_for_a_new_site(root: Path) -> None:
    before = files_in(root)
    assert run(["init", str(root)]) == 6
    assert files_in(root) == before


# The process itself


def test_python_runs_the_command_too(tmp_path: Path) -> None:
    said = _ran(["--version"], folder=tmp_path)
    assert said.code == 0
    assert said.out.startswith("wow ")


def test_help_names_every_command(tmp_path: Path) -> None:
    said = _ran(["--help"])
    assert all(name in said.out for name in ("build", "check", "init", "list", "new", "theme"))


def test_piped_output_has_no_colour(root: Path) -> None:
    write_files(root, {"content/bad.md": article("Bad", drfat="true")})
    said = _ran(["check", "--root", str(root)], {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"})
    assert "drfat" in said.out
    assert "\x1b" not in said.out + said.err


def _on_a_terminal(arguments: list[str]) -> bytes:
    """What a command writes to a terminal."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments], cwd=PROJECT, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    written = b"".join(_read_all(ours))
    os.close(ours)
    process.wait()
    return written


def _read_all(terminal: int) -> Iterator[bytes]:
    try:
        while content := os.read(terminal, 4096):
            yield content
    except OSError:  # Linux says so when the last process has closed it
        return


def test_a_terminal_has_colour_unless_it_is_asked_not_to(root: Path) -> None:
    # A progress bar hides the cursor: that is no colour (ECMA-48, 8.3.117: those end in m).
    colour = re.compile(rb"\x1b\[[0-9;]*m")
    assert colour.search(_on_a_terminal(["check", "--root", str(root)]))
    assert not colour.search(_on_a_terminal(["check", "--root", str(root), "--no-color"]))
    write_files(root, {"content/bad.md": article("Bad", drfat="true")})
    assert colour.search(_on_a_terminal(["build", "--root", str(root)]))
    assert not colour.search(_on_a_terminal(["--no-color", "build", "--root", str(root)]))


def test_a_pipe_that_knows_few_letters_takes_every_headline(root: Path) -> None:
    said = _ran(["list", "--root", str(root)], {"PYTHONIOENCODING": "latin-1"})
    assert said.code == 0
    assert "\\u6392\\u961f" in said.out


def test_another_build_holds_the_lock(wow: Wow, root: Path) -> None:
    with open_cache(root):
        said = wow("build")
    assert (said.code, said.out) == (4, "")
    assert "Another build of this site is running" in said.err
    assert wow("build").code == 0


def _hanging(root: Path) -> "subprocess.Popen[str]":
    """A build that will not end by itself within the test, well under way."""
    loop = "{% for n in range(99999) %}{% for m in range(99999) %}{% endfor %}{% endfor %}"
    write_files(root, {"templates/pages/article.html": loop})
    process = _process(["build", "--root", str(root)], cwd=PROJECT, start_new_session=True)
    for _ in range(300):
        if (root / "output/.wow/stage").is_dir():
            break
        time.sleep(0.1)
    time.sleep(0.3)
    return process


def test_control_c_ends_a_build_with_nothing_changed(wow: Wow, root: Path) -> None:
    wow("build", "-q")
    before = files_in(root / "output")
    process = _hanging(root)
    os.killpg(process.pid, signal.SIGINT)
    said = _finished(process)
    assert (said.code, said.out.strip(), said.err.strip()) == (130, "", "Interrupted.")
    assert files_in(root / "output") == before


def test_a_killed_build_is_healed_by_the_next(wow: Wow, root: Path) -> None:
    wow("build", "-q")
    before = files_in(root / "output")
    process = _hanging(root)
    os.killpg(process.pid, signal.SIGKILL)
    _finished(process)
    write_files(root, TINY_THEME)
    assert wow("build", "-q").code == 0
    assert files_in(root / "output") == before


# Root may write everywhere, unless it gives that power up.
_BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may do all")
@pytest.mark.parametrize(
    ("folder", "mode", "code"),
    [("output", 0o500, 5), (".cache", 0o500, 5), ("content/x", 0, 1), ("content/b.md", 0, 1)],
)
def test_what_may_not_be_read_or_written_is_told(
    root: Path, wow: Wow, folder: str, mode: int, code: int
) -> None:
    wow("build", "-q")
    write_files(root, {"content/x/door.png": png("red"), "content/b.md": article("B")})
    (root / folder).chmod(mode)
    prefix = _BOUND if os.geteuid() == 0 else []
    said = _finished(_process(["build", "--root", str(root)], prefix, cwd=PROJECT))
    (root / folder).chmod(0o700)
    assert (said.code, said.out) == (code, "")
    assert "Traceback" not in said.err
    assert folder.partition("/")[0] in said.err


def test_an_output_below_a_file_is_the_environments_fault(wow: Wow, root: Path) -> None:
    said = wow("build", "-o", str(root / "content/site.yaml/x"))
    assert said.code in (5, 6)
    said = wow("build", "-o", "/dev/null/x")
    assert said.code in (5, 6)


def test_a_reader_that_goes_away_is_no_traceback(root: Path) -> None:
    write_files(root, {f"content/{n}.md": article(f"Number {n}" * 20) for n in range(60)})
    process = _process(["list", "--root", str(root)], cwd=PROJECT)
    assert process.stdout
    process.stdout.close()
    process.wait()
    assert process.stderr
    with process.stderr as err:
        assert "Traceback" not in err.read()


@pytest.mark.parametrize("folder", ["output/next", ".cache/x", "content/x"])
def test_a_build_keeps_out_of_folders_with_a_use_of_their_own(
    wow: Wow, root: Path, folder: str
) -> None:
    said = wow("build", "--now", "2098-01-01", "-o", str(root / folder))
    assert (said.code, (root / folder).exists()) == (6, False)


def test_a_check_does_not_mind_whose_output_it_is(wow: Wow, root: Path) -> None:
    write_files(root, {"output/mine.txt": "mine", "content/bad.md": article("B", drfat="true")})
    said = wow("check")
    assert (said.code, "drfat" in said.out) == (1, True)
    assert [path.name for path in (root / "output").iterdir()] == ["mine.txt"]


def test_a_site_begins_in_a_folder_of_dotfiles(wow: Wow, tmp_path: Path) -> None:
    (tmp_path / "new/.git").mkdir(parents=True)
    assert wow("init", str(tmp_path / "new")).code == 0
    assert (tmp_path / "new/content/site.yaml").exists()


@pytest.mark.parametrize(
    ("part", "said"),
    [("_avif", "AVIF"), ("_webp", "WebP"), ("_imagingcms", "colour profiles")],
)
@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_pillow_that_lacks_a_part_is_told_at_the_start(
    root: Path, command: str, part: str, said: str
) -> None:
    lacking = root / "PIL"
    lacking.mkdir()
    for file in Path(PIL.__file__).parent.iterdir():
        if not file.name.startswith(part):
            (lacking / file.name).symlink_to(file)
    paths = {"PYTHONPATH": os.pathsep.join([str(root), str(PROJECT)])}
    done = _ran(["--root", str(root), command], paths)
    what = f"Pillow: the one that is installed here was built without {said}, which pictures need."
    assert (done.code, done.err.partition(" Run: ")[0]) == (5, what)
    assert not (root / "output").exists()
