"""What makes a search index of pages: a program, which only cli/ finds and runs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.stat import Stat


@dataclass(frozen=True)
class Indexer:
    """A program that indexes the pages in a folder into another one, in a language (ISO 639-1).

    program is its stat: another one indexes anew. index raises OSError where it fails.
    """

    program: Stat
    index: Callable[[Path, Path, str], None]
