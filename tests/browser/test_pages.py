"""Pages hold together in a browser: no script needed, nothing from elsewhere, nothing too wide."""

import gzip
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, serving
from tests.browser.rich import EVERYTHING, KINDS, PLAIN
from tests.conftest import MakeSite
from tests.sites import article

Medium = Literal["screen", "print"]
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ASKED = """() => performance.getEntriesByType("resource")
  .map(entry => [entry.name, entry.renderBlockingStatus === "blocking"])"""
_every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


@_every_kind
def test_nothing_is_wider_than_a_small_screen(opened: Open, path: str) -> None:
    assert opened(path, viewport={"width": 320, "height": 640}).evaluate(TOO_WIDE) == 0


@_every_kind
def test_nothing_is_too_wide_when_zoomed_to_twice_its_size(opened: Open, path: str) -> None:
    # A desktop window of 1280 pixels zoomed to 200 % is this.
    zoomed = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
    page = opened(path, **zoomed)
    assert page.evaluate(TOO_WIDE) == 0
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert page.evaluate(TOO_WIDE) == 0


@_every_kind
def test_a_page_asks_no_other_host_and_is_held_up_by_one_stylesheet(
    opened: Open, origin: str, path: str
) -> None:
    asked = opened(f"column/{path}").evaluate(_ASKED)
    elsewhere = [url for url, _ in asked if not url.startswith(f"{origin}/column/assets/")]
    assert elsewhere == []
    assert [url.rpartition(".")[2] for url, is_blocking in asked if is_blocking] == ["css"]


@_every_kind
def test_a_page_logs_no_error(opened: Open, path: str) -> None:
    page = opened(path)
    assert [message.text for message in page.console_messages()] == []
    assert [str(error) for error in page.page_errors()] == []


@pytest.mark.parametrize("path", sorted(set(KINDS.values()) - {"search/"}))
def test_a_page_reads_the_same_without_script(opened: Open, path: str) -> None:
    scripted = opened(path).locator("main").inner_text()
    without = opened(path, java_script_enabled=False)
    assert without.locator("main").inner_text() == scripted
    assert not without.get_by_role("button").is_visible()


@_every_kind
def test_nothing_moves_while_a_page_loads(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 390, "height": 800})
    assert layout_shift(page) == 0


def test_the_reader_chooses_light_or_dark_and_it_is_kept(chromium: Browser, origin: str) -> None:
    with chromium.new_context(color_scheme="light") as context:
        page = context.new_page()
        page.goto(origin)
        before = paper(page)
        page.get_by_role("button").click()
        assert paper(page) != before
        page.reload()
        assert paper(page) != before


def test_the_keyboard_comes_first_to_the_link_past_the_masthead(opened: Open) -> None:
    page = opened(PLAIN)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#_main")


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_an_article_has_the_order_of_the_printed_form(opened: Open, medium: Medium) -> None:
    page = opened(PLAIN)
    page.emulate_media(media=medium)
    shown = page.locator("body").inner_text()
    page.emulate_media(media="null")
    parts = (
        "World of Weibo",
        "The Whispered Stop",
        "Must a bus announce where it is",
        "Readers will remember the last passenger",
        "Passengers report that they have begun",
        "© 2014",
        "Sponsored by the Quiet Kettle Company",
        "This column is published for general interest only",
    )
    places = [shown.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_an_article_leads_on_to_its_series_its_neighbours_and_three_others(opened: Open) -> None:
    page = opened(PLAIN)
    assert page.locator(".series .label").inner_text().casefold() == "part 2 of 3"
    assert page.locator(".series__list [aria-current]").all_inner_texts() == ["The Whispered Stop"]
    assert page.locator(".neighbours [rel=prev], .neighbours [rel=next]").count() == 2
    assert page.locator(".related .card__link").count() == 3


@pytest.mark.parametrize("width", [900, 1000, 1150, 1280, 1440])
def test_the_tagline_is_flush_with_what_is_above_it_or_with_the_margin(
    opened: Open, width: int
) -> None:
    page = opened("", viewport={"width": width, "height": 800})
    name, line = (page.locator(f".masthead__{part}").bounding_box() for part in ("name", "tagline"))
    assert name
    assert line
    align = page.locator(".masthead__tagline").evaluate("node => getComputedStyle(node).textAlign")
    assert align == ("start" if line["y"] >= name["y"] + name["height"] else "end")


def test_pictures_are_dimmed_a_little_in_the_dark(opened: Open) -> None:
    light = {}
    for scheme in ("light", "dark"):
        picture = opened(KINDS["article with a picture"], color_scheme=scheme).locator(".photo")
        light[scheme] = picture.first.evaluate("node => getComputedStyle(node).filter")
    assert light == {"light": "brightness(1)", "dark": "brightness(0.88)"}


@pytest.mark.parametrize("path", [PLAIN, EVERYTHING])
def test_an_article_without_pictures_weighs_at_most_fifteen_kilobytes(
    folder: Path, path: str
) -> None:
    stylesheet = next((folder / "assets").glob("style.*.css"))
    wire = [(folder / path / "index.html").read_bytes(), stylesheet.read_bytes()]
    assert sum(len(gzip.compress(content)) for content in wire) <= 15 * 1024


@pytest.mark.parametrize("base", ["", "column/"], ids=["at the root", "under a path"])
def test_the_masthead_says_where_the_reader_is(opened: Open, base: str) -> None:
    here = opened(f"{base}topics/").locator(".masthead [aria-current=page]")
    assert here.all_inner_texts() == ["Topics"]


def test_the_words_of_program_code_are_coloured(opened: Open) -> None:
    page = opened(EVERYTHING)
    colours = page.locator("pre code, pre .k, pre .c1, pre .s2").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).color)"
    )
    assert len(set(colours)) == 4


def test_a_designer_overrides_one_block_and_keeps_the_rest(
    chromium: Browser, site: MakeSite
) -> None:
    override = """{% extends "theme/pages/article.html" %}
{% block article_foot %}{{ super() }}<p>Write to the <b>desk</b>.</p>{% endblock %}"""
    small = site({"content/a.md": article("A"), "templates/pages/article.html": override})
    small.build()
    with serving(small.root / "output") as origin, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/2026/05/a/")
        assert page.locator("main").get_by_text("Write to the desk.").is_visible()
        assert page.locator("h1").inner_text() == "A"


def paper(page: Page) -> str:
    """The colour that a page is printed on."""
    return str(page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor"))


def layout_shift(page: Page) -> float:
    """What has moved under the reader's eyes so far (web.dev/articles/cls)."""
    observe = """() => new Promise(resolve => {
      new PerformanceObserver(list => resolve(list.getEntries().reduce((s, e) => s + e.value, 0)))
        .observe({type: "layout-shift", buffered: true});
      setTimeout(() => resolve(0), 50);
    })"""
    return float(page.evaluate(observe))


@pytest.mark.parametrize("path", ["column/feed.xml", "column/rss.xml"])
def test_a_feed_opened_in_a_browser_says_what_it_is_and_leads_home(
    chromium: Browser, origin: str, path: str
) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{origin}/{path}")
    note = page.locator(".feed-note")
    assert "This is a feed" in note.inner_text()
    assert note.locator("a").get_attribute("href") == "https://weibo.example/column/"
    titles = page.locator("entry > title, item > title")
    assert titles.count() > 5
    assert titles.first.is_visible()
    chinese = page.locator("entry:lang(zh) > title")
    faces = "nodes => nodes.map(node => getComputedStyle(node).fontFamily.split(',')[0])"
    assert set(chinese.evaluate_all(faces)) <= {'"Songti SC"'}
    assert chinese.count() == (2 if "feed.xml" in path else 0)
    assert not page.locator("content, encoded").first.is_visible()
    assert page.evaluate(TOO_WIDE) == 0
    page.close()
