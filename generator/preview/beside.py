"""Work beside the event loop that keeps no process from ending."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


async def beside(call: Callable[[], Result]) -> Result:
    """The result of a call in a thread of its own: a pool's would be waited for at the end."""
    done = Future[Result]()
    threading.Thread(target=_made, args=(call, done), daemon=True).start()
    return await asyncio.wrap_future(done)


def _made(call: Callable[[], Result], done: "Future[Result]") -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        done.set_result(call())
    except BaseException as error:  # noqa: BLE001 (whoever awaits it raises it)
        done.set_exception(error)
