"""Other sites for tests that ask for their pages."""

from collections.abc import Iterator

import pytest

from tests.outward.neighbour import Neighbour, neighbour


@pytest.fixture
def elsewhere() -> Iterator[Neighbour]:
    """One other site."""
    with neighbour() as server:
        yield server
