"""Which code is running: so that a build after an upgrade, or an edit of ours, is a new one."""

import os
import sysconfig
from pathlib import Path

from generator.digest import digest_of


def running_code() -> bytes:
    """Digest of the stats of this package's modules and of the folder that libraries are in."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    seen = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    libraries = os.stat(sysconfig.get_path("purelib")).st_mtime_ns  # noqa: PTH116 (a plain string)
    return digest_of((seen, libraries))
