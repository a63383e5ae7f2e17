"""The sample column is the same bytes whatever the machine: processes, zone, locale, hash seed."""

import locale
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sites import PROJECT, SmallSite, files_below, files_in, write_files

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FOLDERS = ("content", "templates", "static")
# A thread keeps the build from forking; the guard lets a spawned process import this file.
SPAWNING = """\
import sys, threading
from datetime import datetime
from pathlib import Path

from generator.build import Options, build
from generator.cli.pagefind import find_pagefind
from generator.work import Workforce

if __name__ == "__main__":
    root, theme, now = Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
    done = threading.Event()
    threading.Thread(target=done.wait).start()
    try:
        options = Options(
            theme=theme, output=root / "output", workforce=Workforce(2), indexer=find_pagefind()
        )
        build(root, now, options)
    finally:
        done.set()
"""


class Machine(NamedTuple):
    """How one machine differs from another."""

    jobs: int
    zone: str
    locale: str
    seed: str
    umask: int
    folder: str


MACHINES = {
    "one process, New York": Machine(1, "America/New_York", "C", "0", 0o022, "a"),
    "two processes, Shanghai": Machine(2, "Asia/Shanghai", "C.UTF-8", "1", 0o077, "some/where"),
    "two processes, Turkish": Machine(2, "UTC", "tr_TR.UTF-8", "1", 0o002, "evi n/ışık"),
}


@pytest.fixture(scope="module")
def sample(theme: Path) -> dict[str, bytes]:
    """The project's sample content with its theme, as they are now."""
    return files_below(PROJECT, ("content",)) | files_below(theme, FOLDERS[1:])


@pytest.fixture(scope="module")
def expected(
    sample: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """What this process alone makes of the sample."""
    root = tmp_path_factory.mktemp("here")
    SmallSite(root, sample).build(NOON)
    return files_in(root / "output")


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_every_machine_makes_the_same_bytes(
    machine: Machine, sample: dict[str, bytes], expected: dict[str, bytes], tmp_path: Path
) -> None:
    _need_locale(machine.locale)
    root = tmp_path / machine.folder
    write_files(root, sample)
    command = ["-m", "generator", "--root", str(root), "build", "--now", NOON.isoformat()]
    _run([*command, "--jobs", str(machine.jobs)], _environment(machine), machine.umask)
    _assert_same(files_in(root / "output"), expected)


def test_processes_that_are_spawned_make_the_same_bytes(
    sample: dict[str, bytes], expected: dict[str, bytes], tmp_path: Path
) -> None:
    root, script = tmp_path / "site", tmp_path / "spawning.py"
    write_files(root, sample)
    script.write_text(SPAWNING, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    _run([str(script), str(root), str(root), NOON.isoformat()], environment)
    _assert_same(files_in(root / "output"), expected)


def _need_locale(name: str) -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pytest.skip(f"this machine has no locale {name}")
    finally:
        locale.setlocale(locale.LC_ALL, before)


def _environment(machine: Machine) -> dict[str, str]:
    seen = {"TZ": machine.zone, "LC_ALL": machine.locale, "PYTHONHASHSEED": machine.seed}
    return os.environ | seen


def _run(arguments: list[str], environment: Mapping[str, str], umask: int = -1) -> None:
    command = [sys.executable, *arguments]
    finished = subprocess.run(
        command, cwd=PROJECT, env=environment, umask=umask, capture_output=True, check=False
    )
    assert finished.returncode == 0, finished.stderr.decode()


def _assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    assert [path for path, content in found.items() if content != expected[path]] == []
