"""Chromium, and the site with every kind of page served from loopback."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.rich import build_at, rich_content

BASES = {"at the root": "", "under a path": "/column"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

Open = Callable[..., Page]


class _Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not write of every request."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder from loopback; gives its address without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; without one the tests are passed over, but not in CI."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("there is no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS.split())
        yield browser
        browser.close()


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
