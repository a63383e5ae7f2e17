"""`wow build --watch`: build at every change, and when the site is due to change by itself."""

import dataclasses
import gc
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

import click
from msgspec.structs import replace

from generator.build import Options, build
from generator.cli.telling import told
from generator.errors import Leak, Locked, Problem, Refused, SiteError
from generator.report import Report
from generator.source import File, find_site, is_readable, survey, unreadable
from generator.watch import Lookout

SLICE = 30.0  # seconds of one wait at most: clocks are set, and machines sleep
_AGAIN = 1.0  # the same where a file could not be read
_PATIENCE = timedelta(seconds=0.5)  # between tries while another build holds the lock


class Keeper:
    """Keeps an output folder as its site is, by a clock. show is given each build's report."""

    def __init__(
        self,
        root: Path,
        options: Options,
        *,
        clock: Callable[[], datetime],
        show: Callable[[Report], None],
    ) -> None:
        # An index takes longer than a save may: a build without a watch makes it again.
        self._root, self._options = root, dataclasses.replace(options, indexes=False)
        self._clock, self._show = clock, show
        self._is_waiting = False
        self._warned: tuple[Problem, ...] = ()
        self._unread: Sequence[File] = ()

    def keep(self) -> NoReturn:
        """Build again and again. Raises SiteError: there is no site."""
        find_site(self._root)
        seen = survey(self._root, self._options.theme)
        with Lookout(self._root, self._options.theme, seen, _say) as lookout:
            while True:
                due = self._build(lookout)
                gc.collect()  # nobody looks for garbage while a site is made
                self._wait(lookout, due)

    def _build(self, lookout: Lookout) -> datetime | None:
        """Build now; when to build again if nothing changes."""
        now, self._unread = self._clock(), ()
        try:
            report = build(self._root, now, self._options, lookout.seen)
        except Locked:
            if not self._is_waiting:
                _say("Another build of this site is running. Waiting until it is done.")
            self._is_waiting = True
            return now + _PATIENCE
        except (SiteError, Refused, OSError) as error:
            if told(error) is None:
                raise
            if isinstance(error, SiteError):
                self._unread = unreadable(error.problems, lookout.seen.files)
            return error.until if isinstance(error, Leak) else None
        self._is_waiting = False
        if report.ledger:
            lookout.take(report.ledger)
        is_news = report.warnings != self._warned
        self._warned = report.warnings
        self._show(report if is_news else replace(report, warnings=()))
        return report.next_change

    def _wait(self, lookout: Lookout, due: datetime | None) -> None:
        """Wait for a change, or until a moment by the clock, whatever happens to the clock; or
        until what could not be read can be.
        """
        while not lookout.wait(self._left(due)):
            if (due and self._clock() >= due) or any(map(is_readable, self._unread)):
                return

    def _left(self, due: datetime | None) -> float:
        pause = _AGAIN if self._unread else SLICE
        if due is None:
            return pause
        return min(max((due - self._clock()).total_seconds(), 0), pause)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
