"""What a process and all that it started use of this machine, as Linux tells it in /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def members(root: int) -> Iterator[int]:
    """A process and its descendants; those that end meanwhile are passed over."""
    yield root
    for task in _entries(Path(f"/proc/{root}/task")):
        for child in _text(task / "children").split():
            yield from members(int(child))


def memory(root: int) -> int:
    """Bytes that the tree holds, pages that its processes share counted once (PSS)."""
    return sum(_proportional(pid) for pid in members(root))


def cpu(root: int) -> float:
    """CPU seconds that the tree has used, ended children of its members included."""
    return sum(_ticks(pid) for pid in members(root)) / _TICKS


def _proportional(pid: int) -> int:
    for line in _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _ticks(pid: int) -> int:
    """utime, stime, cutime and cstime: fields 14 to 17 of proc_pid_stat(5)."""
    _, _, rest = _text(Path(f"/proc/{pid}/stat")).rpartition(") ")
    return sum(map(int, rest.split()[11:15]))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""
