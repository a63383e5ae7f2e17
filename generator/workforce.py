"""How many processes a dear step may use, and how long each may stay on one item."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workforce:
    """How many processes to use, none for 0, and how many seconds one item may take."""

    jobs: int
    budget: float = 10.0
