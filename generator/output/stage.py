"""Where files wait until all of them are made: below the folder, under the paths they will have."""

# A Path for each of 12,000 files costs more than making its folder.
# ruff: noqa: PTH102, PTH123

import os
from contextlib import suppress
from pathlib import Path

from generator.stat import Stat, stat_of


class Stage:
    """A stage to which several processes bring files, each its own."""

    def __init__(self, folder: Path) -> None:
        self._at = f"{folder}/"
        self._made = {""}

    def put(self, path: str, content: bytes) -> Stat:
        """Write a file; the stat is what it has wherever it is moved."""
        self._make(path.rpartition("/")[0])
        with open(self._at + path, "wb", buffering=0) as file:
            while content:  # a disk that is nearly full takes a part, and then says so
                content = content[file.write(content) :]
            return stat_of(os.fstat(file.fileno()))

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            self._make(folder.rpartition("/")[0])
            with suppress(FileExistsError):  # another process brings files there, too
                os.mkdir(self._at + folder)
            self._made.add(folder)
