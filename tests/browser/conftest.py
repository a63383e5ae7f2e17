"""Chromium, and the site with every kind of page served from loopback."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.rich import build_at, rich_content

expect.set_options(timeout=60_000)  # two cores may be very busy

BASES = {"at the root": "", "under a path": "/column"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
# The popups of an address bar that nobody sees take half of what a new tab costs. Of two such lists
# the last counts: the others are those of Playwright's own that could tell in a page.
_NOT_NEEDED = (
    "WebUIOmniboxPopup WebUIOmniboxAimPopup AvoidUnnecessaryBeforeUnloadCheckSync "
    "DestroyProfileOnBrowserClose HttpsUpgrades HttpsFirstBalancedModeAutoEnable LensOverlay "
    "MediaRouter PaintHolding ThirdPartyStoragePartitioning Translate OptimizationHints"
)

TELL_STOPPED = """
  globalThis.stopped = [];
  addEventListener("securitypolicyviolation", (event) =>
    stopped.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""

Open = Callable[..., Page]
Launch = Callable[..., Browser]


Rules = dict[str, dict[str, str]]


class _Host(SimpleHTTPRequestHandler):
    """A server of files that sends the headers of a path's rules, and writes of no request."""

    def __init__(self, *given: Any, rules: Rules, **named: Any) -> None:
        self._rules = rules
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        """Send the headers of every rule that the path falls under."""
        headers: dict[str, str] = {}
        for start, named in self._rules.items():
            headers |= named if self.path.startswith(start) else {}
        for name, value in headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def header_rules(written: str) -> Rules:
    """The rules of a _headers file, each of which ends in *."""
    rules: Rules = {}
    for line in filter(None, written.split("\n")):
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[next(reversed(rules))][name] = value
        else:
            rules[line.removesuffix("*")] = {}
    return rules


@contextmanager
def serving(folder: Path, *, reads_headers: bool = True) -> Iterator[str]:
    """Serve a folder from loopback, as a host that reads _headers or as one that does not.

    Gives its address without a slash at its end.
    """
    rules: Rules = {}
    for file in sorted(folder.rglob("_headers")) if reads_headers else ():
        rules |= header_rules(file.read_text(encoding="utf-8"))
    handler = partial(_Host, directory=str(folder), rules=rules)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chromium_here() -> str | None:
    """Where Chromium is; none where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Start a Chromium, with more flags and with variables of its own.

    Without one the tests are passed over, but not in CI.
    """
    found = chromium_here()
    if found is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("there is no Chromium here")
    with sync_playwright() as playwright:

        def start(*flags: str, **variables: str) -> Browser:
            features = f"--disable-features={','.join(_NOT_NEEDED.split())}"
            args: list[str] = [*FLAGS.split(), features, *flags]
            env: dict[str, str | float | bool] = {**os.environ, **variables}
            return playwright.chromium.launch(executable_path=found, args=args, env=env)

        yield start


@pytest.fixture(scope="session")
def chromium(launch: Launch) -> Iterator[Browser]:
    """A running Chromium."""
    with launch() as browser:
        yield browser


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder in which the site stands twice: at its root and under /column/."""
    root = rich_content(tmp_path_factory.mktemp("rich"))
    for base in BASES.values():
        build_at(root, root / "www" / base.lstrip("/"), base)
    return root / "www"


@pytest.fixture(scope="session")
def origin(folder: Path) -> Iterator[str]:
    """Where that folder is served."""
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def opened(chromium: Browser, origin: str) -> Iterator[Open]:
    """Open a page by its path; settings are those of the browser's context.

    There is one tab for each set of settings, since a new one takes longer than most tests.
    """
    tabs: dict[str, Page] = {}

    def open_page(path: str, **settings: object) -> Page:
        tab = tabs.get(repr(settings)) or chromium.new_page(**settings)  # type: ignore[arg-type]
        tabs[repr(settings)] = tab
        tab.goto(f"{origin}/{path}")
        return tab

    yield open_page
    for tab in tabs.values():
        tab.close()
