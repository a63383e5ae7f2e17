"""How far a long step is: told on a terminal, and only past a second."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.sites import PROJECT, SETTINGS, article, write_files

_HANGS = "#!/bin/sh\nexec sleep 99\n"
_STEP = """
import time
from generator.cli.progress import Progress
tell = Progress()
tell("Reading", 1, 9)
time.sleep({seconds})
for done in (4, 9, 9):
    tell("Reading", done, 9)
print("Done.")
"""


def _said(seconds: float, *, on_terminal: bool) -> str:
    """What a step that takes so long says on its standard error."""
    ours, theirs = os.openpty() if on_terminal else os.pipe()
    code = _STEP.format(seconds=seconds)
    subprocess.run([sys.executable, "-c", code], stderr=theirs, check=True, capture_output=False)
    os.write(theirs, b".")
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    return said[:-1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_step_of_more_than_a_second_is_told_once_on_a_terminal() -> None:
    said = _said(1.2, on_terminal=True)
    assert "Reading" in said
    assert said.count("9/9") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_step_that_is_stopped_leaves_a_line_and_a_cursor(tmp_path: Path) -> None:
    program = tmp_path / "pagefind_bin/pagefind"
    write_files(tmp_path, {"pagefind_bin/__init__.py": "", "pagefind_bin/pagefind": _HANGS})
    program.chmod(0o700)
    write_files(tmp_path, {"content/site.yaml": f"{SETTINGS}search: true\n"})
    write_files(tmp_path, {"content/a.md": article("A")})
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "generator", "--root", str(tmp_path), "build"]
    variables = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(PROJECT)))}
    # A job in the background is born deaf to Ctrl-C.
    hear = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=theirs, env=variables, preexec_fn=hear) as process:  # noqa: PLW1509 (no thread of these tests holds a lock)
        os.close(theirs)
        said = b""
        while b"Indexing" not in said:
            said += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
    assert process.returncode == 130
    said += os.read(ours, 65536)
    os.close(ours)
    assert b"0/1\x1b[?25h\r\n" in said
    assert said.endswith(b"Interrupted.\r\n")


@pytest.mark.parametrize(
    ("seconds", "on_terminal"), [(0, True), (1.2, False)], ids=["short", "piped"]
)
def test_a_short_step_and_one_without_a_terminal_say_nothing(
    seconds: float, on_terminal: bool
) -> None:
    assert _said(seconds, on_terminal=on_terminal) == ""
