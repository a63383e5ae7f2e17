"""The map over processes: in order, watched, and none left behind."""

import ctypes
import faulthandler
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.steps import Steps, taken
from generator.work import ABREAST, BATCH, FLOOR, TICK, Overrun, Workforce, begun, run
from tests.sites import PROJECT

Act = Callable[[int], int | str]


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork whatever threads other tests have left running, as a command does that has none."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


class _Task:
    """Does what it is given; leaves a mark in a folder when it is closed."""

    def __init__(self, act: Act, folder: Path, number: int) -> None:
        self._act, self._mark = act, folder / f"{number}-{os.getpid()}"

    def __call__(self, item: int) -> Steps[int | str]:
        return taken(self._act(item))

    def close(self) -> None:
        self._mark.write_bytes(b"")


class _Unsendable(Exception):
    """An error that cannot be made again from what was pickled of it."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def _doubled(item: int) -> int:
    return 2 * item


def _process(item: int) -> int:
    return os.getpid()


def _at(place: int, act: Act) -> Act:
    return lambda item: act(item) if item == place else 2 * item


def _sleep(item: int) -> int:
    time.sleep(60)
    return item


def _spin(item: int) -> int:
    while True:
        item += 1


def _exit(item: int) -> int:
    os._exit(3)


def _crash(item: int) -> int:
    faulthandler.disable()
    return ctypes.string_at(0)[0]


def _fail(item: int) -> int:
    raise ValueError(f"item {item}")


def _fail_unsendably(item: int) -> int:
    raise _Unsendable("one", "other")


def _mapped(act: Act, folder: Path, count: int, workforce: Workforce) -> list[int | str | None]:
    results = run(partial(_Task, act, folder), range(count), workforce)
    return [None if isinstance(each, Overrun) else each for each in results]


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, FLOOR, 3 * FLOOR, BATCH, BATCH + 1, 3 * BATCH + 5])
def test_results_come_in_order(tmp_path: Path, jobs: int, count: int) -> None:
    assert _mapped(_doubled, tmp_path, count, Workforce(jobs)) == [2 * n for n in range(count)]


@pytest.mark.parametrize(
    ("jobs", "count", "processes"),
    [(1, 100, 1), (2, 2 * FLOOR - 1, 1), (2, 2 * FLOOR, 2), (3, 500, 3)],
)
def test_a_process_is_begun_only_where_it_is_worth_it(
    tmp_path: Path, jobs: int, count: int, processes: int
) -> None:
    found = set(_mapped(_process, tmp_path, count, Workforce(jobs)))
    assert len(found) == processes
    assert os.getpid() not in found


@pytest.mark.parametrize(("jobs", "count", "processes"), [(1, 100, 3), (2, 100, 4), (2, 80, 2)])
def test_a_process_takes_no_more_than_its_share(
    jobs: int, count: int, processes: int, tmp_path: Path
) -> None:
    hands = Workforce(jobs, share=40)
    found = _mapped(_process, tmp_path, count, hands)
    assert len(set(found)) == processes
    assert max(found.count(process) for process in found) <= 40
    assert len(list(tmp_path.iterdir())) == processes
    assert _mapped(_doubled, tmp_path, count, hands) == [2 * n for n in range(count)]


def test_without_jobs_all_is_done_here(tmp_path: Path) -> None:
    assert set(_mapped(_process, tmp_path, 99, Workforce(0))) == {os.getpid()}


def test_every_task_is_closed(tmp_path: Path) -> None:
    _mapped(_doubled, tmp_path, 3 * FLOOR, Workforce(3))
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == ["0", "1", "2"]


@pytest.mark.parametrize("act", [_sleep, _spin, _exit, _crash])
@pytest.mark.parametrize("place", [0, BATCH + 1, 2 * BATCH], ids=["first", "inner", "last"])
def test_one_item_that_hangs_or_kills_its_process_is_given_up_alone(
    tmp_path: Path, act: Act, place: int
) -> None:
    count = 2 * BATCH + 1
    started = time.monotonic()
    found = _mapped(_at(place, act), tmp_path, count, Workforce(2, budget=2))
    assert found == [None if n == place else 2 * n for n in range(count)]
    assert time.monotonic() - started < 20


def test_every_item_that_kills_its_process_is_given_up(tmp_path: Path) -> None:
    assert _mapped(_exit, tmp_path, 5, Workforce(1)) == [None] * 5


class _Pausing(_Task):
    """Does what it is given at a step of its own."""

    def __call__(self, item: int) -> Steps[int | str]:
        yield
        return self._act(item)


@pytest.mark.parametrize("jobs", [0, 1, 2])
@pytest.mark.parametrize("count", [1, ABREAST - 1, ABREAST, 5 * ABREAST + 1])
def test_results_of_steps_come_in_order(tmp_path: Path, jobs: int, count: int) -> None:
    results = run(partial(_Pausing, _doubled, tmp_path), range(count), Workforce(jobs))
    assert results == [2 * n for n in range(count)]


@pytest.mark.parametrize("act", [_spin, _exit])
@pytest.mark.parametrize("place", [0, ABREAST + 1])
def test_of_items_abreast_the_one_that_hangs_is_given_up(
    tmp_path: Path, act: Act, place: int
) -> None:
    count, task = 2 * ABREAST, partial(_Pausing, _at(place, act), tmp_path)
    found = run(task, range(count), Workforce(1, budget=2))
    assert [n for n, each in enumerate(found) if isinstance(each, Overrun)] == [place]
    assert all(each == 2 * n for n, each in enumerate(found) if n != place)


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_an_error_in_a_task_is_raised_in_the_parent(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(ValueError, match="item 70"):
        _mapped(_at(70, _fail), tmp_path, 99, Workforce(jobs))


def test_an_error_says_where_it_was_raised(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="item 7") as caught:
        _mapped(_at(7, _fail), tmp_path, 9, Workforce(1))
    assert "in _fail" in caught.value.__notes__[0]


def test_an_error_that_cannot_travel_is_told_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="_Unsendable: one other"):
        _mapped(_at(7, _fail_unsendably), tmp_path, 9, Workforce(1))


def test_no_process_is_left_after_an_error(tmp_path: Path) -> None:
    def act(item: int) -> int:
        return _sleep(item) if item else _fail(item)

    with pytest.raises(ValueError, match="item 0"):
        _mapped(act, tmp_path, 2 * FLOOR, Workforce(2))
    assert multiprocessing.active_children() == []


_SPAWNING = """
import sys, threading
from functools import partial
from pathlib import Path
from generator.work import Workforce, run
from tests import test_work

if __name__ == "__main__":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    act, count, budget = getattr(test_work, sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    task = partial(test_work._Task, act, Path(sys.argv[1]))
    try:
        results = run(task, range(count), Workforce(2, budget))
        print([each if isinstance(each, int) else None for each in results])
    except ValueError as error:
        print(error)
"""


def _spawned(folder: Path, act: str, count: int, budget: float = 10.0) -> str:
    script = folder / "script.py"
    script.write_text(_SPAWNING)
    arguments = [sys.executable, str(script), str(folder), act, str(count), str(budget)]
    paths = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(arguments, env=paths, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_with_a_thread_alive_processes_are_spawned(tmp_path: Path) -> None:
    assert _spawned(tmp_path, "_doubled", 60) == str([2 * n for n in range(60)])


def test_an_error_is_raised_from_a_spawned_process_too(tmp_path: Path) -> None:
    assert _spawned(tmp_path, "_fail", 1) == "item 0"


def test_a_spawned_process_that_dies_is_given_up(tmp_path: Path) -> None:
    assert _spawned(tmp_path, "_exit", 2) == "[None, None]"


_ORPHANS = """
import os, sys, time
from functools import partial
from pathlib import Path
from generator.work import Workforce, run
from tests import test_work

def hang(item):
    print(os.getpid(), flush=True)
    while True:
        pass

run(partial(test_work._Task, hang, Path(sys.argv[1])), [0], Workforce(1, budget=1.0))
"""


def test_a_process_that_hangs_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _ORPHANS, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert parent.stdout
    with parent.stdout as said:
        child = int(said.readline())
        parent.kill()
        parent.wait()
        # The end of the stream: the child, which has it too, is gone.
        assert said.read() == b""
    with pytest.raises(ProcessLookupError):
        _wait_for(child)


def _wait_for(process: int) -> None:
    """Look for a process until it is gone. Raises ProcessLookupError then."""
    for _ in range(50):
        os.kill(process, 0)
        time.sleep(0.1)


def _pause(item: int) -> int:
    time.sleep(2 * TICK)
    return item


def test_slow_items_are_told_one_by_one(tmp_path: Path) -> None:
    told: list[int] = []
    hands = Workforce(1, tell=lambda _what, done, _of: told.append(done))
    assert run(partial(_Task, _pause, tmp_path), [1, 2, 3], hands) == [1, 2, 3]
    assert {1, 2, 3} <= set(told)


def test_of_dear_items_few_are_worth_a_second_process(tmp_path: Path) -> None:
    assert len(set(_mapped(_process, tmp_path, 4, Workforce(2, floor=2)))) == 2


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_what_is_begun_is_finished_when_it_is_asked_for(tmp_path: Path, jobs: int) -> None:
    items = range(3 * FLOOR)
    with begun(partial(_Task, _doubled, tmp_path), items, Workforce(jobs)) as finished:
        assert finished() == [2 * item for item in items]


def test_what_is_begun_goes_on_meanwhile(tmp_path: Path) -> None:
    with begun(partial(_Task, _doubled, tmp_path), [1], Workforce(1)) as finished:
        while not list(tmp_path.iterdir()):
            time.sleep(0.01)
        assert finished() == [2]


def test_what_is_begun_and_not_asked_for_is_ended(tmp_path: Path) -> None:
    with begun(partial(_Task, _sleep, tmp_path), [1], Workforce(1)):
        pass
    assert multiprocessing.active_children() == []
