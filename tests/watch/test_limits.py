"""Where the system can watch no more files, they are looked at; and how often that is."""

import ctypes
import errno
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers import inotify_c

from generator.watch.agenda import AFTERWARDS, FLOOR, HURRIED_FLOOR, QUIET, RESTLESS, SHARE, Agenda
from tests.sites import PROJECT, write_files
from tests.watch.follower import Follower

A = "content/a.md"


@contextmanager
def _no_file_can_be_opened() -> Iterator[None]:
    free = os.dup(0)
    os.close(free)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has three watches and no more."""
    left = iter(range(3))
    add = inotify_c.inotify_add_watch

    def limited_add(descriptor: int, path: bytes, mask: int) -> object:
        if next(left, None) is None:
            ctypes.set_errno(errno.ENOSPC)
            return -1
        return add(descriptor, path, mask)

    monkeypatch.setattr(inotify_c, "inotify_add_watch", limited_add)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _follows(follower: Follower) -> None:
    follower.quiet()
    for text in ("second", "third"):
        write_files(follower.root, {A: text})
        follower.settle()
    (follower.root / A).unlink()
    follower.settle()
    (said,) = follower.said
    assert said.startswith("The system's limit of watched folders is reached")


def test_without_any_events_every_change_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"site/content/later.md": ""})
    with _no_file_can_be_opened():
        follower = Follower(tmp_path, begin=False)
    with follower:
        _follows(follower)


def test_with_some_folders_watched_every_change_is_told(tmp_path: Path, limited: None) -> None:
    with Follower(tmp_path) as follower:
        _follows(follower)


def test_a_watch_leaves_no_thread_and_no_file_open(tmp_path: Path) -> None:
    threads, files = threading.active_count(), _open_files()
    for _ in range(3):
        with Follower(tmp_path) as follower:
            follower.quiet()
    assert threading.active_count() == threads
    assert _open_files() == files


# In a process of its own: other tests leave threads behind that cost something.
_IDLE = """
import sys, time
from pathlib import Path
from tests.watch.follower import Follower

with Follower(Path(sys.argv[1])) as follower:
    follower.quiet()
    before, began = time.process_time(), time.monotonic()
    assert follower.take(8) is None
    print((time.process_time() - before) / (time.monotonic() - began))
"""


def test_an_idle_watch_costs_next_to_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {f"site/content/{n % 20}/{n}.md": "" for n in range(1000)})
    words = [sys.executable, "-c", _IDLE, str(tmp_path)]
    share = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert float(share) < 0.01


def test_a_look_is_due_when_it_is_quiet_or_has_gone_on_for_long() -> None:
    agenda = Agenda(0)
    agenda.has_looked(1, 0.01, has_found=False)
    assert agenda.due == 1 + FLOOR
    agenda.hear(2)
    assert agenda.due == 2 + QUIET
    agenda.hear(2.01)
    assert agenda.due == 2.01 + QUIET
    agenda.hear(2.5)
    assert agenda.due == 2 + RESTLESS


def test_idle_looks_are_as_far_apart_as_they_are_dear() -> None:
    agenda = Agenda(0)
    agenda.has_looked(1, 1.0, has_found=False)
    assert agenda.due == 1 + SHARE


def test_a_change_that_no_event_told_makes_looks_more_frequent() -> None:
    agenda = Agenda(0)
    agenda.has_looked(1, 0, has_found=False)
    agenda.has_looked(2, 0, has_found=True)
    assert agenda.due == 2 + AFTERWARDS
    agenda.has_looked(3, 0, has_found=False)
    assert agenda.due == 3 + HURRIED_FLOOR
    agenda.has_looked(100, 0, has_found=False)
    assert agenda.due == 100 + FLOOR
