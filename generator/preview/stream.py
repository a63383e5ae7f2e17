"""Tells the pages that are open of each new edition, by server-sent events."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncGenerator, Callable

import msgspec

from generator.preview.edition import Arrival, Edition

# A page that is gone is only noticed by writing to it.
_BREATH = 15.0
_KEPT = 64


class _News(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is told of an edition."""

    edition: str
    problems: int
    arrived: tuple[Arrival, ...]


def news(edition: Edition, start: str, arrived: tuple[Arrival, ...]) -> bytes:
    """An edition as an event; start is this server's, so that another's editions differ."""
    identity = edition_id(edition, start)
    told = _News(edition=identity, problems=len(edition.problems), arrived=arrived)
    return b"id: %b\ndata: %b\n\n" % (identity.encode(), msgspec.json.encode(told))


def edition_id(edition: Edition, start: str) -> str:
    """What tells an edition from all others, of other servers too."""
    return f"{start}.{edition.number}"


class Arrivals:
    """The articles that came last, for pages that did not listen then."""

    def __init__(self) -> None:
        self._last = deque[tuple[int, Arrival]](maxlen=_KEPT)

    def add(self, edition: Edition) -> None:
        """Note what came with an edition."""
        self._last.extend((edition.number, each) for each in edition.arrived)

    def since(self, known: str, start: str) -> tuple[Arrival, ...]:
        """What came after the edition that a page has; nothing, if it was another server's."""
        beginning, _, number = known.partition(".")
        if beginning != start or not re.fullmatch("[0-9]{1,9}", number):
            return ()
        return tuple(each for at, each in self._last if at > int(number))


class Stream:
    """The pages that listen. All of it runs in the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Event, deque[bytes]] = {}
        self._is_over = False

    def __len__(self) -> int:
        """How many pages listen."""
        return len(self._listeners)

    def tell(self, event: bytes) -> None:
        """Tell every page; of what one does not take, the oldest goes first."""
        for bell, events in self._listeners.items():
            events.append(event)
            bell.set()

    def end(self) -> None:
        """Let every page's stream come to its end."""
        self._is_over = True
        for bell in self._listeners:
            bell.set()

    async def follow(self, first: Callable[[], bytes]) -> AsyncGenerator[bytes, None]:
        """The events for one page, from a first one on."""
        bell, events = asyncio.Event(), deque([b"retry: 500\n\n"], maxlen=_KEPT)
        self._listeners[bell] = events
        # Asked once the page listens: between the two an edition could be missed.
        events.append(first())
        try:
            while not self._is_over:
                told = b"".join(events)
                events.clear()
                yield told or b": still here\n\n"
                await _rung(bell)
        finally:
            del self._listeners[bell]


async def _rung(bell: asyncio.Event) -> None:
    """Wait until a bell rings, or a breath has passed."""
    try:
        async with asyncio.timeout(_BREATH):
            await bell.wait()
    except TimeoutError:
        return
    bell.clear()
