"""What git says of a site's folder; nothing where there is no git, or it has nothing to say."""

import os
import shutil
import subprocess
from pathlib import Path

_PATIENCE = 20  # seconds
# It neither asks anybody, nor fetches what a partial clone lacks, nor waits for another git.
_ALONE = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}


def git_says(folder: Path, *arguments: str) -> bytes:
    """What a command of git prints in a folder; b"" where it fails."""
    git = shutil.which("git")
    if git is None:
        return b""
    # A repository's own settings could have git run a program of theirs.
    command = [git, "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | _ALONE,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
