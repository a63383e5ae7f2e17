"""Pagefind, which makes search indexes: a program of its own, found and run."""

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from generator.indexer import Indexer
from generator.stat import stat_of

_PACKAGE = "pagefind_bin"
_NAMES = ("pagefind", "pagefind.exe")


def find_pagefind() -> Indexer | None:
    """Pagefind as it is installed beside us; None where it is not."""
    spec = find_spec(_PACKAGE)
    folders = (spec and spec.submodule_search_locations) or ()
    programs = (Path(folder) / name for folder in folders for name in _NAMES)
    program = next((path for path in programs if path.is_file()), None)
    return Indexer(stat_of(program.stat()), partial(_index, program)) if program else None


def _index(program: Path, pages: Path, into: Path, language: str) -> None:
    """Run Pagefind. Raises OSError where it cannot be run, or fails."""
    import subprocess  # noqa: PLC0415 (a build that indexes nothing does without)

    named = {"--site": pages, "--output-path": into, "--force-language": language}
    words = [str(word) for pair in named.items() for word in pair]
    done = subprocess.run(
        [program, *words, "--silent"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
        raise OSError(None, f"Pagefind could not make the search index: {said}", str(program))
