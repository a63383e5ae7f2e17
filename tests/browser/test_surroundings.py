"""A page follows what its reader's system asks of it: colours, paper, rest and larger type."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open
from tests.browser.rich import EVERYTHING, KINDS, PLAIN
from tests.browser.test_pages import TOO_WIDE

A4 = {"width": 627, "height": 971}
"""What its margins leave of a sheet, in CSS pixels."""
_PASSES = """addEventListener("pagereveal", (event) => {
  globalThis.passes = Boolean(event.viewTransition);
});"""
_RESTLESS = """() => [...document.querySelectorAll("*"), document.documentElement]
  .map((node) => getComputedStyle(node))
  .flatMap((style) => [style.transitionDuration, style.animationName, style.scrollBehavior])
  .filter((value) => !["0s", "none", "auto"].includes(value))"""
_SYSTEM = ("Canvas", "CanvasText", "LinkText", "VisitedText", "ButtonText")
_INKS = """(names) => {
  const probe = document.body.appendChild(document.createElement("i"));
  const rgb = (colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const known = new Map(names.map((name) => [rgb(name), name]));
  const inks = (node) => [getComputedStyle(node).fill, getComputedStyle(node).stroke];
  const shapes = [...document.querySelectorAll("svg :is(path, circle)")];
  return shapes.map((shape) => inks(shape).filter((ink) => ink !== "none"))
    .map((found) => found.map((ink) => known.get(ink) ?? ink));
}"""
_TRIANGLE = """(link) => {
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return getComputedStyle(link, "::before").backgroundColor !== paper;
}"""
_STOPS = "a[href], button, input, select, summary"
_FOCUSED = """() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  node.dataset.reached = "";
  return {
    name: node.outerHTML.slice(0, 120),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
_CUT_OFF = """() => [...document.querySelectorAll("body *:not(.hidden, .skip)")]
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth)
  .filter((node) => getComputedStyle(node).overflowX !== "visible")
  .map((node) => node.outerHTML.slice(0, 120))"""
COLLISIONS = """() => {
  const rows = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const isLaidOut = node.data.trim() && node.parentElement.checkVisibility();
    if (!isLaidOut || node.parentElement.closest(".hidden, .skip, option, ruby")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const third = box.height / 3;
      rows.push({ text: node.data.trim(), box, from: box.top + third, to: box.bottom - third });
    }
  }
  const collide = (a, b) => a.from < b.to && b.from < a.to &&
    a.box.left + 2 < b.box.right && b.box.left + 2 < a.box.right;
  return rows.flatMap((a, at) => rows.slice(at + 1).filter((b) => collide(a, b))
    .map((b) => [a.text, b.text]));
}"""
_NOTED = """(links) => links.map((link) => [
  link.getAttribute("href"), getComputedStyle(link, "::after").content,
])"""
_every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[Page]:
    """A page on paper, of a reader who has chosen the dark."""
    with chromium.new_page(viewport=A4, color_scheme="dark") as page:  # type: ignore[arg-type]
        page.add_init_script("localStorage.setItem('theme', 'dark')")
        page.emulate_media(media="print")
        yield page


@pytest.mark.parametrize(("motion", "passes"), [("no-preference", True), ("reduce", False)])
def test_a_page_passes_into_the_next_unless_its_reader_wants_rest(
    opened: Open, motion: str, passes: bool
) -> None:
    page = opened("", reduced_motion=motion)
    page.add_init_script(_PASSES)
    page.locator(".card--lead .card__link").click()
    page.wait_for_url(f"**/{KINDS['article with a picture']}")
    page.wait_for_function("() => 'passes' in globalThis")  # a page may load before it is drawn
    assert page.evaluate("() => passes") is passes


@_every_kind
def test_nothing_moves_by_itself_where_its_reader_wants_rest(opened: Open, path: str) -> None:
    page = opened(path, reduced_motion="reduce")
    assert page.evaluate("() => document.getAnimations().length") == 0
    assert page.evaluate(_RESTLESS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@_every_kind
def test_drawings_take_the_colours_of_a_system_that_has_its_own(
    opened: Open, path: str, scheme: str
) -> None:
    page = opened(path, forced_colors="active", color_scheme=scheme)
    inks = page.evaluate(_INKS, _SYSTEM)
    assert len(inks) >= 6
    assert {ink for shape in inks for ink in shape} <= set(_SYSTEM)
    bubble, eye = (page.locator(f".masthead .mark__{part}").first for part in ("bubble", "eye"))
    fill = "node => getComputedStyle(node).fill"
    assert bubble.evaluate(fill) != eye.evaluate(fill)


def test_what_colour_alone_would_tell_is_seen_in_a_systems_own_colours(opened: Open) -> None:
    page = opened(EVERYTHING, forced_colors="active")
    assert page.locator(".embed__link").evaluate(_TRIANGLE)
    page = opened("topics/", forced_colors="active")
    here = page.locator(".masthead [aria-current=page]")
    assert "underline" in here.evaluate("node => getComputedStyle(node).textDecorationLine")


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("path", ["", PLAIN, EVERYTHING, KINDS["topic"], KINDS["search"]])
def test_the_keyboard_reaches_everything_and_is_seen_where_it_is(
    opened: Open, path: str, colours: str
) -> None:
    page = opened(path, forced_colors=colours, viewport={"width": 900, "height": 500})
    stops = page.locator(_STOPS).filter(visible=True).count()
    for _ in range(2 * stops):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused["name"].startswith("<body"):
            break
        assert (focused["seen"], focused["ringed"]) == (True, True), focused["name"]
    assert stops > 8
    missed = page.locator(f":is({_STOPS}):not([data-reached])").filter(visible=True)
    assert missed.all_inner_texts() == []


@pytest.mark.parametrize("width", [320, 640, 1440])
@_every_kind
def test_no_words_stand_on_others(opened: Open, path: str, width: int) -> None:
    page = opened(path, viewport={"width": width, "height": 800})
    assert page.evaluate(COLLISIONS) == []
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert page.evaluate(COLLISIONS) == []


def test_words_that_stand_on_others_would_be_seen(opened: Open) -> None:
    page = opened(PLAIN)
    page.locator(".byline").evaluate("node => { node.style.transform = 'translateY(-3rem)' }")
    assert page.evaluate(COLLISIONS) != []


@_every_kind
def test_paper_has_no_furniture_and_cuts_nothing_off(sheet: Page, origin: str, path: str) -> None:
    sheet.goto(f"{origin}/{path}")
    furniture = sheet.locator("nav, form, button, .skip, [href$='.xml'], [href$='.json']")
    assert furniture.filter(visible=True).all_inner_texts() == []
    assert sheet.evaluate(_CUT_OFF) == []
    assert sheet.evaluate(TOO_WIDE) == 0


def test_paper_is_light_whatever_a_reader_has_chosen(sheet: Page, origin: str) -> None:
    sheet.goto(f"{origin}/{KINDS['article with a picture']}")
    assert sheet.locator("html").get_attribute("data-theme") == "dark"
    ink = sheet.locator(".body > p").first
    assert ink.evaluate("node => getComputedStyle(node).color") == "rgb(28, 25, 21)"
    picture = sheet.locator(".photo").first
    assert picture.evaluate("node => getComputedStyle(node).filter") == "brightness(1)"


def test_a_link_to_elsewhere_says_its_address_on_paper(sheet: Page, origin: str) -> None:
    sheet.goto(f"{origin}/{EVERYTHING}")
    noted = dict(sheet.locator("main a").evaluate_all(_NOTED))
    elsewhere = {url for url in noted if url.startswith("http")}
    assert {"https://bus.example/", "https://a.example/"} < elsewhere
    assert all(url in noted[url] for url in elsewhere)
    assert {noted[url] for url in noted.keys() - elsewhere} == {"none"}


def test_paper_is_set_as_print(sheet: Page, origin: str) -> None:
    sheet.goto(f"{origin}/{PLAIN}")
    text, caption, small = (
        sheet.locator(name).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
        for name in (".body > p", ".quote figcaption", ".colophon__legal")
    )
    assert text == 14  # 10.5 points
    assert text > caption > small
    align = "node => getComputedStyle(node).textAlign"
    assert sheet.locator(".body > p").nth(1).evaluate(align) == "justify"


@pytest.mark.parametrize(("path", "most"), [(KINDS["withdrawn"], 1), (PLAIN, 2)])
def test_a_page_takes_no_more_sheets_than_it_fills(
    sheet: Page, origin: str, path: str, most: int
) -> None:
    sheet.goto(f"{origin}/{path}")
    sheets = re.findall(rb"/Type\s*/Page\b", sheet.pdf(format="A4"))
    assert 1 <= len(sheets) <= most
