"""What all tests share: small sites, themes, golden files, and the count of what was tried."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.sites import TINY_THEME, SmallSite, copy_of_theme, know_templates, write_files

MakeSite = Callable[[dict[str, str | bytes]], SmallSite]
Tried = Callable[[str, object], None]
"""`record_property`: how many of what a test has tried, for the summary."""
# The same examples in every run, and each may take its time: here as where CI is set.
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites golden files from what the code makes now."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores: tests that wait leave theirs to others."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the soak unless it is asked for by `-m soak`."""
    if "soak" not in config.option.markexpr:
        soak = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many of each were tried by the tests that have passed."""
    tried = Counter[str]()
    for report in terminalreporter.getreports("passed"):
        for what, count in report.user_properties:
            tried[what] += int(str(count))
    if tried:
        terminalreporter.section("tried", sep="-")
        for what, total in sorted(tried.items()):
            terminalreporter.write_line(f"{total:>7,}  {what}")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own theme, as it was when the tests began, compiled."""
    folder = copy_of_theme(tmp_path_factory.mktemp("theme"))
    know_templates(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A theme that shows all that a view holds, and is quick."""
    folder = tmp_path_factory.mktemp("tiny-theme")
    write_files(folder, TINY_THEME)
    return folder


@pytest.fixture
def site(tmp_path: Path, theme: Path) -> MakeSite:
    """Make a small site of files by path."""
    return lambda files: SmallSite(tmp_path / "site", files, theme)
