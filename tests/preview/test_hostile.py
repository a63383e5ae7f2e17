"""Whatever comes over the wire, the preview gives nothing but the site, and stays as it was."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from threading import Event

import pytest

from tests.conftest import MakeSite
from tests.preview.conftest import SECRET
from tests.preview.engines import Live, live
from tests.preview.hostile import hostile
from tests.preview.serving import Served, serving, wait_until
from tests.sites import article

A = "/2026/05/a/"
GIVEN_AWAY = (SECRET.encode(), b"root:x:0", b"timezone: Asia", b"draft: true", b"compare_digest")
FEW_REQUESTS, FEW_READERS = 200, 100
MANY_SAVES = 24
_some_or_all = pytest.mark.parametrize(
    "share", [1, pytest.param(10, marks=pytest.mark.soak)], ids=["some", "all"]
)


@_some_or_all
def test_nothing_but_the_site_is_given_away(served: Served, share: int) -> None:
    random = Random(share)
    good = served.ask(A).content
    files, memory = open_files(), 0
    for number in range(FEW_REQUESTS * share):
        request = hostile(random)
        heard = served.send(request, 0.1)
        assert not [word for word in GIVEN_AWAY if word in heard], (number, request)
        memory = memory or (megabytes() if number == FEW_REQUESTS // 2 else 0)
    assert served.ask(A).content == good
    wait_until(lambda: open_files() <= files)
    assert megabytes() - memory < 16


def test_a_request_whose_headers_never_end_is_cut_off(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=0.5) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        wait_until(lambda: is_closed(slow, b"y"))
    assert served.ask(A).status == 200


def test_connections_that_say_nothing_do_not_keep_others_out(served: Served) -> None:
    with ExitStack() as idle:
        for _ in range(250):
            idle.enter_context(socket.create_connection(("127.0.0.1", served.port)))
        wait_until(lambda: served.ask(A).status == 200)
    files = open_files()
    wait_until(lambda: open_files() <= files)


@_some_or_all
def test_an_answer_amid_a_storm_of_edits_is_of_one_edition(site: MakeSite, share: int) -> None:
    with live(site({"content/a.md": version(0)})) as running, serving(running.engine) as served:
        has_blown, is_over = Event(), Event()
        with ThreadPoolExecutor(5) as pool:
            storm = pool.submit(edit, running, has_blown, is_over)
            count = FEW_READERS * share // 4
            readers = [pool.submit(versions, served, count, has_blown) for _ in range(4)]
            try:
                seen = [each for reader in readers for each in reader.result()]
            finally:
                is_over.set()
            storm.result()
    assert [each for each in seen if len(each) != 1] == []
    assert len(set(map(frozenset, seen))) > 3, "the storm was none"


def version(number: int) -> str:
    """An article that says all over which version it is."""
    text = "\n\n".join(f"Paragraph {n} of version {number}." for n in range(200))
    return article(f"Version {number}", text, slug="a", standfirst=f"What is in version {number}?")


def edit(running: Live, has_blown: Event, is_over: Event) -> None:
    """Save one version after another, until it is over; has_blown once there were many."""
    number = 0
    try:
        while not is_over.is_set():
            number += 1
            running.write({"content/a.md": version(number)})
            if number == MANY_SAVES:
                has_blown.set()
    finally:
        has_blown.set()


def versions(served: Served, count: int, has_blown: Event) -> list[set[str]]:
    """Which versions each of some answers is made of, asked for as long as the storm takes."""
    seen: list[set[str]] = []
    while len(seen) < count or not has_blown.is_set():
        seen.append(set(re.findall(r"[Vv]ersion (\d+)", served.ask(A).text)))
    return seen


def is_closed(connection: socket.socket, drop: bytes) -> bool:
    """Whether the other side has closed a connection, into which we drip."""
    try:
        connection.sendall(drop)
        return connection.recv(4096) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def open_files() -> int:
    """Files and sockets that this process, the server in it, has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def megabytes() -> int:
    """Memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024
