"""A watch in a process of its own, for whoever must run no threads because they fork."""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path
from typing import Self

from generator.source import File, Survey
from generator.watch.update import Update
from generator.watch.watching import Watch
from generator.work import processes, start

Sent = Update | str  # what changed, or a sentence for a person


class Lookout:
    """Tells that something has changed; seen is the site as far as it is whole.

    Begun before the caller runs any thread or holds any lock. Use it with `with`.
    """

    def __init__(self, root: Path, theme: Path, seen: Survey, say: Callable[[str], None]) -> None:
        self.seen, self._say = seen, say
        context = processes()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_look_out, args=(root, theme, seen, (theirs, self._pipe)), daemon=True
        )
        start(self._process)
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def wait(self, seconds: float) -> bool:
        """Wait so long for a change; whether there was one. Raises ChildProcessError."""
        if not self._pipe.poll(seconds):
            return False
        try:
            sent = [self._pipe.recv()]
            while self._pipe.poll():
                sent.append(self._pipe.recv())
        except EOFError:
            raise ChildProcessError(None, "the process that watches files has ended") from None
        return self._takes(sent)

    def _takes(self, sent: list[Sent]) -> bool:
        updates = [each for each in sent if isinstance(each, Update)]
        for sentence in sent:
            if isinstance(sentence, str):
                self._say(sentence)
        before = self.seen
        if updates:
            self.seen = _brought_up(before, updates)
        return self.seen != before

    def take(self, file: File) -> None:
        """See a file as the caller has written it: that it has changed is no news."""
        self.seen = _brought_up(self.seen, [Update({file.path: file}, self.seen.problems)])


def _brought_up(seen: Survey, updates: list[Update]) -> Survey:
    files = {file.path: file for file in seen.files}
    for update in updates:
        for path, file in update.files.items():
            if file:
                files[path] = file
            else:
                files.pop(path, None)
    return Survey(tuple(sorted(files.values(), key=attrgetter("path"))), updates[-1].problems)


def _look_out(root: Path, theme: Path, seen: Survey, pipes: tuple[Connection, Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    ours, theirs = pipes
    theirs.close()
    threading.Thread(target=_end_with_parent, args=(ours,), daemon=True).start()
    with suppress(BrokenPipeError), Watch(root, theme, seen, ours.send) as watch:
        while update := watch.next():
            ours.send(update)


def _end_with_parent(pipe: Connection) -> None:
    """End this process as soon as the parent has ended, however it did."""
    with suppress(EOFError, OSError):
        pipe.recv()
    os._exit(0)
