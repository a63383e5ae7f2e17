"""Pages that listen miss nothing, and what nobody listens to is let go."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from generator.preview.stream import Stream

Result = TypeVar("Result")


def result_of(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What comes of a coroutine, in a thread of its own: a browser's tests leave a loop in this."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_an_edition_between_the_question_and_the_listening_is_not_missed() -> None:
    async def first_heard() -> bytes:
        stream, editions = Stream(), [b"old;"]
        events = stream.follow(lambda: editions[-1])
        editions.append(b"new;")
        stream.tell(b"new;")
        return await anext(events)

    assert b"new;" in result_of(first_heard())


def test_what_is_told_while_a_page_is_busy_is_heard_afterwards() -> None:
    async def heard() -> list[bytes]:
        stream = Stream()
        events = stream.follow(lambda: b"0;")
        first = await anext(events)
        stream.tell(b"1;")
        stream.tell(b"2;")
        return [first, await anext(events)]

    assert result_of(heard()) == [b"retry: 500\n\n0;", b"1;2;"]


def test_a_page_that_goes_is_forgotten_and_the_end_is_told() -> None:
    async def ends() -> tuple[int, int, list[bytes]]:
        stream = Stream()
        gone, stays = stream.follow(lambda: b"a;"), stream.follow(lambda: b"b;")
        await anext(gone)
        await anext(stays)
        both = len(stream)
        await gone.aclose()
        stream.end()
        return both, len(stream), [event async for event in stays]

    assert result_of(ends()) == (2, 1, [])
