"""A call that may take so long and no longer."""

import ctypes
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Overtime(Exception):
    """A call outlived its budget."""


class _Stop(BaseException):
    """Thrown into a call that outlived its budget."""


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """The result of a call, made in a thread of its own. Raises Overtime, and what it raises."""
    attempt = _Attempt(call)
    attempt.start()
    attempt.join(seconds)
    if attempt.is_alive():
        _stop(attempt)
        raise Overtime
    return attempt.result()


class _Attempt(threading.Thread, Generic[Result]):
    """A call on its way; a daemon, so that no hanging one keeps the process from ending."""

    def __init__(self, call: Callable[[], Result]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._results: list[Result] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Make the call."""
        try:
            self._results.append(self._call())
        except BaseException as error:  # noqa: BLE001 (result() raises it in the caller's thread)
            self._error = error

    def result(self) -> Result:
        """What came of it."""
        if self._error:
            raise self._error
        return self._results[0]


def _stop(thread: threading.Thread) -> None:
    """Throw into a thread: a loop in a template is Python, and ends at its next step."""
    number = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(_Stop))
