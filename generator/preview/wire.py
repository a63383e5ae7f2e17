"""The server on its socket: what is slow or too much is cut off, and it ends when it is told to."""

import errno
import logging
import signal
import socket
from asyncio import Transport
from collections.abc import Callable
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEADERS_WITHIN = 10.0
_AT_ONCE = 200
_TRIES = 20


class _Impatient(H11Protocol):
    """HTTP/1.1 that waits only so long for a request's headers, the first one's too."""

    _within = _HEADERS_WITHIN

    # As uvicorn's own: asyncio's stub has a wider type.
    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(self._within, self.timeout_keep_alive_handler)

    def data_received(self, data: bytes) -> None:
        """Wait on, but no longer, while headers are not whole; then no more."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._timer.cancel()
        elif self._timer.cancelled():
            self._timer = self.loop.call_later(self._within, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._timer.cancel()
        super().connection_lost(exc)


class Server(uvicorn.Server):
    """A server that says when it begins to end, since open streams would hold it up."""

    is_interrupted = False

    def __init__(self, config: uvicorn.Config, before_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_end = before_end

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, and write of no request that is cut off by it."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self.is_interrupted |= sig == signal.SIGINT
        self._before_end()
        super().handle_exit(sig, frame)


def make_server(app: ASGIApp, before_end: Callable[[], None]) -> Server:
    """A server of an application."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="error",
        access_log=False,
        http=_Impatient,
        loop="asyncio",
        ws="none",
        lifespan="on",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=1,
    )
    return Server(config, before_end)


def serve(server: Server, listener: socket.socket) -> None:
    """Serve until a signal comes, at whatever moment. Raises KeyboardInterrupt at Ctrl-C."""
    heard_before = signal.signal(signal.SIGINT, server.handle_exit)
    try:
        server.run([listener])
    finally:
        signal.signal(signal.SIGINT, heard_before)
    if server.is_interrupted:
        raise KeyboardInterrupt


def _at_once(listener: socket.socket) -> socket.socket:
    """A listener whose connections send at once: else the end of an answer waits for 40 ms."""
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def listening(host: str, port: int) -> socket.socket:
    """A socket at the first free port from one on. Raises OSError where there is none."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    for number in range(port, min(port + _TRIES, 65536)):
        place = (address[0], number, *address[2:])
        try:
            return _at_once(socket.create_server(place, family=family, backlog=_AT_ONCE))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"no port from {port} on is free")
