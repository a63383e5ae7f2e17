"""Writes content/ledger.tsv: whole, last of all that a build writes, and only where it differs."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.digest import digest_of_bytes
from generator.errors import Problem
from generator.ledger.entries import Ledger, ledger_text
from generator.source import LEDGER, File
from generator.stat import stat_of

_HALF = "content/.ledger.tsv"
_LONGER_THAN_A_TICK = 4_000_000_000  # nanoseconds
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


class Kept(NamedTuple):
    """What became of the ledger: where it was written, its file and digest; or what is wrong."""

    file: File | None = None
    digest: bytes = b""
    problems: tuple[Problem, ...] = ()

    def digests(self) -> dict[str, bytes]:
        """The digest of the file that was written, by its path."""
        return {self.file.path: self.digest} if self.file else {}


def keep_ledger(root: Path, ledger: Ledger, started: int) -> Kept:
    """Write the ledger of the site in root where it is not what it was before.

    started is the file system's time when the build began. The file is dated before that: whoever
    writes it next leaves another time, and no tick of the clock hides that.
    """
    content = ledger_text(ledger.entries)
    digest = digest_of_bytes(content)
    if digest == ledger.before or not (ledger.entries or ledger.before):
        return Kept()
    half, path = root / _HALF, root / LEDGER
    try:
        half.write_bytes(content)
        os.utime(half, ns=(started, started - _LONGER_THAN_A_TICK))
        stat = stat_of(half.stat())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        if error.errno not in _READ_ONLY:
            raise
        return Kept(problems=(_unwritable(error),))
    return Kept(File(LEDGER, str(path), stat), digest)


def _unwritable(error: OSError) -> Problem:
    return Problem(
        path=LEDGER,
        what=f"this cannot be written: {error.strerror}",
        mend="What is new at this build is not remembered. Let content/ be written to.",
        code="WOW222",
        is_warning=True,
    )


def merges_by_line(root: Path) -> bool:
    """Whether git, if it has the site in root, is told to merge the ledger line by line."""
    for folder in (root.absolute(), *root.absolute().parents):
        if _says_union(folder / ".gitattributes"):
            return True
        if (folder / ".git").exists():
            return False
    return True


def _says_union(file: Path) -> bool:
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any("ledger.tsv" in line and "merge=union" in line.split() for line in lines)
