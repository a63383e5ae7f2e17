"""The watch itself: hints are heard, files are looked at, and what differs is told."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Self

from generator.errors import Problem
from generator.source import File, Survey, file_at, places, survey
from generator.watch.agenda import AFTERWARDS, Agenda
from generator.watch.folders import Folders
from generator.watch.hints import Hint, Kind
from generator.watch.update import Update

STILL = 0.003  # seconds for which a file's stat must not change
UNSEEN_STILL = 0.1  # the same where no events tell that somebody writes it
FEW = 8  # finished saves that are told without a look at everything
# Seconds after which a file that was begun, or written, and never closed is taken as it is.
UNFINISHED = {Kind.BEGUN: 0.3, Kind.WRITING: 2.0}
_LIMIT = (
    "The system's limit of watched folders is reached: every file is looked at about once a "
    "second instead, and what you save is seen a little later.\n"
    "  On Linux, raise fs.inotify.max_user_watches or max_user_instances to mend this."
)


class Watch:
    """What changes in the folders of the site in root and of its theme, one `Update` after another.

    seen is the survey that the caller has acted on: all that differs from it is told.
    say is given a sentence for a person. Close it at the end, or use it with `with`.
    """

    def __init__(self, root: Path, theme: Path, seen: Survey, say: Callable[[str], None]) -> None:
        self._root, self._theme, self._say = root, theme, say
        self._known = {file.path: file for file in seen.files}
        self._problems = self._suspected = seen.problems
        self._unfinished: dict[str, float] = {}
        self._hints: SimpleQueue[Hint | None] = SimpleQueue()
        self._agenda = Agenda(time.monotonic())
        self._folders = Folders(root, places(root, theme), self._hints.put)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the threads that hear events."""
        self._folders.close()

    def wake(self) -> None:
        """Let `next` return None at once; from any thread, or from a signal's handler."""
        self._hints.put(None)

    def next(self, until: float | None = None) -> Update | None:
        """Wait for a change; None when `until` seconds have passed, or at `wake`."""
        end = None if until is None else time.monotonic() + until
        while True:
            heard = list(self._heard(end))
            is_over = None in heard or (end is not None and time.monotonic() >= end)
            hints = [hint for hint in heard if hint]
            for hint in hints:
                self._note(hint)
            update = self._told(hints)
            if update and None in heard:
                self.wake()
            if update or is_over:
                return update

    def _heard(self, end: float | None) -> Iterator[Hint | None]:
        """The hints that are there, once the first has come or it is time to look."""
        until = self._agenda.due if end is None else min(self._agenda.due, end)
        try:
            yield self._hints.get(timeout=max(until - time.monotonic(), 0))
            while True:
                yield self._hints.get_nowait()
        except Empty:
            return

    def _told(self, hints: Iterable[Hint]) -> Update | None:
        """What finished saves have changed, else what a look finds if one is due."""
        saved = [hint for hint in hints if hint.kind is Kind.SAVED]
        if update := self._glance(saved):
            return update
        return self._look() if time.monotonic() >= self._agenda.due else None

    def _note(self, hint: Hint) -> None:
        """Note when the next look is due, now that something has happened."""
        now = time.monotonic()
        if hint.kind in UNFINISHED:
            self._unfinished[hint.path] = now + UNFINISHED[hint.kind]
            self._agenda.expect(self._unfinished[hint.path])
        elif hint.kind is Kind.SAVED:
            self._unfinished.pop(hint.path, None)
            self._agenda.expect(now + AFTERWARDS)
        else:
            self._agenda.hear(now)

    def _glance(self, saved: Sequence[Hint]) -> Update | None:
        """Look at a few saved files alone, and at those from whose place they were moved."""
        known = self._known
        places = {hint.was: known[hint.was].location for hint in saved if hint.was in known}
        places |= {hint.path: hint.location for hint in saved}
        found = _files_at(places) if len(saved) <= FEW else {}
        changes = {path: file for path, file in found.items() if file != known.get(path)}
        is_whole = len(found) == len(places) and all(self._is_saved_now(h, found) for h in saved)
        if not is_whole or (changes and not _is_still(found, places)):
            self._agenda.hear(time.monotonic())
            return None
        return self._update(changes)

    def _is_saved_now(self, hint: Hint, found: Mapping[str, File | None]) -> bool:
        """Whether a saved file is there; or was never known, such as one that was moved on."""
        return bool(found[hint.path]) or hint.path not in self._known

    def _look(self) -> Update | None:
        """Look at every file; what is still being written is left for later."""
        self._renew()
        before = time.thread_time()
        seen = survey(self._root, self._theme)
        changes = self._differing(seen)
        now = time.monotonic()
        self._agenda.has_looked(now, time.thread_time() - before, has_found=bool(changes))
        if seen.problems != self._suspected:
            self._suspected = seen.problems
            self._agenda.hear(now)
            return None
        return self._update(self._whole(changes, now), seen.problems)

    def _renew(self) -> None:
        self._folders.renew()
        if not (self._folders.is_watched or self._agenda.is_hurried):
            self._agenda.is_hurried = True
            self._say(_LIMIT)

    def _differing(self, seen: Survey) -> dict[str, File | None]:
        known, found = self._known, {file.path: file for file in seen.files}
        gone: dict[str, File | None] = dict.fromkeys(known.keys() - found.keys())
        return gone | {path: file for path, file in found.items() if file != known.get(path)}

    def _whole(self, changes: Mapping[str, File | None], now: float) -> dict[str, File | None]:
        """The changes whose files nobody is writing: closed, and standing still."""
        self._unfinished = {p: when for p, when in self._unfinished.items() if when > now}
        for path in changes.keys() & self._unfinished.keys():
            self._agenda.expect(self._unfinished[path])
        closed = {p: file for p, file in changes.items() if p not in self._unfinished}
        if closed:
            time.sleep(UNSEEN_STILL if self._agenda.is_hurried else STILL)
        whole = {path: file for path, file in closed.items() if self._stands(path, file)}
        if len(whole) < len(closed):
            self._agenda.hear(time.monotonic())
        return whole

    def _stands(self, path: str, file: File | None) -> bool:
        """Whether a file is as a look found it; one that is gone may go by another name now."""
        if file:
            return file_at(path, file.location) == file
        known = self._known[path]
        return file_at(path, known.location) in (None, known)

    def _update(
        self, changes: Mapping[str, File | None], problems: tuple[Problem, ...] | None = None
    ) -> Update | None:
        """Know what has changed, and tell it if it is anything."""
        for path, file in changes.items():
            if file:
                self._known[path] = file
            else:
                del self._known[path]
        before, self._problems = self._problems, self._problems if problems is None else problems
        return Update(changes, self._problems) if changes or before != self._problems else None


def _files_at(places: Mapping[str, str]) -> dict[str, File | None]:
    return {path: file_at(path, location) for path, location in places.items()}


def _is_still(found: Mapping[str, File | None], places: Mapping[str, str]) -> bool:
    """Whether files are a little later as they were found."""
    time.sleep(STILL)
    return _files_at(places) == found
