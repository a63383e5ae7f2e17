"""watchdog's inotify, with what in it keeps an editor waiting or stops its threads mended."""

import logging
import os
import warnings
from contextlib import suppress

from watchdog.observers.inotify import InotifyFullEmitter, InotifyObserver, InotifyWatchGroup
from watchdog.observers.inotify_c import WatchDescriptor
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

# The first half of a rename waits so many seconds for the second. Half a second, which is
# watchdog's own, would be felt at every save of an editor that renames.
_PAIRED = 0.02


class _Group(InotifyWatchGroup):
    """The watches below a folder. Of two that came to go by one path, watchdog loses one."""

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Forget a watch, if it is not forgotten yet."""
        with suppress(KeyError):
            super().on_watch_deleted(wd)

    def deactivate(self) -> None:
        """Forget all watches; each try that fails has forgotten one."""
        while True:
            try:
                return super().deactivate()
            except KeyError:
                continue


class _Emitter(InotifyFullEmitter):
    """Full events tell a file that was moved here from one that is only being written."""

    def on_thread_start(self) -> None:
        """Watch the folder. Raises OSError where no watch is left for it."""
        self._inotify = _Group(
            self._inotify_fd,
            os.fsencode(self.watch.path),
            is_recursive=self.watch.is_recursive,
            event_mask=self.get_event_mask_from_filter(),
        )


class SoundObserver(InotifyObserver):
    """An observer of events that says nothing of those it lost: looks find what they told."""

    def __init__(self) -> None:
        super().__init__(generate_full_events=True)
        self._emitter_class = _Emitter
        InotifyMoveEventGrouper.delay = _PAIRED
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        # A folder that was moved away and back.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
