"""`wow serve` as whoever types it has it: a process of its own, its address, its end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from tests.preview.serving import Served, wait_until
from tests.sites import PROJECT


class Command:
    """A `wow serve` that runs; what it says goes into files of a folder."""

    def __init__(self, root: Path, said: Path, arguments: tuple[str, ...]) -> None:
        self._out, self._err = said / "out", said / "err"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "generator", "--root", str(root), "serve", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": str(PROJECT)},
                # A job in the background is born deaf to Ctrl-C.
                preexec_fn=_hear_interrupts,  # noqa: PLW1509 (no thread of these tests holds a lock)
            )
        wait_until(lambda: "\n" in self.out or self.process.poll() is not None)

    @property
    def out(self) -> str:
        """What it has written to standard output."""
        return self._out.read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it has written to standard error."""
        return self._err.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """The address that it printed."""
        return self.out.strip()

    @property
    def served(self) -> Served:
        """The preview at that address."""
        return Served(urlsplit(self.address).port or 0, [])

    def shows(self, path: str, text: str) -> bool:
        """Whether a page has a text in it now."""
        try:
            return text in self.served.ask(path).text
        except (HTTPException, OSError):
            return False

    def ended(self, number: int = signal.SIGINT) -> int:
        """Its exit code, once it and its children have got a signal, as a terminal sends it."""
        os.killpg(self.process.pid, number)
        return self.process.wait(60)


@contextmanager
def command(root: Path, *arguments: str, port: int = 0) -> Iterator[Command]:
    """Serve a site until the end; port 0 is any that is free."""
    said = root.parent / f"said by {len(list(root.parent.iterdir()))}"
    said.mkdir()
    running = Command(root, said, ("--port", str(port), *arguments))
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
