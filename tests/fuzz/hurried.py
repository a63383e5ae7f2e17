"""A build in a process of its own, with less time for each article or page than is usual."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from generator.build import Options, build
from generator.errors import SiteError
from generator.work import Workforce
from tests.sites import NOON, PROJECT, SmallSite

PATIENCE = 30  # seconds, then the test fails


class Told(NamedTuple):
    """What a build's process told: its exit code, and its problems."""

    code: int
    problems: str


def hurried_build(small: SmallSite, budget: float, jobs: int = 1) -> Told:
    """Build a site; budget: seconds for each article or page."""
    arguments = [str(small.root), str(small.theme), str(budget), str(jobs)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.hurried", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Told(done.returncode, done.stderr)


def _main(root: Path, theme: Path, workforce: Workforce) -> str:
    options = Options(theme=theme, output=root / "output", workforce=workforce)
    try:
        build(root, NOON, options)
    except SiteError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    root, theme, budget, jobs = sys.argv[1:]
    problems = _main(Path(root), Path(theme), Workforce(int(jobs), float(budget)))
    sys.exit(problems or None)
