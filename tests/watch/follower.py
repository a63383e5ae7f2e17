"""One who only knows of a site what a watch tells, and how long that may take."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from generator.source import File, Survey, survey
from generator.watch import Update, Watch
from tests.sites import write_files

PATIENCE = 60.0  # seconds after which a test fails: two cores may be very busy
BEGINNING: dict[str, str | bytes] = {
    "site/content/site.yaml": "title: A",
    "site/content/a.md": "first",
    "site/content/b/index.md": "first",
    "site/content/b/door.png": b"png",
    "site/templates/base.html": "own",
    "theme/templates/base.html": "built in",
    "theme/static/css/base.css": "p {}",
}


class Follower:
    """A watch on the site in a folder, with what it has told so far."""

    def __init__(self, folder: Path, *, begin: bool = True) -> None:
        if begin:
            write_files(folder, BEGINNING)
        self.root, self.theme = folder / "site", folder / "theme"
        self.updates: list[Update] = []
        self.said: list[str] = []
        seen = self.survey()
        self.files = {file.path: file for file in seen.files}
        self.problems = seen.problems
        self.watch = Watch(self.root, self.theme, seen, self.said.append)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.close()

    def survey(self) -> Survey:
        """The site as it is now."""
        return survey(self.root, self.theme)

    def take(self, seconds: float) -> Update | None:
        """Wait for one update, and know what it tells."""
        update = self.watch.next(seconds)
        if update:
            self.updates.append(update)
            for path, file in update.files.items():
                self._know(path, file)
            self.problems = update.problems
        return update

    def settle(self) -> None:
        """Take updates until all is known that a survey sees."""
        self.until(self.is_up_to_date)

    def until(self, claim: Callable[[], bool]) -> None:
        """Take updates until a claim is true."""
        end = time.monotonic() + PATIENCE
        while not claim():
            assert time.monotonic() < end, self.difference()
            self.take(0.05)

    def quiet(self) -> None:
        """See that after a first look nothing more is told."""
        while self.take(0.4):
            pass

    def is_up_to_date(self) -> bool:
        """Whether all is known, and nothing else."""
        seen = self.survey()
        found = {file.path: file for file in seen.files}
        return (self.files, self.problems) == (found, seen.problems)

    def difference(self) -> object:
        """What is known and not so, or so and not known."""
        seen = self.survey()
        return set(seen.files) ^ set(self.files.values()), self.problems, seen.problems

    def _know(self, path: str, file: File | None) -> None:
        if file:
            self.files[path] = file
        else:
            del self.files[path]
