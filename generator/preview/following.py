"""Keeps the preview true: files that change, moments that pass, moments that are asked for."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from generator.preview.edition import Edition
from generator.source import Survey

if TYPE_CHECKING:
    from generator.watch import Update

_FIRST = 0.2  # seconds in which whoever waits for the first page has the processor alone
_QUIET = 0.1  # seconds without a change before the checks are made
_AGAIN = 1.0  # seconds between tries to read what could not be read
# A machine may sleep, and its clock be set: the wall clock is asked again this often.
_SLICE = 30.0


class Follows(Protocol):
    """What follows the files: the preview's engine."""

    @property
    def edition(self) -> Edition:
        """What is shown now."""

    @property
    def is_unchecked(self) -> bool:
        """Whether nobody has told yet what the checks say of the edition."""

    def start(self) -> Survey:
        """Read the site; the files that it was read from."""

    def warm(self) -> None:
        """Get ready for the first edit."""

    def check(self) -> None:
        """Tell what the checks say."""

    def apply(self, update: "Update") -> None:
        """Follow what changed on disk."""

    def refresh(self) -> None:
        """Follow time that has passed."""

    @property
    def lacks_files(self) -> bool:
        """Whether files that are there could not be read."""

    def try_again(self) -> None:
        """Read what could not be read, where it can be now."""

    def look_at(self, moment: datetime | None) -> None:
        """Show the site as of a moment; None: now."""


class Watches(AbstractContextManager["Watches"], Protocol):
    """What tells of changes on disk: a watch."""

    def next(self, until: float | None = None) -> "Update | None":
        """The next change; None where time is up, or somebody wakes it."""

    def wake(self) -> None:
        """Let `next` return at once."""


class Following:
    """Follows a site from a thread of its own, which run is for."""

    def __init__(
        self,
        engine: Follows,
        watching: Callable[[Survey], Watches],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine, self._watching, self._clock = engine, watching, clock
        self._asked = SimpleQueue[tuple[datetime | None, Future[None]]]()
        self._watch: Watches | None = None
        self._is_over = threading.Event()
        self._met: datetime | None = None

    def run(self) -> None:
        """Read the site, and follow it to the end."""
        seen = self._engine.start()
        self._is_over.wait(_FIRST)
        with self._watching(seen) as watch:
            self._watch = watch
            self._engine.warm()
            while not self._is_over.is_set():
                self._look()
                self._step(watch)

    def ask(self, moment: datetime | None) -> Future[None]:
        """Ask to see the site as of a moment, from any thread; done once it is shown so."""
        done = Future[None]()
        self._asked.put((moment, done))
        self._wake()
        return done

    @property
    def is_over(self) -> bool:
        """Whether run has been told to come to its end."""
        return self._is_over.is_set()

    def end(self) -> None:
        """Let run come to its end, from any thread."""
        self._is_over.set()
        self._wake()

    def _wake(self) -> None:
        if self._watch:
            self._watch.wake()

    def _look(self) -> None:
        while not self._asked.empty():
            moment, done = self._asked.get()
            self._engine.look_at(moment)
            done.set_result(None)

    def _step(self, watch: Watches) -> None:
        due, is_unchecked = self._due(), self._engine.is_unchecked
        pause = _QUIET if is_unchecked else _AGAIN if self._engine.lacks_files else _SLICE
        update = watch.next(min(self._seconds_to(due), pause))
        if update:
            self._engine.apply(update)
        elif is_unchecked:
            self._engine.check()
        elif due and due <= self._clock():
            # A site with problems stays as it is, and due: once is enough.
            self._met = due
            self._engine.refresh()
        else:
            self._engine.try_again()

    def _due(self) -> datetime | None:
        """When the site next changes by itself; never, where it is shown as of a moment."""
        edition = self._engine.edition
        if edition.site is None or edition.moment or edition.site.next_change == self._met:
            return None
        return edition.site.next_change

    def _seconds_to(self, due: datetime | None) -> float:
        if due is None:
            return _SLICE
        return min(max((due - self._clock()).total_seconds(), 0.0), _SLICE)
