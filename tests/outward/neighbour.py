"""Another site, on this machine: it notes who asks for what, and answers as its paths say."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

SLOW = {"quick": 0.02, "slow": 2.0, "asleep": 8.0}  # seconds
_STATUS = {"gone": 404, "taken-out": 410, "forbidden": 403, "fault": 500, "there": 200}
_MOVED = {
    "moved": "/there",
    "moved-far": "/moved",
    "moved-gone": "/gone",
    "to": "/fro",
    "fro": "/to",
}


class Asked(NamedTuple):
    """One request, and when it came and was answered."""

    method: str
    path: str
    agent: str
    came: float
    left: float


class Neighbour(ThreadingHTTPServer):
    """The other site; address is its URL without a slash at its end."""

    daemon_threads = True

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), _Answers)
        self.address = f"http://{host}:{self.server_address[1]}"
        self.asked: list[Asked] = []

    def methods(self, path: str) -> list[str]:
        """The methods that a path was asked for by, in order."""
        return [each.method for each in self.asked if each.path == path]


class _Answers(BaseHTTPRequestHandler):
    server: Neighbour

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        came, name = time.monotonic(), self.path.strip("/").partition("-of-")[0].partition("?")[0]
        time.sleep(SLOW.get(name, 0))
        is_head = self.command == "HEAD"
        status = 301 if name in _MOVED else _STATUS.get(name, 200)
        if name == "no-head" and is_head:
            status = 405
        if name == "liar" and is_head:
            status = 404
        if name == "busy":
            status = 429
        note = Asked(self.command, self.path, self.headers["User-Agent"], came, time.monotonic())
        self.server.asked.append(note)
        self.send_response(status)
        if name in _MOVED:
            self.send_header("Location", _MOVED[name])
        if name == "busy":
            self.send_header("Retry-After", "3600")
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def neighbour(host: str = "127.0.0.1") -> Iterator[Neighbour]:
    """Another site that answers as long as it is needed."""
    with Neighbour(host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
