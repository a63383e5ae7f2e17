"""What all tests share: small sites, and the switch that rewrites golden files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import SmallSite

MakeSite = Callable[[dict[str, str | bytes]], SmallSite]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites golden files from what the code makes now."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Make a small site of files by path."""
    return lambda files: SmallSite(tmp_path / "site", files)
