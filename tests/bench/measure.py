"""A command as a whole process: seconds by the clock, CPU seconds, peak memory of its tree."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import tree

SAMPLE = 0.02  # seconds between two looks at a tree's memory


@dataclass(frozen=True)
class Cost:
    """Wall and CPU in seconds."""

    wall: float
    cpu: float


class Failed(Exception):
    """A command that did not do what it was asked to, with what it said."""


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command and wait for its end. Its children count where it has waited for them."""
    started = time.perf_counter()
    process = _start(command, folder, environment)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    _see(process)
    return Cost(wall, used.ru_utime + used.ru_stime)


def peak(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """The most bytes that a command's tree held at once; looking slows it, so it is not timed."""
    process = _start(command, folder, environment)
    most = 0
    while process.poll() is None:
        most = max(most, tree.memory(process.pid))
        time.sleep(SAMPLE)
    _see(process)
    return most


def said(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What a command prints, without the spaces about it."""
    settings = {**os.environ, **environment}
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )


def _see(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise Failed(f"{process.args!r} ended with {process.returncode}")
