"""What earlier builds made, kept by digest in .cache/, which only this room touches.

A few files: one SQLite database, packs of bodies that are only ever added to, and, each in a file
of its own, renditions and compiled templates.
An unreadable, foreign or older cache is an empty one; deleting it loses nothing but time.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO, TypeAlias

import msgspec

from generator.cache.bodies import Bodies, Kept, Pack, Place, repacked
from generator.cache.damage import Damaged, decoded
from generator.cache.shelf import Shelf
from generator.digest import digest_of_bytes
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
    "KeptPage",
    "Pack",
    "Place",
    "Shelf",
    "clear",
    "decoded",
    "open_cache",
]

FORMAT = 7
_DATABASE = "kept.db"
_OURS = (_DATABASE, f"{_DATABASE}-journal", "bodies", "renditions", "compiled", "mark")
# A value is written and read whole: a row for each article would take a build three times as long.
_TABLE = "create table kept(name text primary key, value blob, digest blob);"
# Articles are in parts by their keys: where one is edited, the others' are not written again.
_PARTS = tuple(f"articles {part:x}" for part in range(16))

Stats: TypeAlias = dict[str, tuple[Stat, bytes]]


class KeptPage(NamedTuple):
    """What an output was made from, and the digest of its bytes; basis is b"" where it has none."""

    basis: bytes
    key: bytes
    digest: bytes


class Cache:
    """The kept results of one site. Made by `open_cache`, which holds the site's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packs = folder / "bodies"
        self.renditions = folder / "renditions"
        self.compiled = folder / "compiled"
        self._base = _opened(folder)
        self._there = dict[str, bytes]()  # digests of values that are known to be in it

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def note(self, name: str) -> bytes:
        """A small value kept under a name; empty where there is none."""
        return self._kept(f"note {name}", bytes) or b""

    def sources(self) -> Stats:
        """Source files as the last build saw them."""
        return self._kept("sources", Stats) or {}

    def outputs(self) -> Stats:
        """Output files as the last build left them."""
        return self._kept("outputs", Stats) or {}

    def pages(self) -> dict[str, KeptPage]:
        """What outputs were made from, by path."""
        return self._kept("pages", dict[str, KeptPage]) or {}

    def articles(self) -> dict[bytes, Kept]:
        """Parsed articles by the key of their reading."""
        found = dict[bytes, Kept]()
        for part in _PARTS:
            found.update(self._kept(part, dict[bytes, Kept]) or {})
        return found

    def pictures(self) -> dict[bytes, bytes]:
        """Measured pictures by the key of their measuring."""
        return self._kept("pictures", dict[bytes, bytes]) or {}

    def outlines(self) -> dict[bytes, bytes]:
        """Outlines of parsed templates by the key of their parsing."""
        return self._kept("outlines", dict[bytes, bytes]) or {}

    def settings(self) -> dict[bytes, bytes]:
        """Settings of the site by the key of their reading."""
        return self._kept("settings", dict[bytes, bytes]) or {}

    def first_new_pack(self) -> int:
        """The first number that no pack has."""
        self.packs.mkdir(exist_ok=True)
        taken = (int(path.stem) for path in self.packs.glob("*.pack") if path.stem.isdigit())
        return max(taken, default=0) + 1

    def keep_articles(self, kept: dict[bytes, Kept]) -> dict[bytes, Kept]:
        """Keep these articles and forget all others, their bodies too; where these lie now."""
        kept = repacked(self.packs, f"{self.first_new_pack()}.pack", kept)
        parts: dict[str, dict[bytes, Kept]] = {part: {} for part in _PARTS}
        for key, each in kept.items():
            parts[_PARTS[key[0] % len(_PARTS)]][key] = each
        self._keep(parts)
        _swept(self.packs, {each.place.pack for each in kept.values()})
        return kept

    def keep_pictures(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these measurings and forget all others."""
        self._keep({"pictures": kept})

    def keep_outlines(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these outlines and forget all others."""
        self._keep({"outlines": kept})

    def keep_settings(self, kept: Mapping[bytes, bytes]) -> None:
        """Keep these settings and forget all others."""
        self._keep({"settings": kept})

    def keep_sources(self, known: Mapping[str, tuple[Stat, bytes]]) -> None:
        """Keep what a build saw of its sources."""
        self._keep({"sources": known})

    def keep_build(
        self,
        pages: Mapping[str, KeptPage],
        outputs: Mapping[str, tuple[Stat, bytes]],
        notes: Mapping[str, bytes],
    ) -> None:
        """Keep a finished build: what its outputs were made from, its files, its notes."""
        told = {f"note {name}": value for name, value in notes.items()}
        self._keep({"pages": pages, "outputs": outputs, **told})

    def keep_note(self, name: str, value: bytes) -> None:
        """Keep a small value under a name."""
        self._keep({f"note {name}": value})

    def now(self) -> int:
        """The file system's own time, in nanoseconds: a file no older may yet change unseen."""
        mark = self.folder / "mark"
        mark.write_bytes(b"")
        os.utime(mark)
        return mark.stat().st_mtime_ns

    def sweep_renditions(self, names: set[str]) -> None:
        """Remove the renditions that no page shows any more."""
        _swept(self.renditions, names)

    def _keep(self, values: Mapping[str, object]) -> None:
        """Keep values by name, and what they should be: SQLite does not see a flipped bit.

        One that is there is not written again.
        """
        encoded = [(name, msgspec.msgpack.encode(value)) for name, value in values.items()]
        rows = [(name, value, digest_of_bytes(value)) for name, value in encoded]
        new = [row for row in rows if row[2] != self._there.get(row[0])]
        with _told_as_os_error(self.folder), self._base as base:
            base.executemany("replace into kept values(?, ?, ?)", new)
        self._there.update((name, digest) for name, _, digest in new)

    def _kept(self, name: str, kind: Any) -> Any:
        """The value of a name; None where there is none. Raises Damaged."""
        try:
            found = self._base.execute("select value, digest from kept where name = ?", (name,))
            rows = found.fetchall()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error
        for value, digest in rows:
            if not isinstance(value, bytes) or digest_of_bytes(value) != digest:
                raise Damaged(name)
            self._there[name] = digest
            return decoded(value, kind)
        return None


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
        base = _connected(path)
        base.execute("pragma synchronous = off")
        base.executescript(f"{_TABLE}pragma user_version = {FORMAT};")
    return base


def _connected(path: Path) -> sqlite3.Connection:
    """A connection to a database; a statement that it kept for reuse would hold what it wrote."""
    return sqlite3.connect(path, cached_statements=0)


def _sound(path: Path) -> sqlite3.Connection | None:
    """The database that is there, if it is one of this format."""
    if not path.is_file():
        return None
    base = _connected(path)
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
