"""What earlier builds made, kept by digest in .cache/, which only this room touches.

A few files: one SQLite database, packs of bodies that are only ever added to, and, each in a file
of its own, renditions and compiled templates.
An unreadable, foreign or older cache is an empty one; deleting it loses nothing but time.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from generator.cache.bodies import Bodies, Kept, Pack, Place, repacked
from generator.cache.damage import Damaged, decoded
from generator.cache.shelf import Shelf
from generator.digest import digest_of
from generator.errors import Locked
from generator.stat import Stat

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = [
    "Bodies",
    "Cache",
    "Damaged",
    "Kept",
    "Pack",
    "Place",
    "Shelf",
    "clear",
    "decoded",
    "open_cache",
]

FORMAT = 3
_DATABASE = "kept.db"
_OURS = (_DATABASE, f"{_DATABASE}-journal", "bodies", "renditions", "compiled", "mark")
_TABLES = """
create table meta(name text, value blob);
create table sum(name text primary key, digest blob);
create table source(path text, size int, mtime_ns int, inode int, digest blob);
create table article(key blob, record blob, body blob, pack text, start int, length int);
create table page(path text, key blob, digest blob);
create table output(path text, size int, mtime_ns int, inode int, digest blob);
create table picture(key blob, record blob);
create table template(key blob, outline blob);
"""


class Cache:
    """The kept results of one site. Made by `open_cache`, which holds the site's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packs = folder / "bodies"
        self.renditions = folder / "renditions"
        self.compiled = folder / "compiled"
        self._base = _opened(folder)

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def note(self, name: str) -> bytes:
        """A small value kept under a name; empty where there is none."""
        return bytes(dict(self._rows("meta")).get(name, b""))

    def sources(self) -> dict[str, tuple[Stat, bytes]]:
        """Source files as the last build saw them."""
        return self._stats("source")

    def outputs(self) -> dict[str, tuple[Stat, bytes]]:
        """Output files as the last build left them."""
        return self._stats("output")

    def pages(self) -> dict[str, tuple[bytes, bytes]]:
        """By output path, the key that a page was made from and the digest of its bytes."""
        return {path: (key, digest) for path, key, digest in self._rows("page")}

    def articles(self) -> dict[bytes, Kept]:
        """Parsed articles by the key of their reading."""
        rows = self._rows("article")
        return {row[0]: Kept(row[1], row[2], Place(*row[3:])) for row in rows}

    def pictures(self) -> dict[bytes, bytes]:
        """Measured pictures by the key of their measuring."""
        return dict(self._rows("picture"))

    def outlines(self) -> dict[bytes, bytes]:
        """Outlines of parsed templates by the key of their parsing."""
        return dict(self._rows("template"))

    def first_new_pack(self) -> int:
        """The first number that no pack has."""
        self.packs.mkdir(exist_ok=True)
        taken = (int(path.stem) for path in self.packs.glob("*.pack") if path.stem.isdigit())
        return max(taken, default=0) + 1

    def keep_articles(self, kept: Mapping[bytes, Kept]) -> None:
        """Keep these articles and forget all others, their bodies too."""
        kept = repacked(self.packs, f"{self.first_new_pack()}.pack", kept)
        rows = ((key, each.record, each.body, *each.place) for key, each in kept.items())
        self._keep("article", rows)
        _swept(self.packs, {each.place.pack for each in kept.values()})

    def keep_pictures(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these measurings and forget all others."""
        self._keep("picture", kept.items())

    def keep_outlines(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these outlines and forget all others."""
        self._keep("template", kept.items())

    def keep_sources(self, known: Mapping[str, tuple[Stat, bytes]]) -> None:
        """Keep what a build saw of its sources."""
        self._keep_stats("source", known)

    def keep_build(
        self,
        pages: Iterable[tuple[str, bytes, bytes]],
        outputs: Mapping[str, tuple[Stat, bytes]],
        notes: Mapping[str, bytes],
    ) -> None:
        """Keep a finished build: (path, key, digest) of what it made, its files, its notes."""
        self._keep("page", pages)
        self._keep_stats("output", outputs)
        self._keep("meta", notes.items())

    def now(self) -> int:
        """The file system's own time, in nanoseconds: a file no older may yet change unseen."""
        mark = self.folder / "mark"
        mark.write_bytes(b"")
        os.utime(mark)
        return mark.stat().st_mtime_ns

    def sweep_renditions(self, names: set[str]) -> None:
        """Remove the renditions that no page shows any more."""
        _swept(self.renditions, names)

    def _keep_stats(self, table: str, known: Mapping[str, tuple[Stat, bytes]]) -> None:
        self._keep(table, ((path, *stat, digest) for path, (stat, digest) in known.items()))

    def _keep(self, table: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Fill a table anew, and note what it should hold: SQLite does not see a flipped bit."""
        rows = list(values)
        with _told_as_os_error(self.folder), self._base as base:
            base.execute(f"delete from {table}")
            if rows:
                places = ", ".join("?" * len(rows[0]))
                base.executemany(f"insert into {table} values({places})", rows)
            base.execute("replace into sum values(?, ?)", (table, digest_of(rows)))

    def _stats(self, table: str) -> dict[str, tuple[Stat, bytes]]:
        return {row[0]: (Stat(*row[1:4]), row[4]) for row in self._rows(table)}

    def _rows(self, table: str) -> list[Any]:
        """The rows of a table in the order in which they were kept. Raises Damaged."""
        try:
            rows = self._base.execute(f"select * from {table}").fetchall()
            sums = self._base.execute("select digest from sum where name = ?", (table,)).fetchall()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error
        if (rows or sums) and sums != [(digest_of(rows),)]:
            raise Damaged(table)
        return rows


@contextmanager
def _told_as_os_error(folder: Path) -> Iterator[None]:
    """A database that cannot be written is a disk that is full, or a folder that is locked."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error), str(folder)) from error
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error


@contextmanager
def open_cache(root: Path) -> Iterator[Cache]:
    """Open the cache of the site in root and hold the site's lock.

    Raises Locked where another build holds it, OSError where the folder cannot be written.
    """
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        _lock(lock)
        cache = Cache(folder)
        try:
            yield cache
        finally:
            cache.close()


def _lock(file: TextIO) -> None:
    """Lock a file until it is closed. Raises Locked where another process has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Locked from error


def clear(root: Path) -> None:
    """Forget all that is kept for the site in root, its lock aside, and nothing of others'."""
    for name in _OURS:
        path = root / ".cache" / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _opened(folder: Path) -> sqlite3.Connection:
    """The database, made anew unless it is sound and of this format."""
    path = folder / _DATABASE
    if base := _sound(path):
        return base
    clear(folder.parent)
    with _told_as_os_error(folder):
        base = sqlite3.connect(path)
        base.execute("pragma synchronous = off")
        base.executescript(f"{_TABLES}pragma user_version = {FORMAT};")
    return base


def _sound(path: Path) -> sqlite3.Connection | None:
    """The database that is there, if it is one of this format."""
    if not path.is_file():
        return None
    base = sqlite3.connect(path)
    try:
        base.execute("pragma synchronous = off")
        if base.execute("pragma user_version").fetchone() == (FORMAT,):
            return base
    except sqlite3.DatabaseError:
        pass
    base.close()
    return None


def _swept(folder: Path, names: set[str]) -> None:
    """Remove the files of a folder that are not among names."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in names:
                path.unlink()
