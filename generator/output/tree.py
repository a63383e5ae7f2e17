"""What stands in a folder, looked at without ever following a symbolic link in it."""

# A Path for each of 12,000 files costs more than looking at it.
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH208

import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from generator.digest import digest_of_bytes
from generator.stat import Stat, stat_of


def folders_of(paths: Iterable[str]) -> list[str]:
    """All folders that paths stand in, the root first, and each after the one that it is in."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(folders)


class Tree:
    """Files and folders beneath a root, by posix paths from it; a folder is looked at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._at = f"{root}/"
        self._folders = {"": True}

    def at(self, path: str) -> str:
        """Where path is for the operating system."""
        return self._at + path

    def status(self, path: str) -> os.stat_result | None:
        """What stands at path itself, reached through real folders alone."""
        if not self.is_folder(path.rpartition("/")[0]):
            return None
        try:
            return os.lstat(self.at(path))
        except FileNotFoundError:
            return None

    def is_folder(self, path: str) -> bool:
        """Whether a real folder stands at path."""
        if path not in self._folders:
            status = self.status(path)
            self._folders[path] = status is not None and stat.S_ISDIR(status.st_mode)
        return self._folders[path]

    def stat_of(self, path: str) -> Stat | None:
        """The stat of the ordinary file at path."""
        if not self.is_folder(path.rpartition("/")[0]):
            return None
        try:
            status = os.lstat(self._at + path)
        except FileNotFoundError:
            return None
        return stat_of(status) if stat.S_ISREG(status.st_mode) else None

    def blockers(self, folders: Iterable[str]) -> dict[str, str]:
        """By folder, the file or link that stands where it or one above should; "" for none.

        Each folder comes after the one that it is in.
        """
        found = {"": ""}
        for folder in folders:
            within = folder.rpartition("/")[0]
            is_free = not self.is_folder(within) or self.is_folder(folder)
            found[folder] = found[within] if is_free or self.status(folder) is None else folder
        return found

    def digest(self, path: str) -> bytes:
        """Digest of the file at path."""
        return digest_of_bytes(Path(self.at(path)).read_bytes())

    def inside(self, path: str) -> list[str]:
        """All that stands in the folder at path at any depth, a folder after what is in it."""
        found: list[str] = []
        for name in sorted(os.listdir(self.at(path))):
            below = f"{path}/{name}"
            found += [*self.inside(below), below] if self.is_folder(below) else [below]
        return found

    def replace(self, source: str, path: str) -> None:
        """Move a file to path, whole or not at all."""
        os.replace(source, self.at(path))

    def move_in(self, source: str, path: str) -> None:
        """Move a folder to path, where there is none, with all that is in it."""
        os.replace(source, self.at(path))
        self._folders = {"": True}  # some that were not there are now

    def make_folder(self, path: str) -> None:
        """Make a folder in one that exists."""
        os.mkdir(self.at(path))
        self._folders[path] = True

    def remove(self, path: str) -> None:
        """Remove the file at path, if a file is still what stands there."""
        if self.stat_of(path) is not None:
            os.unlink(self.at(path))

    def remove_folder(self, path: str) -> bool:
        """Remove the folder at path if it is empty; whether that was so."""
        try:
            os.rmdir(self.at(path))
        except OSError:
            return False
        self._folders[path] = False
        return True

    def clear(self, path: str) -> None:
        """Remove the folder at path with all that is in it, if there is one."""
        if self.is_folder(path):
            shutil.rmtree(self.at(path))
            self._folders[path] = False
