"""`wow build --watch`: whatever is saved is built, and nothing that is held back."""

import os
import random
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.cache import open_cache
from generator.cli import run
from tests.sites import SmallSite, article, files_in, write_files
from tests.watch.commands import Watched, edit, same_as_clean, small_site

A = "2026/05/a/index.html"
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def small(tmp_path: Path) -> SmallSite:
    """A small site, never built."""
    return small_site(tmp_path / "site")


@pytest.fixture
def watched(small: SmallSite) -> Iterator[Watched]:
    """The command at work on the site, after its first build."""
    with Watched(small.root) as watched:
        watched.builds(1)
        yield watched


def test_an_edit_is_built_with_one_line(small: SmallSite, watched: Watched) -> None:
    small.write({"content/a.md": article("A", "Other words.")})
    watched.until(lambda: "Other words." in small.page(A))
    watched.builds(2)
    assert [line.startswith(f"{small.root}/output: ") for line in watched.said] == [True, True]
    small.remove("content/a.md")
    watched.until(lambda: "GoneView(" in small.page(A))


def test_a_mistake_is_told_and_leaves_the_output(small: SmallSite, watched: Watched) -> None:
    before = files_in(small.root / "output")
    small.write({"content/b.md": article("B", drfat="true")})
    watched.hears('unknown key "drfat"')
    assert files_in(small.root / "output") == before
    small.write({"content/b.md": article("B", "Mended.")})
    watched.until(lambda: "Mended." in small.page("2026/05/b/index.html"))


def test_what_could_not_be_read_is_built_once_it_can_be(small: SmallSite, watched: Watched) -> None:
    file = small.root / "content/b.md"
    small.write({"content/b.md": article("B", "Unread.")})
    watched.builds(2)
    file.chmod(0)
    os.utime(file)
    watched.hears("content/b.md: this cannot be read")
    file.chmod(0o644)
    watched.builds(3)
    small.write({"content/b.md": article("B", "Read.")})
    watched.until(lambda: "Read." in small.page("2026/05/b/index.html"))


def test_the_same_warnings_are_told_once(small: SmallSite, watched: Watched) -> None:
    small.write({"content/b.md": article("B", "See [it](gone.md).")})
    watched.hears("WOW201")
    watched.builds(2)
    small.write({"content/a.md": article("A", "Other words.")})
    watched.builds(3)
    assert "".join(watched.said).count("WOW201") == 1


def test_settings_theme_and_content_may_go_and_come(small: SmallSite, watched: Watched) -> None:
    saved = {path: small.root / path for path in ("content", "templates")}
    for path, folder in saved.items():
        folder.rename(small.root.parent / path)
    watched.hears("content: there is no such folder here")
    for path, folder in saved.items():
        (small.root.parent / path).rename(folder)
    small.write({"content/a.md": article("A", "Back again.")})
    watched.until(lambda: "Back again." in small.page(A))


def test_what_is_held_back_is_never_written(small: SmallSite, watched: Watched) -> None:
    small.write({"content/draft.md": article("Hidden draft", "Secret.", draft="true")})
    small.write({"content/a.md": article("A", "Other words.")})
    watched.until(lambda: "Other words." in small.page(A))
    watched.interrupt()  # so that no file goes while all are read
    held = (b"Hidden draft", b"Withheld", b"Secret.")
    assert not [p for p, text in files_in(small.root / "output").items() for h in held if h in text]


def test_an_embargo_ends_while_it_watches(small: SmallSite, tmp_path: Path) -> None:
    ends = datetime(2026, 6, 1, 9, tzinfo=ZONE)
    small.write({"content/a.md": article("A", embargo="2026-06-01 09:00")})
    start = (ends - timedelta(seconds=12)).isoformat()
    page = tmp_path / "ahead" / A
    with Watched(small.root, "--now", start, "-o", str(tmp_path / "ahead")) as watched:
        watched.builds(1)
        assert "next article due 2026-06-01 09:00" in watched.said[-1]
        assert not page.exists()
        watched.until(page.exists)


def test_control_c_ends_it_without_a_traceback(watched: Watched) -> None:
    assert watched.interrupt() == 130
    assert watched.said[-1].strip() == "Interrupted."
    assert "Traceback" not in "".join(watched.said)


def test_nothing_is_left_running_when_it_is_killed(watched: Watched) -> None:
    (child,) = watched.processes()[1:]
    watched.process.send_signal(signal.SIGKILL)
    for _ in range(300):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process is there, and not only waits to be forgotten."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_half_written_article_is_not_built(small: SmallSite, watched: Watched) -> None:
    with (small.root / "content/new.md").open("w") as file:
        file.write("---\ntitle: New\ndate: 2026-")
        file.flush()
        small.write({"content/a.md": article("A", "Other words.")})
        watched.until(lambda: "Other words." in small.page(A))
        file.write("05-25\n---\nWhole.\n")
    watched.until((small.root / "output/2026/05/new/index.html").exists)
    assert "content/new.md" not in "".join(watched.said)


def test_it_ends_when_it_can_watch_no_longer(watched: Watched) -> None:
    (child,) = watched.processes()[1:]
    os.kill(child, signal.SIGKILL)
    assert watched.ended() == 5
    assert "the process that watches files has ended" in "".join(watched.said)


def test_it_waits_for_another_build_and_says_so_once(small: SmallSite, watched: Watched) -> None:
    with open_cache(small.root):
        small.write({"content/a.md": article("A", "Other words.")})
        watched.hears("Another build of this site is running.")
        time.sleep(1.5)
    watched.until(lambda: "Other words." in small.page(A))
    assert "".join(watched.said).count("Another build") == 1


def test_it_is_idle_when_nothing_changes(small: SmallSite, watched: Watched) -> None:
    time.sleep(1.5)  # a last look at what the first build may have missed
    before, began, said = watched.cpu(), time.monotonic(), list(watched.said)
    time.sleep(6)
    assert watched.cpu() - before < 0.01 * (time.monotonic() - began) + 0.02  # clock ticks
    assert watched.said == said


def test_a_site_that_is_none_is_told_at_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(tmp_path), "build", "--watch"]) == 1
    assert "content: there is no such folder here" in capfd.readouterr().err


def test_a_dry_run_that_watches_is_usage(
    small: SmallSite, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(small.root), "build", "--watch", "--dry-run"]) == 2
    assert "choose one" in capfd.readouterr().err


@pytest.mark.parametrize(
    "points", [3, pytest.param(50, marks=pytest.mark.soak)], ids=["sample", "soak"]
)
def test_a_killed_watch_is_healed_by_the_next(small: SmallSite, points: int) -> None:
    chance = random.Random(points)
    for number in range(points):
        with Watched(small.root) as watched:
            if chance.random() < 0.7:
                watched.builds(1)
            edit(small, chance, number)
            time.sleep(chance.random() * 0.6)
    small.write({"content/a.md": article("A", "After all.")})
    with Watched(small.root) as watched:
        watched.builds(1)
        watched.until(lambda: "After all." in small.page(A))
    assert same_as_clean(small, small.root.parent / "clean")


@pytest.mark.parametrize(
    ("edits", "between"),
    [(12, 6), pytest.param(2000, 100, marks=pytest.mark.soak)],
    ids=["sample", "soak"],
)
def test_after_many_edits_the_output_is_that_of_a_clean_build(
    small: SmallSite, watched: Watched, edits: int, between: int
) -> None:
    chance, memory = random.Random(edits), []
    for number in range(1, edits + 1):
        edit(small, chance, number)
        time.sleep(chance.choice([0, 0, 0.05, 0.3]))
        if number % between == 0:
            _settle(small, watched, number)
            assert same_as_clean(small, small.root.parent / f"clean-{number}")
            memory.append(watched.memory())
    assert max(memory) < 1.25 * memory[0] + 4096


def _settle(small: SmallSite, watched: Watched, number: int) -> None:
    """Wait until the last edit, and all before it, are built: a build warns once it is done."""
    for missing in (f"after-{number}.md", f"later-{number}.md"):
        write_files(small.root, {"content/last.md": article("Last", f"[After it]({missing})")})
        watched.hears(missing)
