"""`wow` as an editor runs it: a process of its own, with what it printed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.sites import PROJECT

PATIENCE = 30  # seconds, then the test fails


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def wow(root: Path, *arguments: str) -> Ran:
    """Run a command on a site; one that runs for longer than anybody waits fails the test."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), *arguments],
        cwd=PROJECT,
        env=os.environ | {"PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
