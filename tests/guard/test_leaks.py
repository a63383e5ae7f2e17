"""What is under embargo is in nothing that is written, unless an article may say it."""

import json
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator import door
from generator.cli import run
from generator.errors import Leak
from generator.steps import Steps
from tests.conftest import MakeSite
from tests.preview.engines import Live
from tests.sites import NOON, SETTINGS, SmallSite, article, files_in, png, write_files
from tests.watch.commands import Watched

Files = Mapping[str, str | bytes]
TITLE = "The Missing Merger"
SECRET = "content/secret/index.md"
ENDS = "2026-06-03 09:00"
MAY = "\n  allow-mention: true"
HELD = article(
    TITLE, slug="missing-merger", embargo=ENDS, image="\n  src: bank.png\n  alt: x\n  credit: y"
)
BASE: dict[str, str | bytes] = {
    SECRET: HELD,
    "content/secret/bank.png": png("red", 20),
    "content/other.md": article("Another Column"),
}
FAR = {**BASE, SECRET: HELD.replace("2026-06-03", "2099-06-03")}
A = "content/a.md"
LINK = "[x](https://elsewhere.example/missing-merger/)"
SAID: dict[str, tuple[Files, str]] = {
    "body": ({A: article("A", f"So {TITLE} is near.")}, "the title"),
    "title": ({A: article(TITLE)}, "the title"),
    "standfirst": ({A: article("A", standfirst=f"Why {TITLE}?")}, "the title"),
    "description": ({A: article("A", description=TITLE)}, "the title"),
    "standing page": ({"content/pages/about.md": f"---\ntitle: About\n---\n{TITLE}"}, "the title"),
    "address": ({A: article("A", LINK)}, "the address"),
    "code": ({A: article("A", "`/missing-merger`")}, "the address"),
    "its picture": ({A: article("A", "![x](secret/bank.png)")}, "a picture"),
    "a copy of its picture": (
        {A: article("A", "![x](door.png)"), "content/door.png": png("red", 20)},
        "a picture",
    ),
}


def refused(small: SmallSite, *, is_dry: bool = False) -> str:
    """What a build says that is refused; it leaves the output as it was."""
    before = files_in(small.root / "output") if (small.root / "output").exists() else {}
    with pytest.raises(Leak) as caught:
        small.build(is_dry=is_dry)
    assert (files_in(small.root / "output") if before else {}) == before
    assert caught.value.until == NOON.replace(day=3, hour=1)
    return str(caught.value)


@pytest.mark.parametrize(("files", "what"), SAID.values(), ids=SAID)
def test_what_says_it_is_refused_and_may_be_allowed(
    site: MakeSite, files: Files, what: str
) -> None:
    small = site(BASE)
    small.build()
    small.write(files)
    source = next(iter(files))
    told = refused(small)
    assert refused(small.copy(small.root.parent / "clean")) == told
    assert told.startswith(f"{source}: {what} of {SECRET}, ")
    assert f"is under embargo until {ENDS} (Asia/Shanghai)" in told
    assert f"{source} says so." in told
    assert told.endswith("    allow-mention: true\nNothing was written.")
    text = str(files[source])
    small.write({source: text.replace("\n---\n", f"\nextra:{MAY}\n---\n", 1)})
    assert small.build().written
    small.write({source: text})
    refused(small)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (
            {"content/site.yaml": SETTINGS.replace("The Test Column", TITLE)},
            "404.html",
        ),
        ({"templates/pages/front.html": f"<p>{TITLE}</p>"}, "index.html"),
        ({"static/js/own.js": f'say("{TITLE}")'}, "own"),
        ({"static/own.png": png("red", 20)}, "own"),
    ],
    ids=["settings", "template", "script", "the picture itself among the theme's files"],
)
def test_what_no_article_says_is_refused_too(site: MakeSite, files: Files, path: str) -> None:
    told = refused(site({**BASE, **files}))
    assert told.startswith(f"{SECRET}: ")
    assert path in told
    assert "look in content/site.yaml, templates/\n  and static/" in told


FINE: dict[str, Files] = {
    "other words": {A: article("A", "The merger is missing. The Missing Mergers.")},
    "a link to it": {
        A: article("A", f"[{'read'}](secret/index.md), [it](/2026/05/missing-merger/)")
    },
    "a short title": {SECRET: article("A Merger", embargo=ENDS), A: article("A Merger")},
    "no embargo": {SECRET: article(TITLE, date="2026-06-03"), A: article(TITLE)},
    "a draft": {SECRET: article(TITLE, draft="true"), A: article(TITLE)},
    "an embargo that has ended": {SECRET: article(TITLE, embargo="2026-05-30"), A: article(TITLE)},
    "the last part of another's address": {
        SECRET: article("X", slug="courtyard", embargo=ENDS, date="2026-06-03"),
        A: article("A", "[x](https://elsewhere.example/courtyard/)", slug="courtyard"),
    },
    "a picture for all": {
        SECRET: article("X", "![x](/images/door.png)", embargo=ENDS),
        A: article("A", "![x](/images/door.png)"),
        "content/images/door.png": png("red"),
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_what_gives_nothing_away_is_built(site: MakeSite, files: Files) -> None:
    assert site({**BASE, **files}).build().written


def test_a_draft_under_embargo_is_guarded_too(site: MakeSite) -> None:
    held = article(TITLE, embargo=ENDS, draft="true")
    assert A in refused(site({SECRET: held, A: article(TITLE)}))


def test_once_the_embargo_ends_all_may_say_it(site: MakeSite) -> None:
    small = site({**BASE, A: article("A", f"So {TITLE}.")})
    refused(small)
    small.build(NOON + timedelta(days=3))
    assert TITLE in small.page("2026/05/missing-merger/index.html")


def test_a_new_embargo_is_held_against_what_is_out_already(site: MakeSite) -> None:
    small = site({A: article(TITLE), "content/b.md": article("B")})
    small.build(jobs=2)
    small.write(BASE)
    assert f"{A}: the title of {SECRET}" in refused(small)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the outputs that are looked at though nothing made them anew."""
    paths: list[str] = []
    look = door._Look.__call__

    def noted(self: door._Look, path: str) -> Steps[tuple[int, ...]]:
        paths.append(path)
        return look(self, path)

    monkeypatch.setattr(door._Look, "__call__", noted)
    return paths


def test_what_did_not_change_is_not_looked_at_again(site: MakeSite, looked: list[str]) -> None:
    small = site(BASE)
    small.build()
    small.write({"content/other.md": article("Another Column", "Changed.")})
    small.build()
    assert looked == []
    small.write({"content/more.md": article("A Second Secret", embargo=ENDS)})
    written = small.build().written
    assert sorted([*looked, *written]) == sorted(small.output())
    looked.clear()
    small.write({"content/other.md": article("Another Column", "Changed again.")})
    small.build()
    assert looked == []


def test_without_an_embargo_nothing_is_looked_at(site: MakeSite, looked: list[str]) -> None:
    small = site({A: article("A")})
    small.build()
    small.write({A: article("A", "More.")})
    small.build()
    assert looked == []


def test_what_a_killed_build_left_is_looked_at(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was judged for other needles than those of the build before, whose verdict is kept."""
    small = site(BASE)
    small.build()
    small.write({A: article(TITLE), SECRET: HELD.replace(f"embargo: {ENDS}", "draft: true")})
    with monkeypatch.context() as killed:
        killed.setattr("generator.recall.Recall.keep", _die)
        killed.setattr("generator.door.keep_verdict", _die)
        with pytest.raises(KeyboardInterrupt):
            small.build()
    small.write({SECRET: HELD})
    assert A in refused(small)


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_any_number_of_processes_finds_the_same(site: MakeSite) -> None:
    columns = {f"content/{n}.md": article(f"Column {n}") for n in range(60)}
    small = site({**BASE, **columns, A: article(TITLE), "content/b.md": article("B", f"{LINK} x")})
    told = refused(small)
    with pytest.raises(Leak) as caught:
        small.build(jobs=2)
    assert str(caught.value) == told
    assert told.count("says so.") == 2


def test_processes_that_are_no_forks_look_too(site: MakeSite) -> None:
    small = site({**BASE, A: article(TITLE)})
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()  # with a thread at work, processes are spawned
    try:
        with pytest.raises(Leak):
            small.build(jobs=1)
    finally:
        done.set()
        thread.join()


def test_a_dry_run_is_refused_as_a_build_is(site: MakeSite) -> None:
    small = site({**BASE, A: article(TITLE)})
    assert refused(small, is_dry=True) == refused(small)


def _wow(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run([*arguments])
    out, err = capfd.readouterr()
    return code, out, err


def test_the_command_refuses_with_six(
    tmp_path: Path, theme: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    SmallSite(tmp_path, {**FAR, A: article(TITLE)}, theme)
    code, out, err = _wow(capfd, "--root", str(tmp_path), "build")
    assert (code, out) == (6, "")
    assert err.startswith(f'{A}: the title of {SECRET}, "{TITLE}", would be in ')
    assert not (tmp_path / "output").exists()


def test_a_check_tells_of_it(
    tmp_path: Path, theme: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    SmallSite(tmp_path, {**FAR, A: article(TITLE)}, theme)
    code, out, _ = _wow(capfd, "--root", str(tmp_path), "check", "--format", "json")
    (problem,) = json.loads(out)
    assert (code, problem["path"], problem["code"]) == (6, A, "WOW101")
    write_files(tmp_path / "output", {"of/others": ""})
    code, out, _ = _wow(capfd, "--root", str(tmp_path), "check")
    assert code == 6
    assert out.startswith(f"{A}: the title of ")


def test_a_watch_tells_of_it_and_builds_when_the_embargo_ends(tmp_path: Path, theme: Path) -> None:
    held = article(TITLE, embargo=ENDS)
    small = SmallSite(tmp_path / "site", {A: article("A", f"So {TITLE}."), SECRET: held}, theme)
    ahead = tmp_path / "ahead"
    with Watched(small.root, "--now", "2026-06-03 08:59:48", "-o", str(ahead)) as watched:
        watched.hears("is under embargo until 2026-06-03 09:00")
        assert not (ahead / "index.html").exists()
        watched.until((ahead / "index.html").exists)


def test_the_preview_shows_it_to_the_editor(tmp_path: Path, theme: Path) -> None:
    small = SmallSite(tmp_path, {**BASE, A: article("A", f"So {TITLE}.")}, theme)
    live = Live(small, NOON)
    try:
        assert live.engine.edition.problems == ()
        shown = live.shown()
        assert TITLE in str(shown)
    finally:
        live.engine.close()
