"""The preview of an engine, served from loopback, and requests to it down to the last byte."""

import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from generator.cli.earlier import with_changes
from generator.preview.edition import Edition
from generator.preview.gate import LOOPBACK, Guard
from generator.preview.pointing import Opener
from generator.preview.server import Preview, Terms, Told
from generator.preview.wire import listening, make_server
from tests.sites import NOON

TOKEN = "the-token-of-this-start"
TRAY = re.compile(r'<aside class="wow-desk".*</aside>', re.DOTALL)
HEAD = re.compile(r"<link[^>]*data-wow><script.*?data-wow defer></script>")
EDITOR = "vscode://file{path}:{line}:{column}"


class Heard(NamedTuple):
    """An answer: its status, its headers by their names in lower case, its bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """Its bytes as text."""
        return self.content.decode()


class Served(NamedTuple):
    """A preview that is served: its port, and the moments that it was asked for."""

    port: int
    moments: list[datetime | None]

    @property
    def origin(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Heard:
        """The answer to a request; a header's name has _ for -."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() or None)
            response = connection.getresponse()
            sent = {name.lower(): value for name, value in response.getheaders()}
            return Heard(response.status, sent, response.read())

    def send(self, request: bytes, patience: float = 60) -> bytes:
        """What comes back for raw bytes; after a while without any, we send no more and wait."""
        heard: list[bytes] = []
        place = ("127.0.0.1", self.port)
        with socket.create_connection(place, patience) as wire, suppress(ConnectionError):
            wire.sendall(request)
            try:
                heard.extend(iter(partial(wire.recv, 65536), b""))
            except TimeoutError:
                wire.shutdown(socket.SHUT_WR)
                wire.settimeout(60)
                heard.extend(iter(partial(wire.recv, 65536), b""))
        return b"".join(heard)


@contextmanager
def serving(
    engine: Told,
    *,
    port: int = 0,
    start: str = "first",
    root: Path = Path("/news"),
    secret: str = "",
    ask: Callable[[datetime | None], object] = lambda _: None,
    say: Callable[[Edition], None] = lambda _: None,
) -> Iterator[Served]:
    """Serve an engine; port 0 is any that is free. ask is told of moments, in the loop's thread;
    say of editions, in the engine's.
    """
    moments: list[datetime | None] = []

    def asked(moment: datetime | None) -> "Future[None]":
        moments.append(moment)
        ask(moment)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    with listening("127.0.0.1", port) as listener:
        number = listener.getsockname()[1]
        terms = Terms(
            opener=Opener(form=EDITOR, root=root),
            guard=Guard(LOOPBACK, number, secret),
            start=start,
            token=TOKEN,
            clock=lambda: NOON,
            ask=asked,
            explain=partial(with_changes, root),
        )
        preview = Preview(engine, terms, say)
        server = make_server(preview.application(), preview.end)
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield Served(number, moments)
        finally:
            preview.end()
            server.should_exit = True
            thread.join()


def bare(page: str) -> str:
    """A page without what the preview adds to it."""
    return HEAD.sub("", TRAY.sub("", page))


def wait_until(claim: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so; fails where it never is."""
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)
