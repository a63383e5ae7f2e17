"""Which code is running: so that a build after an upgrade, or an edit of ours, is a new one."""

import os
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.digest import digest_of


@cache
def running_code() -> bytes:
    """Digest of the stats of this package's modules and of the folder that libraries are in."""
    seen = sorted(_modules(str(Path(__file__).parent)))
    libraries = os.stat(sysconfig.get_path("purelib")).st_mtime_ns  # noqa: PTH116 (a plain string)
    return digest_of((seen, libraries))


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _modules(entry.path)
        elif entry.name.endswith(".py"):
            yield entry.path, entry.stat().st_size, entry.stat().st_mtime_ns
