"""`wow build --watch` as a real process on a small site, and what it says line by line."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Self

from tests.sites import PROJECT, SETTINGS, TINY_THEME, SmallSite, article, files_in, write_files

PATIENCE = 120.0  # seconds after which a test fails: two cores may be very busy
TICKS = os.sysconf("SC_CLK_TCK")
_BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
BOUND = _BOUND if os.geteuid() == 0 else []
"""What stands before a command that is to have no more rights to files than others have."""


def small_site(folder: Path) -> SmallSite:
    """A site with its own theme, two articles, a draft and one that waits."""
    files = {
        **TINY_THEME,
        "content/site.yaml": SETTINGS,
        "content/a.md": article("A", "Read [b](b.md)."),
        "content/b.md": article("B"),
        "content/draft.md": article("Hidden draft", draft="true"),
        "content/later.md": article("Withheld", date="2099-01-01"),
    }
    return SmallSite(folder, files)


class Watched:
    """The command at work, killed at the end of a `with`; said is what it has printed so far."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root = root
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [*BOUND, sys.executable, "-m", "generator", *_watching(root), *arguments],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A job in the background is born deaf to Ctrl-C.
            preexec_fn=_hear_interrupts,  # noqa: PLW1509 (no thread of these tests holds a lock)
            start_new_session=True,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill the process, and only that one."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        """Wait until the process has ended and all that it printed is read; the exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join()
        return code

    def until(self, claim: Callable[[], bool]) -> None:
        """Wait until a claim is true."""
        end = time.monotonic() + PATIENCE
        while not claim():
            assert time.monotonic() < end, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.02)

    def hears(self, sentence: str, times: int = 1) -> None:
        """Wait until something was said so many times."""
        self.until(lambda: "".join(self.said).count(sentence) >= times)

    def builds(self, times: int) -> None:
        """Wait for so many lines of finished builds."""
        self.hears(" removed", times)

    def cpu(self) -> float:
        """Seconds of a core that the process and its children have used."""
        return sum(_ticks(pid) for pid in self.processes()) / TICKS

    def memory(self) -> int:
        """Kilobytes that the process and its children hold."""
        return sum(_kilobytes(pid) for pid in self.processes())

    def processes(self) -> Sequence[int]:
        """The process and its children."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, told.split())]

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.said.append(line)


def _watching(root: Path) -> Sequence[str]:
    return "--root", str(root), "build", "--watch"


def same_as_clean(small: SmallSite, folder: Path) -> bool:
    """Whether the output is what a build of a copy in a fresh folder makes."""
    clean = small.copy(folder)
    options = [sys.executable, "-m", "generator", "--root", str(folder), "build", "-q"]
    subprocess.run(options, cwd=PROJECT, check=True, capture_output=True, timeout=PATIENCE)
    return files_in(small.root / "output") == files_in(clean.root / "output")


def edit(small: SmallSite, chance: random.Random, number: int) -> None:
    """Do one of the things that editors and designers do, leaving a site that can be built."""
    name = f"content/{chance.choice('abcdef')}.md"
    path = small.root / name
    kind = chance.randrange(8)
    if kind == 0 and path.exists():
        path.unlink()
    elif kind == 1:
        write_files(small.root, {"static/css/own.css": f"p {{ margin: {number}px }}"})
    elif kind == 2:
        template = '{% extends "base.html" %}{# ' + str(number) + " #}"
        write_files(small.root, {"templates/pages/archive.html": template})
    elif kind == 3:
        write_files(small.root, {f"{name}.swp": article(f"Title {number}", "By rename.")})
        (small.root / f"{name}.swp").replace(path)
    else:
        keys = {"draft": "true"} if kind == 4 else {}
        write_files(small.root, {name: article(f"Title {number}", f"Words {number}.", **keys)})


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
