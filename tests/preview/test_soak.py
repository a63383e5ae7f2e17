"""Long days of mixed edits under `wow serve`: it never shows what a new start would not."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from statistics import median
from threading import Timer
from urllib.parse import quote

import pytest

from generator.errors import Leak, Locked
from generator.plan import INDEX
from tests.bench.tree import memory
from tests.preview.commands import Command, command
from tests.preview.engines import Live, live
from tests.preview.hands import Hands
from tests.preview.serving import bare, wait_until
from tests.sites import NOON, SmallSite

AT_NOON = ("--now", "2026-06-01T12:00Z")  # of no zone that settings may say by then
PATHS = ("/", "/2026/05/a/", "/2026/05/d/", "/archive/", "/feed.xml", "/_desk/", "/column/")
ALLOWANCE = 1.1, 8 << 20  # by how much, and by how many bytes, memory may differ over a day
_ANSWERS = {200, 302, 404, 500}


@pytest.mark.parametrize(
    ("steps", "between"),
    [(60, 30), pytest.param(2000, 100, marks=pytest.mark.soak)],
    ids=["sample", "soak"],
)
def test_after_many_edits_every_page_is_that_of_a_new_start(
    tmp_path: Path, steps: int, between: int
) -> None:
    small = SmallSite(tmp_path / "site", {})
    hands, held, compared = Hands(small, Random(steps)), list[int](), list[bool]()
    with command(small.root, *AT_NOON) as running:
        for number in range(1, steps + 1):
            hands.step()
            assert running.served.ask(hands.chance.choice(PATHS)).status in _ANSWERS
            if number % between == 0:
                compared.append(is_true_to_files(running, hands, tmp_path / "copy"))
                held.append(memory(running.process.pid))
        assert "Traceback" not in running.err
    assert is_flat(held)
    assert any(compared)


@pytest.mark.parametrize(
    ("points", "between"),
    [(2, 2), pytest.param(50, 10, marks=pytest.mark.soak)],
    ids=["sample", "soak"],
)
def test_killed_amid_edits_it_starts_again_as_if_nothing_was(
    tmp_path: Path, points: int, between: int
) -> None:
    small = SmallSite(tmp_path / "site", {})
    hands = Hands(small, Random(points))
    for point in range(1, points + 1):
        with command(small.root, *AT_NOON) as running:
            # Of the time it takes to start, to read, and to follow some edits.
            killer = Timer(3 * hands.chance.random(), running.process.kill)
            killer.start()
            while running.process.poll() is None:
                hands.step()
            killer.join()
        if point % between == 0:
            with command(small.root, *AT_NOON) as running:
                is_true_to_files(running, hands, tmp_path / "copy")
                wait_until(lambda: is_built(small) is not None)
            if is_built(small):
                clean = small.copy(tmp_path / "clean")
                clean.build()
                assert small.output() == clean.output()
                shutil.rmtree(clean.root)


def is_built(site: SmallSite) -> bool | None:
    """Build a site; whether nothing under embargo would be told of, which is refused.

    None where its preview does not let us: it may be at work with the cache itself.
    """
    try:
        site.build()
    except Locked:
        return None
    except Leak:
        return False
    return True


def is_true_to_files(running: Command, hands: Hands, folder: Path) -> bool:
    """Compare all that is served with a new start, and with a build if there can be one."""
    with started_anew(hands.site, folder) as fresh:
        is_sound = not fresh.engine.edition.problems
        wait_until(lambda: tells_of_problems(running) is not is_sound)
    if not is_sound:
        hands.mend()
    with started_anew(hands.site, folder) as fresh:
        assert fresh.engine.edition.problems == ()
        assert_shown(running, base_of(fresh), fresh.pages())
        if is_built(fresh.site):
            look_at(running, AT_NOON[1])
            assert_shown(running, base_of(fresh), without_index(fresh.site.output()))
            look_at(running, "")
            return True
    return False


@contextmanager
def started_anew(site: SmallSite, folder: Path) -> Iterator[Live]:
    """A preview of a copy of a site, with nothing kept from before."""
    with live(site.copy(folder), NOON) as fresh:
        yield fresh
    shutil.rmtree(folder)


def base_of(fresh: Live) -> str:
    """The path at which a site is."""
    site = fresh.engine.edition.site
    assert site
    return site.config.base


def tells_of_problems(running: Command) -> bool:
    """Whether the desk tells of anything that is wrong."""
    return 'id="problems"' in running.served.ask("/_desk/").text


def without_index(outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Outputs without the search index, which no preview has."""
    return {path: text for path, text in outputs.items() if not path.startswith(f"{INDEX}/")}


def assert_shown(running: Command, base: str, outputs: Mapping[str, bytes]) -> None:
    """Wait until every output is served as it is here."""
    with suppress(AssertionError):
        wait_until(lambda: not differing(running, base, outputs))
    assert differing(running, base, outputs) == []


def differing(running: Command, base: str, outputs: Mapping[str, bytes]) -> list[str]:
    """The outputs that are served otherwise."""
    served = running.served
    urls = {quote(f"{base}/{path.removesuffix('index.html')}"): path for path in outputs}
    heard = {path: served.ask(url) for url, path in urls.items()}
    return [
        path
        for path, answer in heard.items()
        if _by_day(bare(answer.text).encode() if path.endswith(".html") else answer.content)
        != _by_day(outputs[path])
    ]


def _by_day(content: bytes) -> bytes:
    """An output, its moments to the day: what is gone or undated is of now, and a clock runs."""
    return re.sub(rb"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d", rb"\1", content)


def look_at(running: Command, moment: str) -> None:
    """Ask at the desk for the site as of a moment; now, where there is none."""
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', running.served.ask("/_desk/").text))
    asked = f"token={token}&moment={moment}"
    assert running.served.ask("/_desk/moment", "POST", asked).status == 303


def is_flat(held: list[int]) -> bool:
    """Whether the last fifth of a day holds no more than the second did."""
    fifth = len(held) // 5
    if not fifth:
        return True
    factor, more = ALLOWANCE
    return median(held[-fifth:]) <= factor * median(held[fifth : 2 * fifth]) + more
