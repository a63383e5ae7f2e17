"""The desk in a real browser: read in every look, filtered, counted down, and without script."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.preview import desk
from generator.preview.edition import Edition
from tests.browser.test_accessibility import AXE, looks, violations
from tests.preview.columns import EVERYWHERE, SLIP, edition_of, grown, page_of, site_of
from tests.sites import NOON, SmallSite

STYLE = Path(desk.__file__).with_suffix(".css").read_bytes()
SCRIPT = Path(desk.__file__).with_suffix(".js").read_bytes()
STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DUE = datetime(2026, 6, 4, 12, 30, tzinfo=UTC)


class Preview(ThreadingHTTPServer):
    """A preview on loopback that has a desk and nothing else; posted is what its forms sent."""

    edition = Edition()

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.address = f"http://127.0.0.1:{self.server_port}/column/_desk/"
        self.posted: list[dict[str, list[str]]] = []


class _Desk(BaseHTTPRequestHandler):
    server: Preview

    def do_GET(self) -> None:
        """Answer with the desk, or with what it is dressed in."""
        url = urlsplit(self.path)
        query = parse_qs(url.query).get("q", [""])[0]
        answers = {
            "/column/_desk/": ("text/html", page_of(self.server.edition, query).encode()),
            "/column/_desk/desk.css": ("text/css", STYLE),
            "/column/_desk/desk.js": ("text/javascript", SCRIPT),
        }
        kind, content = answers.get(url.path, ("text/plain", b""))
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        """Note what a form sent, and lead back to the desk."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posted.append(parse_qs(sent, keep_blank_values=True))
        self.send_response(303)
        self.send_header("Location", "./")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def forward(page: Page, **by: int) -> None:
    """Let time pass for a page."""
    page.clock.fast_forward(timedelta(**by) // timedelta(milliseconds=1))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, tiny_theme: Path) -> Iterator[Preview]:
    """The desk of a column in which an article stands everywhere, and more are out than fit."""
    small = site_of(SmallSite(tmp_path_factory.mktemp("column"), EVERYWHERE, tiny_theme))
    more = grown([small.addresses["content/out.md"]], 25)
    edition = edition_of(small, (*small.addresses.values(), *more))
    with Preview() as server:
        server.edition = replace(edition, problems=(SLIP,), warnings=(SLIP, SLIP))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def page(chromium: Browser, preview: Preview) -> Iterator[Page]:
    """The desk, open, by a browser whose clock says NOON."""
    page = chromium.new_page(timezone_id="America/New_York")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.clock.install(time=NOON)
    page.goto(preview.address)
    yield page
    page.close()
    assert said == []


def test_axe_finds_nothing_in_any_look(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE)
    for look in looks(page):
        assert (look, violations(page)) == (look, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_filter_follows_what_is_typed(page: Page, preview: Preview) -> None:
    page.get_by_label("Filter").press_sequentially("out /26")
    expect(page.locator(".none")).to_have_text("Nothing has “out /26”.")
    page.get_by_label("Filter").fill("out /23.md")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".filter__found")).to_contain_text("1 of 36")
    expect(page).to_have_url(f"{preview.address}?q=out+%2F23.md")
    expect(page.get_by_label("Filter")).to_be_focused()
    page.get_by_label("Filter").fill("")
    expect(page.locator("#draft")).to_be_visible()
    expect(page).to_have_url(preview.address)


def test_a_filter_that_is_typed_on_shows_the_last(page: Page) -> None:
    for query in ("o", "ou", "out", "out /2", "out /24.md"):
        page.get_by_label("Filter").fill(query)
        page.clock.run_for(121)
    expect(page.locator(".filter__found")).to_contain_text("1 of 36")
    expect(page.locator(".row")).to_have_count(1)


def test_the_countdown_runs(page: Page) -> None:
    due = page.locator(f"[data-due='{DUE:%Y-%m-%dT%H:%M:%SZ}']")
    expect(due).to_have_text("in 3 days 0 h")
    forward(page, days=2, hours=22)
    expect(due).to_have_text(re.compile(r"in 2 h [12]\d min"))
    forward(page, hours=2)
    expect(due).to_have_text(re.compile(r"in [12]\d min \d\d s"))
    forward(page, minutes=30)
    expect(due).to_have_text("due now")


def test_what_is_far_off_stays_in_months(page: Page) -> None:
    due = page.locator("#scheduled ~ .rows .row__left").last
    forward(page, hours=1)
    expect(page.locator("[data-due]").first).to_have_text(re.compile("in 2 days"))
    expect(due).to_have_text("in 12 months")


def test_the_theme_that_was_chosen_holds_here_too(page: Page) -> None:
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_moment_is_asked_for_by_either_form(page: Page, preview: Preview) -> None:
    preview.posted.clear()
    page.get_by_label("As of").fill("2026-12-03T09:00")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("As of")).to_have_value("2026-06-01T20:00")
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.get_by_label("As of")).to_have_value("2026-06-01T20:00")
    assert preview.posted == [
        {"token": ["a token"], "moment": ["2026-12-03T09:00"]},
        {"token": ["a token"], "moment": ["2026-06-02T09:00:00+08:00"]},
    ]


def test_the_keyboard_reaches_all_there_is(page: Page) -> None:
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert {"field", "button", "choice", "tally__link", "field filter__field"} <= set(reached)


def test_the_desk_works_without_script(chromium: Browser, preview: Preview) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(preview.address)
    expect(page.locator(".row__left").first).to_have_text("in 3 days")
    page.get_by_label("Filter").fill("slip city")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(f"{preview.address}?q=slip+city")
    expect(page.locator(".tray__name")).to_have_text("Corrected 1")
    page.get_by_text("Show all").click()
    page.get_by_text("7 more").click()
    expect(page.locator("details[open] .row")).to_have_count(7)
    page.close()
