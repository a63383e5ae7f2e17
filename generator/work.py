"""Dear steps on all cores: a map over independent items by child processes that are watched.

A child that stays on one item past its budget is killed, and so is one that dies: the item is
reported as Overrun, the rest goes on in a new child.
"""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from generator.steps import Steps, abreast, whole
from generator.workforce import FLOOR, Workforce

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

__all__ = [
    "BATCH",
    "FLOOR",
    "START",
    "Overrun",
    "Task",
    "Workforce",
    "begun",
    "forks",
    "processes",
    "run",
    "set_alarm",
    "start",
]

Item = TypeVar("Item")
Result = TypeVar("Result")
Taken_contra = TypeVar("Taken_contra", contravariant=True)
Given_co = TypeVar("Given_co", covariant=True)

BATCH = 64  # results to a message
ABREAST = 32  # items that take each step one after another
START = 30.0  # seconds that a process may take to start, over its first item's budget
TICK = 0.25  # seconds between looks at a child that says nothing


class Task(Protocol[Taken_contra, Given_co]):
    """What one process does to each of its items; close lets go of what it holds open."""

    def __call__(self, item: Taken_contra, /) -> Steps[Given_co]:
        """The steps to the result of an item."""

    def close(self) -> None:
        """Let go of files."""


class Overrun:
    """What stands in for the result of an item that outlived its budget or killed its process."""


OVERRUN = Overrun()


def run(
    make_task: Callable[[int], Task[Item, Result]],
    items: Sequence[Item],
    workforce: Workforce,
    what: str = "Working",
) -> list[Result | Overrun]:
    """Map items, in order, by the task that make_task(number of its share) gives in each process.

    make_task, items and results travel between processes where the system cannot fork. what is
    said of the work to whoever the workforce tells.
    """
    with begun(make_task, items, workforce, what) as finished:
        return finished()


@contextmanager
def begun(
    make_task: Callable[[int], Task[Item, Result]],
    items: Sequence[Item],
    workforce: Workforce,
    what: str = "Working",
) -> Iterator[Callable[[], list[Result | Overrun]]]:
    """Begin what `run` does, to do something else meanwhile; call what is yielded for the results.

    Without processes all is done at that call.
    """
    if not items or not workforce.jobs:
        yield partial(_done_here, make_task, items)
        return
    crew = _Crew(make_task, items, workforce, what)
    try:
        yield crew.finished
    finally:
        crew.end()


def _done_here(
    make_task: Callable[[int], Task[Item, Result]], items: Sequence[Item]
) -> list[Result | Overrun]:
    if not items:
        return []
    with closing(make_task(0)) as task:
        return [whole(task(item)) for item in items]


class _Crew(Generic[Item, Result]):
    """The processes at work on some items."""

    def __init__(
        self,
        make_task: Callable[[int], Task[Item, Result]],
        items: Sequence[Item],
        workforce: Workforce,
        what: str,
    ) -> None:
        self._make_task, self._workforce = make_task, workforce
        self._what, self._count = what, len(items)
        self._waiting = deque(enumerate(_shares(items, workforce)))
        self._children: list[_Child[Item, Result]] = []
        self._fill()

    def finished(self) -> list[Result | Overrun]:
        """Look after the processes until all is done."""
        results: dict[int, Result | Overrun] = {}
        while self._children:
            self._children = list(_looked_after(self._children, results))
            self._fill()
            self._workforce.tell(self._what, len(results), self._count)
        return [results[number] for number in range(self._count)]

    def _fill(self) -> None:
        """Begin on the next shares, as many as there is room for."""
        while self._waiting and len(self._children) < self._workforce.jobs:
            number, share = self._waiting.popleft()
            child = _Child(self._make_task, number, share, self._workforce.budget)
            self._children.append(child)

    def end(self) -> None:
        """Stop those that are still at work."""
        for child in self._children:
            child.end()


def _shares(items: Sequence[Item], workforce: Workforce) -> list[Sequence[tuple[int, Item]]]:
    """Items with their numbers, dealt to as many processes as are worth it, round by round.

    A process that ends gives back the memory that it came to hold of its own: what it looked at.
    """
    numbered = list(enumerate(items))
    hands = max(1, min(workforce.jobs, len(items) // workforce.floor))
    size = hands * workforce.share
    rounds = (numbered[first : first + size] for first in range(0, len(items), size))
    return [each[first::hands] for each in rounds for first in range(hands)]


def _looked_after(
    crew: "Sequence[_Child[Any, Any]]", results: dict[int, Any]
) -> "Iterator[_Child[Any, Any]]":
    """Take what the children have sent; give those that are not done, or their successors."""
    ready = wait([child.pipe for child in crew], timeout=TICK)
    for child in crew:
        state = child.take(results) if child.pipe in ready else child.state()
        if state == "works":
            yield child
            continue
        child.end()
        if state == "lost" and (successor := child.successor(results)):
            yield successor


class _Child(Generic[Item, Result]):
    """One process at work on its share of the items."""

    def __init__(
        self,
        make_task: Callable[[int], Task[Item, Result]],
        number: int,
        share: Sequence[tuple[int, Item]],
        budget: float,
    ) -> None:
        self._make_task, self._number, self._share, self._budget = make_task, number, share, budget
        context = processes()
        self.pipe, theirs = context.Pipe()
        self._at = context.RawValue("l", -1)
        self._seen = (-1, time.monotonic())
        order = _Order(make_task, number, share, budget)
        has_all = context.get_start_method() == "fork"
        told = (order if has_all else None, theirs, self._at)
        self._process = context.Process(target=_begin, args=told, daemon=True)
        start(self._process)
        theirs.close()
        if not has_all:
            # By the pipe: were it cut short at the start, the interpreter would tell a traceback.
            with suppress(ConnectionError):
                self.pipe.send(order)

    def take(self, results: dict[int, Any]) -> str:
        """Move a message's results over; tell whether the child works on, is done or is lost."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):  # closed, or closed in the middle of a message
            return "lost"
        if isinstance(message, BaseException):
            raise message
        results.update(message or ())
        return "works" if message is not None else "done"

    def state(self) -> str:
        """Whether the child moves on from item to item within the budget."""
        at, now = self._at.value, time.monotonic()
        if at != self._seen[0]:
            self._seen = (at, now)
        budget = self._budget + (START if at < 0 else 0)
        return "lost" if now - self._seen[1] > budget else "works"

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def successor(self, results: dict[int, Any]) -> "_Child[Item, Result] | None":
        """Give up the item that this child was at; a new child for those still to do."""
        at = self._at.value
        results.setdefault(at if at >= 0 else self._share[0][0], OVERRUN)
        left = [each for each in self._share if each[0] not in results]
        return _Child(self._make_task, self._number, left, self._budget) if left else None


def processes() -> "ForkContext | SpawnContext":
    """How to make a process: forked where that is safe, on Linux and before any thread runs."""
    if forks():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def forks() -> bool:
    """Whether a process costs little: it begins with all that is here, and imports nothing."""
    return sys.platform == "linux" and threading.active_count() == 1


def start(process: "BaseProcess") -> None:
    """Start a process that never hears Ctrl-C: its parent does, and ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    if isinstance(process, multiprocessing.context.SpawnProcess):
        resource_tracker.ensure_running()  # it lets signals through again where it starts
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _begin(order: "_Order | None", pipe: Connection, at: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be kept from us
    try:
        _work(order or pipe.recv(), pipe, at)
    except (EOFError, ConnectionError):  # the parent has ended
        os._exit(0)


class _Order(NamedTuple):
    """What a process is to do."""

    make_task: Callable[[int], Task[Any, Any]]
    number: int
    share: Sequence[tuple[int, Any]]
    budget: float


def _work(order: _Order, pipe: Connection, at: Any) -> None:
    try:
        with closing(order.make_task(order.number)) as task:
            done, sent = list[tuple[int, Any]](), time.monotonic()
            for result in _results(task, order, at):
                done.append(result)
                # Pictures are slow: who waits is told of each.
                if len(done) == BATCH or time.monotonic() - sent > TICK:
                    pipe.send(done)
                    done, sent = [], time.monotonic()
        pipe.send(done)
        pipe.send(None)
    except BaseException as error:  # noqa: BLE001 (the parent raises it again)
        pipe.send(_sendable(error))
    finally:
        pipe.close()
        os._exit(0)


def _results(task: Task[Any, Any], order: _Order, at: Any) -> Iterator[tuple[int, Any]]:
    """The results of a share, of which some items at a time are at work."""
    armed = -TICK

    def turn(place: int) -> None:
        nonlocal armed
        at.value, now = place, time.monotonic()
        if now - armed >= TICK:
            set_alarm(order.budget + TICK)
            armed = now

    def begun(items: Sequence[tuple[int, Any]]) -> Iterator[tuple[int, Steps[Any]]]:
        for place, item in items:
            turn(place)
            yield place, task(item)

    for first in range(0, len(order.share), ABREAST):
        yield from abreast(begun(order.share[first : first + ABREAST]), turn)


def set_alarm(budget: float) -> None:
    """End this process if it hangs when no parent is left to do so: it would hold the lock."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 2 * budget)


def _sendable(error: BaseException) -> BaseException:
    """An error that says where it was raised, and that can travel to the parent."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 (an error's own code runs here)
        return RuntimeError(told)
    error.add_note(told)
    return error
