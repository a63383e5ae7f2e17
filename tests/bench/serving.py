"""A running preview and one kept connection to it: what it answers, and from when on."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, IncompleteRead

from tests.bench import tree
from tests.bench.measure import Failed
from tests.bench.sites import Site

PAUSE = 0.002  # seconds between two looks
PATIENCE = 900.0  # seconds after which nothing more is expected
_SHEET = re.compile(r'<link rel="?stylesheet"? href="?([^" >]+)')


class Server:
    """A contender's preview of a site; torn counts answers that ended before their end."""

    def __init__(self, site: Site, process: subprocess.Popen[bytes], port: int) -> None:
        self.site, self.name, self.torn = site, site.contender.name, 0
        self._process = process
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def text(self, path: str) -> str:
        """What it answers for a path; empty where it is no whole answer."""
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
            content = answer.read()
        except (HTTPException, OSError) as error:
            self.torn += isinstance(error, IncompleteRead)
            self._connection.close()
            return ""
        return content.decode("utf-8", "replace") if answer.status == 200 else ""

    def stylesheet(self, path: str) -> str:
        """What stands in a page's stylesheet, its last: a preview puts its own before."""
        found = _SHEET.findall(self.text(path))
        return self.text(found[-1]) if found else ""

    def until(self, is_there: Callable[[], bool], pause: float = PAUSE) -> float:
        """Seconds from now until something is there."""
        started = time.perf_counter()
        while not is_there():
            if self._process.poll() is not None:
                raise Failed(f"{self.name} has ended")
            if time.perf_counter() - started > PATIENCE:
                raise Failed(f"{self.name} does not show what was saved")
            time.sleep(pause)
        return time.perf_counter() - started

    def cpu(self) -> float:
        """CPU seconds used until now."""
        return tree.cpu(self._process.pid)

    def memory(self) -> int:
        """Bytes held now."""
        return tree.memory(self._process.pid)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


@contextmanager
def serving(site: Site) -> Iterator[Server]:
    """Start a site's preview, and end it as Ctrl-C does."""
    maker, port = site.contender, _free_port()
    process = subprocess.Popen(
        [*maker.serve, str(port)],
        cwd=site.folder,
        env={**os.environ, **maker.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(site, process, port)
    try:
        yield server
    finally:
        server.close()
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
