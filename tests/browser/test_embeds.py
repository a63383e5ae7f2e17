"""A film of another host is a link until its reader wants it, and nothing is asked of that host."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import TELL_STOPPED, serving
from tests.browser.test_accessibility import AXE, looks, violations
from tests.sites import SETTINGS, SmallSite, article

FILM = "https://film.example/embed/queue"
_FRAME = '<iframe width="{}" height="{}" src="{}" title="{}" allowfullscreen></iframe>'
_BODY = "\n\n".join(
    (
        "Before the queue.",
        _FRAME.format(560, 315, FILM, "Eleven people 面馆 in the rain"),
        "A sound.",
        _FRAME.format(300, 160, f"{FILM}-2", "The rain alone"),
        "Upright.",
        _FRAME.format(315, 560, f"{FILM}-3", ""),
        "After it.",
    )
)
PAGE = "2026/05/a/"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Iterator[str]:
    """A host that sends headers, of a site whose one article has three embeds."""
    files: dict[str, str | bytes] = {
        "content/site.yaml": f"{SETTINGS}embeds: [film.example]\n",
        "content/a.md": article("A", _BODY, standfirst="Who waits?"),
        "content/b.md": article("B"),
        "content/pages/about.md": article("About", _BODY, date=""),
    }
    small = SmallSite(tmp_path_factory.mktemp("embeds"), files, theme)
    small.build()
    with serving(small.root / "output") as address:
        yield address


class _Watched:
    """A tab, and what it asked of other hosts, which answer with a page."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.asked: list[str] = []
        self._origin = origin
        context.add_init_script(TELL_STOPPED)
        context.route("**/*", self._answer)
        self.tab: Page = context.new_page()

    def _answer(self, route: Route) -> None:
        if route.request.url.startswith(self._origin):
            route.continue_()
            return
        self.asked.append(route.request.url)
        route.fulfill(
            body="<!doctype html><title>Film</title><p>The film.", content_type="text/html"
        )

    def open(self, path: str = PAGE) -> Page:
        """A page of the site, loaded to its end."""
        self.tab.goto(f"{self._origin}/{path}", wait_until="networkidle")
        return self.tab


@pytest.fixture
def watched(chromium: Browser, origin: str) -> Iterator[_Watched]:
    """A tab of a browser with scripts."""
    with chromium.new_context() as context:
        yield _Watched(context, origin)


@pytest.mark.parametrize("path", [PAGE, "about/"], ids=["article", "standing"])
def test_nothing_is_asked_of_another_host_before_the_click(watched: _Watched, path: str) -> None:
    page = watched.open(path)
    for link in page.locator(".embed__link").all():
        link.hover()
        link.focus()
    assert watched.asked == []
    page.get_by_role("link", name="Eleven people").click()
    frame = page.frame_locator(".embed__frame")
    expect(frame.get_by_text("The film.")).to_be_visible()
    assert watched.asked == [FILM]
    assert page.locator(".embed__link").count() == 2
    assert page.locator("iframe").get_attribute("title") == "Eleven people 面馆 in the rain"
    assert page.evaluate("() => stopped") == []


def test_the_keyboard_opens_it_and_is_in_it(watched: _Watched) -> None:
    page = watched.open()
    page.get_by_role("link", name="The rain alone").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".embed__frame")).to_be_focused()
    assert watched.asked == [f"{FILM}-2"]


def test_a_link_that_is_meant_for_a_new_tab_stays_one(watched: _Watched) -> None:
    page = watched.open()
    with page.context.expect_page():
        page.get_by_role("link", name="Eleven people").click(modifiers=["Control"])
    assert page.locator("iframe").count() == 0


def test_without_script_it_is_a_plain_link(chromium: Browser, origin: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        watched = _Watched(context, origin)
        page = watched.open()
        assert watched.asked == []
        page.get_by_role("link", name="Eleven people").click()
        page.wait_for_url(FILM)


def test_its_place_stays_as_large_as_it_was(watched: _Watched) -> None:
    page = watched.open()
    height = page.evaluate("() => document.body.scrollHeight")
    for link in page.locator(".embed__link").all()[::-1]:
        link.dispatch_event("click")
    assert page.locator("iframe").count() == 3
    assert page.evaluate("() => document.body.scrollHeight") == height


def test_a_page_without_one_has_no_script_for_it(watched: _Watched) -> None:
    assert watched.open().locator("script[src*=embed]").count() == 1
    assert watched.open("2026/05/b/").locator("script[src*=embed]").count() == 0


def test_the_policy_frames_no_other_host(watched: _Watched) -> None:
    page = watched.open()
    page.evaluate(
        """() => {
          document.querySelector(".embed__link").href = "https://other.example/";
          document.querySelector(".embed__link").click();
        }"""
    )
    page.wait_for_function("() => stopped.length")
    assert {each.split()[0] for each in page.evaluate("() => stopped")} == {"frame-src"}
    assert watched.asked == []


def test_axe_finds_nothing_before_and_after(watched: _Watched) -> None:
    page = watched.open()
    page.evaluate(AXE)
    before = {look: violations(page) for look in looks(page)}
    assert before == {look: [] for look in before}
    page.locator(".embed__link").first.click()
    assert violations(page) == []
