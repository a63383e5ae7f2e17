"""How many processes a dear step may use, how long each may stay on one item, and who is told."""

from collections.abc import Callable
from dataclasses import dataclass

FLOOR = 24
Tell = Callable[[str, int, int], None]


def tell_nobody(_what: str, _done: int, _of: int) -> None:
    """Nobody asked."""


@dataclass(frozen=True)
class Workforce:
    """How many processes to use, none for 0, and how many seconds one item may take.

    tell is called now and then with what is done, how many items of it are, and of how many.
    floor is how many items are not worth a second process, share how many one takes at most.
    """

    jobs: int
    budget: float = 10.0
    tell: Tell = tell_nobody
    floor: int = FLOOR
    share: int = 8192
