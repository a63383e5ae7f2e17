"""How other hosts are asked: what their answers mean, and that they are asked politely."""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import httpx
import pytest

from generator.checks.external import Standing, Verdict
from generator.outward.asking import Asker, Pace
from tests.outward.neighbour import Neighbour, neighbour

_QUICK = Pace(pause=0.0, patience=30.0)


def asked(urls: Iterable[str], pace: Pace = _QUICK) -> dict[str, Verdict]:
    async def ask() -> dict[str, Verdict]:
        async with httpx.AsyncClient(timeout=None, trust_env=False) as client:
            return await Asker(client, pace).verdicts(urls)

    # A browser's tests leave a loop that runs in their thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


_ANSWERS = {
    "there": (Standing.THERE, ["HEAD"]),
    "gone": (Standing.GONE, ["HEAD", "GET"]),
    "taken-out": (Standing.GONE, ["HEAD", "GET"]),
    "no-head": (Standing.THERE, ["HEAD", "GET"]),
    "liar": (Standing.THERE, ["HEAD", "GET"]),
    "forbidden": (Standing.THERE, ["HEAD", "GET"]),
    "fault": (Standing.UNKNOWN, ["HEAD", "GET"]),
    "moved": (Standing.THERE, ["HEAD"]),
    "moved-far": (Standing.THERE, ["HEAD"]),
    "moved-gone": (Standing.GONE, ["HEAD"]),
    "to": (Standing.GONE, ["HEAD"]),
}


@pytest.mark.parametrize(("name", "expected"), _ANSWERS.items(), ids=_ANSWERS)
def test_an_answer_is_judged(
    elsewhere: Neighbour, name: str, expected: tuple[Standing, list[str]]
) -> None:
    stands, methods = expected
    (verdict,) = asked([f"{elsewhere.address}/{name}"]).values()
    assert (verdict.stands, verdict.is_answer) == (stands, True)
    assert elsewhere.methods(f"/{name}") == methods
    assert bool(verdict.said) == (stands is not Standing.THERE)


def test_a_slow_host_costs_no_more_than_patience(elsewhere: Neighbour) -> None:
    (verdict,) = asked([f"{elsewhere.address}/asleep"], Pace(pause=0.0, patience=0.5)).values()
    said = "has no answer in 0.5 seconds"
    assert verdict == Verdict(Standing.UNKNOWN, said, is_answer=False)


def test_a_closed_port_is_no_proof_that_a_page_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    (verdict,) = asked([f"http://127.0.0.1:{port}/"]).values()
    assert verdict == Verdict(Standing.UNKNOWN, "is refused by its host", is_answer=False)


@pytest.mark.parametrize("url", ["http://[::1/", "http://a b/", "http://" + "a" * 70 + ".example/"])
def test_what_is_no_address_is_told(url: str) -> None:
    (verdict,) = asked([url]).values()
    assert verdict.stands is not Standing.THERE
    assert verdict.said


def test_a_page_is_asked_for_once(elsewhere: Neighbour) -> None:
    assert len(asked([f"{elsewhere.address}/there"] * 5)) == 1
    assert elsewhere.methods("/there") == ["HEAD"]


def test_a_host_is_asked_for_one_page_at_a_time_with_a_pause_between(
    elsewhere: Neighbour,
) -> None:
    pace = Pace(pause=0.05, patience=30.0)
    asked([f"{elsewhere.address}/quick-of-{number}" for number in range(8)], pace)
    turns = sorted(elsewhere.asked, key=lambda each: each.came)
    assert len(turns) == 8
    assert all(after.came - before.left >= 0.05 for before, after in pairwise(turns))


def test_hosts_are_asked_side_by_side_and_only_so_many() -> None:
    with neighbour("127.0.0.2") as a, neighbour("127.0.0.3") as b, neighbour("127.0.0.4") as c:
        pace = Pace(hosts=2, pause=0.0, patience=30.0)
        asked([f"{each.address}/slow" for each in (a, b, c)], pace)
        spans = sorted((each.asked[0].came, each.asked[0].left) for each in (a, b, c))
        first_ends = min(end for _, end in spans)
        assert [start < first_ends for start, _ in spans] == [True, True, False]


def test_a_host_that_is_busy_is_left_alone(elsewhere: Neighbour) -> None:
    urls = [f"{elsewhere.address}/busy", *(f"{elsewhere.address}/quick-of-{n}" for n in range(3))]
    assert asked(urls) == {}
    assert elsewhere.methods("/busy") == ["HEAD", "GET"]
    assert len(elsewhere.asked) == 2


def test_time_is_bounded_and_what_was_found_is_kept(elsewhere: Neighbour) -> None:
    urls = [f"{elsewhere.address}/there", f"{elsewhere.address}/asleep"]
    found = asked(urls, Pace(pause=0.0, patience=30.0, budget=4.0))
    assert list(found) == [f"{elsewhere.address}/there"]


def test_a_chain_of_redirects_has_an_end(elsewhere: Neighbour) -> None:
    (verdict,) = asked([f"{elsewhere.address}/moved-far"], Pace(pause=0.0, hops=2)).values()
    assert verdict == Verdict(Standing.GONE, "leads in a circle")
