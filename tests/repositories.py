"""Repositories of git, as somebody has them who has no settings of their own."""

import shutil
import subprocess
from pathlib import Path

import pytest

_WHO = ("user.name=Wen", "user.email=wen@test.example", "init.defaultBranch=main")


def git(folder: Path, *arguments: str, code: int = 0) -> None:
    """Run git in a folder; it is to end with a code."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    settings = (part for setting in _WHO for part in ("-c", setting))
    command = ["git", "-C", str(folder), *settings, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr


def begin(folder: Path) -> None:
    """Make a folder a repository, with all that is in it."""
    git(folder, "init", "-q")
    commit(folder)


def commit(folder: Path) -> None:
    """Commit all that is in a repository."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "An edit")
