"""How many examples a claim is tried on: a fixed sample in every run, very many in the soak."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

_COMMON = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Amount:
    """How many examples there are, and whether they are the same in every run."""

    settings: settings

    def check(self, claim: Callable[[T], None], values: SearchStrategy[T]) -> None:
        """Try a claim on values; the smallest that refutes it is shown."""
        self.settings(given(values)(claim))()


def amounts(sample: int, soak: int) -> pytest.MarkDecorator:
    """Run a test with `amount` as a sample, and again in the soak."""
    fixed = settings(_COMMON, derandomize=True, max_examples=sample)
    many = settings(_COMMON, derandomize=False, max_examples=soak)
    return pytest.mark.parametrize(
        "amount",
        [
            pytest.param(Amount(fixed), id="sample"),
            pytest.param(Amount(many), id="soak", marks=pytest.mark.soak),
        ],
    )
