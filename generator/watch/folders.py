"""The folders of a site under watchdog's eyes, as long as the system can watch them."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch

from generator.source import Place
from generator.watch.hints import Hint, hints_below, hints_beside

if sys.platform == "linux":
    from generator.watch.inotify import SoundObserver as Observer
else:
    from watchdog.observers import Observer

# Not those of reading: a build would wake itself.
_HEARD: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
Reading = Callable[[str, FileSystemEvent], Iterator[Hint]]


class Folders:
    """Folders whose events are told as hints, from a thread that is not the caller's.

    Where the system cannot watch them all, is_watched is no longer true and nothing is told.
    """

    def __init__(self, root: Path, places: Iterable[Place], tell: Callable[[Hint], None]) -> None:
        deep = [_Folder(p.folder, partial(hints_below, p), tell) for p in places]
        beside = partial(hints_beside, frozenset(each.path for each in deep))
        # The root comes last: watchdog is silent where a folder below another finds no watch
        # left, and then there is none left for the root either.
        self._folders = [*deep, _Folder(root, beside, tell, is_deep=False)]
        self._observer: BaseObserver | None = None
        with suppress(OSError):
            self._observer = _started()
        self.renew()

    @property
    def is_watched(self) -> bool:
        """Whether all folders that were there at the last `renew` are watched."""
        return self._observer is not None

    def renew(self) -> None:
        """Watch also what has appeared, or was made anew, since the last time."""
        if self._observer is None:
            return
        try:
            for folder in self._folders:
                folder.renew(self._observer)
        except OSError:
            self.close()

    def close(self) -> None:
        """Stop the threads."""
        if self._observer:
            self._observer.stop()
            self._observer.join()
        self._observer = None


class _Folder(FileSystemEventHandler):
    """One folder, watched anew when it is another one than before."""

    def __init__(
        self, path: Path, read: Reading, tell: Callable[[Hint], None], *, is_deep: bool = True
    ) -> None:
        self.path = path
        self._read, self._tell, self._is_deep = read, tell, is_deep
        self._real = ""
        self._identity: tuple[int, int] | None = None
        self._watch: ObservedWatch | None = None

    def renew(self, observer: BaseObserver) -> None:
        """See that the folder which is there now is watched. Raises OSError: none can be."""
        identity = _identity(self.path)
        if identity == self._identity:
            return
        if self._watch:
            observer.unschedule(self._watch)
            self._watch = None
        self._identity = None
        if identity:
            self._schedule(observer, identity)

    def _schedule(self, observer: BaseObserver, identity: tuple[int, int]) -> None:
        self._real = str(self.path.resolve())
        with suppress(FileNotFoundError):  # gone again: the next time
            self._watch = observer.schedule(
                self, self._real, recursive=self._is_deep, event_filter=_HEARD
            )
            self._identity = identity

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell what an event hints at; a folder that is gone itself is to be watched anew."""
        if event.event_type == "deleted" and event.src_path == self._real:
            self._identity = None
        for hint in self._read(self._real, event):
            self._tell(hint)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _started() -> BaseObserver:
    """A running observer. Raises OSError where the system has none left."""
    observer: BaseObserver = Observer()
    observer.start()
    return observer
