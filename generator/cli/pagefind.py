"""Pagefind, which makes search indexes: a program of its own, found, run and watched."""

import os
import signal
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generator.indexer import Indexer
from generator.stat import stat_of
from generator.workforce import Tell, tell_nobody

if TYPE_CHECKING:
    from subprocess import Popen

_PACKAGE = "pagefind_bin"
_NAMES = ("pagefind", "pagefind.exe")
_TICK = 0.25  # seconds between looks at how far it is
_WORDS = 300  # letters of what it says of a failure: a panic may fill pages
_MEND = """
  Nothing is changed. Build again; if it goes on, install Pagefind anew
  (pip install --force-reinstall pagefind-bin), or take "search: true" out of content/site.yaml."""


def find_pagefind(tell: Tell = tell_nobody) -> Indexer | None:
    """Pagefind as it is installed beside us, which tells how far it is; None where it is not."""
    spec = find_spec(_PACKAGE)
    folders = (spec and spec.submodule_search_locations) or ()
    programs = (Path(folder).absolute() / name for folder in folders for name in _NAMES)
    program = next((path for path in programs if path.is_file()), None)
    return Indexer(stat_of(program.stat()), Pagefind(program, tell)) if program else None


@dataclass(frozen=True)
class Pagefind:
    """A program that is called as Pagefind is, and ended where it takes too long.

    It has patience seconds, and each page some more: thirty times what it needs.
    """

    program: Path
    tell: Tell = tell_nobody
    patience: float = 60.0
    for_each: float = 0.1

    def __call__(self, pages: Path, into: Path, language: str) -> None:
        """Index the pages in a folder. Raises OSError where it cannot be run, or fails."""
        try:
            code, said = self._run(pages.absolute(), into.absolute(), language)
        except OSError as error:
            raise self._failed(error.strerror or str(error)) from error
        if code:
            raise self._failed(said or _ended(code))
        if not (into / "pagefind-entry.json").is_file():
            raise self._failed("it wrote none")

    def _run(self, pages: Path, into: Path, language: str) -> tuple[int, str]:
        import subprocess  # noqa: PLC0415 (a build that indexes nothing does without)

        words = f"--site={pages}", f"--output-path={into}", f"--force-language={language}"
        # It would heed a pagefind.yml where it is run, and variables of its own.
        around = {name: os.environ[name] for name in os.environ if not name.startswith("PAGEFIND_")}
        with subprocess.Popen(
            [self.program, *words, "--silent"],
            cwd=pages.parent,
            env=around,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                return self._watched(process, _count(pages, "*.html"), into)
            finally:
                process.kill()

    def _watched(self, process: "Popen[bytes]", count: int, into: Path) -> tuple[int, str]:
        """How the program ended and what it said, having told meanwhile how far it is."""
        import subprocess  # noqa: PLC0415

        limit = self.patience + count * self.for_each
        for _ in range(int(limit / _TICK)):
            try:
                said = process.communicate(timeout=_TICK)[1].decode(errors="replace")
            except subprocess.TimeoutExpired:
                self.tell("Indexing", min(_count(into, "*.pf_fragment"), count - 1), count)
            else:
                self.tell("Indexing", count, count)
                return process.returncode, " ".join(said.split())[:_WORDS]
        raise TimeoutError(None, f"it was not done after {limit:.0f} seconds")

    def _failed(self, why: str) -> OSError:
        said = f"Pagefind could not make the search index: {why}{_MEND}"
        return OSError(None, said, str(self.program))


def _ended(code: int) -> str:
    """How a program ended that said nothing of it."""
    if code > 0:
        return f"it ended with {code}"
    return f"it was ended by signal {-code} ({signal.strsignal(-code)})"


def _count(folder: Path, pattern: str) -> int:
    return sum(1 for _ in folder.rglob(pattern))
