"""An open page follows what its editor saves, and she stays where she was."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import TELL_STOPPED
from tests.browser.test_accessibility import AXE, looks, violations
from tests.conftest import MakeSite
from tests.preview.commands import command
from tests.preview.engines import Live, live
from tests.preview.serving import Served, serving
from tests.sites import NOON, SETTINGS, SmallSite, article

A = "/2026/05/a/"
_WATCH_FOR_A_FLASH = """() => {
  const masthead = document.querySelector(".masthead");
  const line = () => getComputedStyle(masthead).borderBlockEndStyle;
  window.looks = new Set();
  const look = () => {
    window.looks.add(line());
    requestAnimationFrame(look);
  };
  look();
}"""
PROSE = [f"Paragraph {n}. " + "Where there is a queue there is breakfast. " * 12 for n in range(40)]
_TOP = """part => [...document.querySelectorAll("p")]
  .find(each => each.textContent.startsWith(part)).getBoundingClientRect().top"""

_IS_WHOLE = """([frame, part]) => {
  const shown = frame.contentDocument.querySelector(part);
  return shown && frame.clientHeight >= shown.getBoundingClientRect().bottom;
}"""

Preview = tuple[Live, Served]


class Open(NamedTuple):
    """A page that is open while its site is edited."""

    page: Page
    running: Live
    served: Served

    def write(self, body: str, title: str = "A", **keys: str) -> None:
        """Save the article."""
        self.running.write({"content/a.md": article(title, body, slug="a", **keys)})

    def top_of(self, part: str) -> float:
        """How far down the window the paragraph is that begins so."""
        return float(self.page.evaluate(_TOP, part))


OpenPage = Callable[..., Open]


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Iterator[Preview]:
    """A site and its preview, which all tests here edit in turn."""
    site = SmallSite(tmp_path_factory.mktemp("live"), {}, theme)
    with live(site) as running, serving(running.engine) as served:
        yield running, served


@pytest.fixture
def opened(chromium: Browser, previewed: Preview) -> Iterator[OpenPage]:
    """Open a page of a site with one article; a value set in it tells if it is loaded anew."""
    running, served = previewed
    pages: list[Page] = []
    with ExitStack() as tabs:

        def open_page(path: str = A, body: str = "Some words.", **keys: str) -> Open:
            running.lay({"content/a.md": article("A", body, slug="a", **keys)})
            page = tabs.enter_context(chromium.new_context()).new_page()
            page.add_init_script(TELL_STOPPED)
            # A transition between two pages that a third cuts short is told as an error.
            page.emulate_media(reduced_motion="reduce")
            page.goto(served.origin + path)
            page.evaluate("window.isTheSame = true")
            pages.append(page)
            return Open(page, running, served)

        yield open_page
        assert [str(error) for page in pages for error in page.page_errors()] == []
        assert [page.evaluate("() => stopped") for page in pages] == [[] for _ in pages]


def is_the_same(page: Page) -> bool:
    """Whether a page was never loaded anew."""
    return page.evaluate("window.isTheSame === true") is True


def prose(**changed: str) -> str:
    """Many paragraphs, some of them by their number changed."""
    return "\n\n".join(changed.get(f"p{n}", text) for n, text in enumerate(PROSE))


def expect_text(page: Page, text: str) -> None:
    """Wait until a page shows a text."""
    expect(page.get_by_text(text).first).to_be_visible()


def test_the_page_for_searching_leads_to_everything_while_there_is_no_index(
    opened: OpenPage, previewed: Preview
) -> None:
    it = opened()
    it.running.write({"content/site.yaml": f"{SETTINGS}search: true\n"})
    it.page.get_by_role("link", name="Search").click()
    it.page.get_by_role("searchbox").fill("words")
    expect(it.page.get_by_role("status").first).to_contain_text("not ready")
    expect(it.page.get_by_role("heading", name="Years")).to_be_visible()


def test_a_saved_text_appears_without_a_reload(opened: OpenPage) -> None:
    it = opened()
    it.write("Other words.")
    expect_text(it.page, "Other words.")
    assert is_the_same(it.page)


def test_all_windows_follow_at_once(opened: OpenPage) -> None:
    it = opened()
    front = it.page.context.new_page()
    front.goto(it.served.origin + "/")
    it.write("Other words.", "Another Headline")
    for page in (it.page, front):
        expect_text(page, "Another Headline")


@pytest.mark.parametrize(
    "changed",
    [
        {"p2": "Much shorter."},
        {"p2": PROSE[2] * 6},
        {"p2": ""},
        {"p1": "One more.\n\nAnd another one.\n\n" + PROSE[1]},
        {"p25": "Beneath what she reads."},
        {"p20": PROSE[20] + " " + PROSE[20]},
        {"p20": "The very paragraph at the top, rewritten."},
    ],
    ids=["shorter", "longer", "cut", "more before", "beneath", "the one in view", "rewritten"],
)
def test_she_stays_where_she_reads(opened: OpenPage, changed: dict[str, str]) -> None:
    it = opened(body=prose())
    it.page.evaluate(f"scrollBy(0, ({_TOP})('Paragraph 20.') + 40)")
    at = it.top_of("Paragraph 21.") if "p20" not in changed else it.top_of("Paragraph 19.")
    it.write(prose(**changed), standfirst="Saved?")
    expect(it.page.get_by_text("Saved?")).to_have_count(1)
    it.page.wait_for_timeout(100)
    now = it.top_of("Paragraph 21.") if "p20" not in changed else it.top_of("Paragraph 19.")
    assert abs(now - at) <= 2
    assert is_the_same(it.page)


def test_what_she_opened_and_typed_is_kept(opened: OpenPage) -> None:
    body = "<details><summary>More</summary>\n\nInside.\n\n</details>\n\nSome words."
    it = opened(body=body)
    it.page.get_by_text("More").click()
    toggle = it.page.get_by_role("button", name="Light or dark")
    toggle.click()
    theme = it.page.evaluate("document.documentElement.dataset.theme")
    it.write(body.replace("Some", "Other"))
    expect_text(it.page, "Other words.")
    expect(it.page.get_by_text("Inside.")).to_be_visible()
    expect(toggle).to_be_visible()
    expect(toggle).to_be_focused()
    assert it.page.evaluate("document.documentElement.dataset.theme") == theme
    assert is_the_same(it.page)


def test_a_style_is_swapped_without_a_reload_or_a_flash(opened: OpenPage) -> None:
    it = opened()
    it.page.evaluate(_WATCH_FOR_A_FLASH)
    it.running.write({"static/css/components/own.css": "h1 { color: rgb(1, 2, 3) }"})
    expect(it.page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    assert it.page.evaluate("[...window.looks]") == ["solid"]
    assert it.page.locator("link[rel=stylesheet]:not([data-wow])").count() == 1
    assert is_the_same(it.page)


def test_a_changed_script_is_run_anew(opened: OpenPage) -> None:
    it = opened()
    script = "{% block head %}<script>document.documentElement.id = 'is'</script>{% endblock %}"
    template = f'{{% extends "theme/pages/article.html" %}}{script}'
    it.running.write({"templates/pages/article.html": template})
    expect(it.page.locator("html")).to_have_id("is")


def test_a_changed_policy_holds_in_the_open_page(opened: OpenPage) -> None:
    it = opened()
    it.running.write({"content/site.yaml": f"{SETTINGS}hosts: [pictures.example]\n"})
    policies = it.page.locator("meta[http-equiv=Content-Security-Policy]")
    expect(policies).to_have_attribute("content", re.compile("pictures.example"))
    assert not is_the_same(it.page)


def test_a_changed_headline_is_on_the_open_front(opened: OpenPage) -> None:
    it = opened("/")
    it.write("Some words.", title="The Queue at Dawn")
    expect_text(it.page, "The Queue at Dawn")
    assert is_the_same(it.page)


def test_the_desk_follows_too_and_keeps_what_she_looks_for(opened: OpenPage) -> None:
    it = opened("/_desk/?q=queue")
    it.running.write({"content/b.md": article("The Queue at Noon")})
    expect_text(it.page, "The Queue at Noon")
    expect(it.page.get_by_role("searchbox")).to_have_value("queue")
    assert is_the_same(it.page)


def test_a_new_article_is_offered_and_not_forced(opened: OpenPage) -> None:
    it = opened()
    it.running.write({"content/b.md": article("面馆 at Dawn")})
    offer = it.page.get_by_role("status").get_by_role("link", name="面馆 at Dawn")
    expect(offer).to_be_visible()
    assert it.page.url == it.served.origin + A
    it.write("Other words.")
    expect_text(it.page, "Other words.")
    offer.focus()
    it.page.keyboard.press("Tab")
    it.page.keyboard.press("Enter")
    expect(offer).to_have_count(0)
    it.running.write({"content/c.md": article("The Third")})
    it.page.get_by_role("status").get_by_role("link", name="The Third").press("Enter")
    it.page.wait_for_url("**/2026/05/c/")


def test_the_browser_follows_an_article_that_moves(opened: OpenPage) -> None:
    it = opened()
    it.running.write({"content/a.md": article("A", "Some words.", slug="the-queue")})
    it.page.wait_for_url("**/2026/05/the-queue/")
    expect_text(it.page, "Some words.")


def test_a_slip_appears_over_the_page_and_goes_once_mended(opened: OpenPage) -> None:
    it = opened()
    it.write("Other words.", standfrist="Who?")
    slip = it.page.locator(".wow-problems")
    expect(slip.get_by_text('unknown key "standfrist"')).to_be_visible()
    expect(slip.get_by_text('Did you mean "standfirst"?')).to_be_visible()
    place = slip.get_by_role("link", name="content/a.md:5:1")
    expect(place).to_have_attribute("href", re.compile(r"^vscode://file/.*/a\.md:5:1$"))
    expect_text(it.page, "Some words.")
    it.write("Other words.", standfirst="Who?")
    expect(slip).to_have_count(0)
    expect_text(it.page, "Other words.")
    assert is_the_same(it.page)


def test_slips_once_folded_stay_folded_until_they_are_others(opened: OpenPage) -> None:
    it = opened()
    it.write("Other words.", standfrist="Who?")
    told = it.page.get_by_text("Did you mean")
    expect(told).to_be_visible()
    it.page.locator(".wow-problems summary").click()
    expect(told).to_be_hidden()
    it.running.write({"content/b.md": article("B")})
    expect(it.page.get_by_role("status").get_by_role("link", name="B")).to_be_visible()
    expect(told).to_be_hidden()
    it.page.goto(f"{it.served.origin}/")
    expect(told).to_be_hidden()
    it.write("Other words.", drfat="true")
    expect(told).to_be_visible()


def test_a_page_that_was_not_there_comes_alive(opened: OpenPage) -> None:
    it = opened("/2026/05/b/")
    it.running.write({"content/b.md": article("B", "It is here.")})
    expect_text(it.page, "It is here.")


def test_a_site_that_cannot_be_shown_comes_alive(opened: OpenPage) -> None:
    it = opened()
    settings = (it.running.site.root / "content/site.yaml").read_text(encoding="utf-8")
    it.running.site.write({"content/site.yaml": "title: [\n"})
    with live(it.running.site) as broken, serving(broken.engine) as served:
        it.page.goto(served.origin + A)
        expect_text(it.page, "The site cannot be shown yet")
        broken.write({"content/site.yaml": settings})
        expect_text(it.page, "Some words.")


def test_a_page_finds_its_server_again(chromium: Browser, site: MakeSite) -> None:
    made = site({"content/a.md": article("A", "Some words.", slug="a")})
    with live(made) as running, chromium.new_context() as tab:
        page = tab.new_page()
        with serving(running.engine) as served:
            page.goto(served.origin + A)
        expect(page.get_by_text("The preview has stopped.")).to_be_visible()
        running.write({"content/a.md": article("A", "Other words.", slug="a")})
        with serving(running.engine, port=served.port, start="second"):
            expect_text(page, "Other words.")
            expect(page.get_by_text("The preview has stopped.")).to_have_count(0)


def test_an_open_page_finds_a_server_that_was_killed_again(
    chromium: Browser, site: MakeSite
) -> None:
    small = site({"content/a.md": article("A")})
    with chromium.new_context() as tab:
        page = tab.new_page()
        with command(small.root) as running:
            page.goto(running.served.origin + A)
            small.write({"content/a.md": article("A", "Saved once.")})
            expect(page.get_by_text("Saved once.")).to_be_visible()
            port = running.served.port
            running.ended(SIGKILL)
        small.write({"content/a.md": article("A", "Saved twice.")})
        with command(small.root, port=port):
            expect(page.get_by_text("Saved twice.")).to_be_visible()


def test_a_page_shows_all_of_the_preview_without_script(chromium: Browser, site: MakeSite) -> None:
    files = {"content/a.md": article("A", draft="true", slug="a")}
    with live(site({**files})) as running, serving(running.engine) as served:
        running.write({"content/b.md": article("B", standfrist="Who?")})
        with chromium.new_context(java_script_enabled=False) as tab:
            page = tab.new_page()
            page.goto(served.origin + A)
            expect_text(page, 'unknown key "standfrist"')
            expect_text(page, "readers do not see this")
            page.locator(".wow-problems summary").click()
            expect(page.get_by_text("Did you mean")).to_be_hidden()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"draft": "true"}, "Draft: readers do not see this."),
        ({"embargo": "2026-06-09 09:00"}, "Embargoed: readers do not see this until 9 June 2026"),
    ],
    ids=["draft", "embargo"],
)
def test_what_is_held_back_is_marked_by_words_and_a_pattern(
    opened: OpenPage, keys: dict[str, str], said: str
) -> None:
    it = opened(**keys)
    mark = it.page.locator(".wow-mark")
    assert said in mark.inner_text()
    assert "gradient" in mark.locator("svg").evaluate(
        "node => getComputedStyle(node).backgroundImage"
    )
    it.write("Other words.")
    expect(mark).to_have_count(0)


def test_a_mark_goes_by_itself_when_an_embargo_ends(opened: OpenPage) -> None:
    it = opened(embargo="2026-06-01 21:00")
    mark = it.page.locator(".wow-mark")
    expect(mark).to_contain_text("until 1 June 2026, 21:00")
    before, it.running.now = it.running.now, NOON + timedelta(hours=2)
    it.running.engine.refresh()
    expect(mark).to_have_count(0)
    assert is_the_same(it.page)
    it.running.now = before


def test_axe_finds_nothing_in_what_the_preview_adds(opened: OpenPage) -> None:
    it = opened(draft="true")
    it.running.write({"content/b.md": article("The Second", "[x](gone.md)")})
    expect(it.page.get_by_role("status").get_by_role("link")).to_be_visible()
    it.running.write({"content/c.md": article("C" * 30, standfrist="谁付钱？" * 30)})
    expect_text(it.page, 'unknown key "standfrist"')
    it.page.evaluate(AXE)
    found = {look: violations(it.page) for look in looks(it.page)}
    assert found == {look: [] for look in found}
    width = "document.documentElement.scrollWidth - innerWidth"
    it.page.set_viewport_size({"width": 320, "height": 640})
    assert it.page.evaluate(width) <= 0


def test_the_components_page_follows_a_change_of_a_template(opened: OpenPage) -> None:
    it = opened("/_desk/components/")
    it.page.locator("#moment").scroll_into_view_if_needed()
    frame = it.page.frame_locator("#moment iframe").first
    expect(frame.locator("time")).to_have_text("12 November 2026")
    own = "{# moment(when, site): a day\n   {{ moment(page.lead.date, page.site) }} #}\n"
    macro = "{% macro moment(when, site) %}<b>It was {{ when.day }}</b>{% endmacro %}"
    it.running.write({"templates/components/moment.html": own + macro})
    expect(frame.locator("b")).to_have_text("It was 12 November 2026")


def test_the_components_page_shows_each_whole_by_day_and_by_night(opened: OpenPage) -> None:
    page = opened("/_desk/components/").page
    for name, part in {"card": ".card", "photo": "img"}.items():
        for frame in page.locator(f"#{name} iframe").all():
            frame.scroll_into_view_if_needed()
            expect(frame.content_frame.locator(part).first).to_be_visible()
            page.wait_for_function(_IS_WHOLE, arg=[frame.element_handle(), part])
    page.evaluate("document.querySelectorAll('iframe').forEach(each => each.remove())")
    page.evaluate(AXE)
    found = {look: violations(page) for look in looks(page)}
    assert found == {look: [] for look in found}
