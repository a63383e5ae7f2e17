"""The socket that the preview listens at."""

import socket

from generator.preview.wire import listening


def test_an_answer_is_sent_at_once() -> None:
    with (
        listening("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
