"""When the interpreter looks for circles of garbage: not while a site is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left() -> Iterator[None]:
    """Look for no garbage: what a build makes, it keeps, and a look at it all costs a tenth."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
