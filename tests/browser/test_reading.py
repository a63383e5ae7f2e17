"""Small pleasures of one who reads: keys that turn pages, and a link to any paragraph."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.browser.rich import KINDS, PLAIN
from tests.conftest import MakeSite
from tests.sites import article

_SIGN = ".copy"
_COPIED = "() => navigator.clipboard.readText()"
_NOTE_CLICKS = """() => {
  globalThis.clicks = 0;
  addEventListener("click", (event) => {
    globalThis.clicks++;
    event.preventDefault();
  });
}"""
_WORDS_IN_VIEW = """() => [...document.querySelectorAll(".body > p")]
  .filter((p) => p.getBoundingClientRect().top >= 0)
  .filter((p) => p.getBoundingClientRect().bottom <= innerHeight)
  .map((p) => p.textContent)"""


@pytest.fixture
def reader(chromium: Browser, origin: str) -> Iterator[Page]:
    """A reader who lets the column write to her clipboard."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    with context, context.new_page() as page:
        page.goto(f"{origin}/{PLAIN}")
        yield page


def test_arrow_keys_turn_to_the_article_before_and_after(reader: Page) -> None:
    reader.keyboard.press("ArrowLeft")
    reader.wait_for_url("**/the-silent-rooster/")
    reader.keyboard.press("ArrowRight")
    reader.wait_for_url(f"**/{PLAIN}")


def test_arrow_keys_turn_the_pages_of_a_list(reader: Page, origin: str) -> None:
    reader.goto(f"{origin}/{KINDS['topic']}")
    older = reader.locator("[rel=next]").get_attribute("href")
    reader.keyboard.press("ArrowRight")
    reader.wait_for_url(f"**{older}")


@pytest.mark.parametrize("held", ["Alt", "Control", "Meta", "Shift"])
def test_an_arrow_with_another_key_held_turns_nothing(reader: Page, held: str) -> None:
    assert not turns(reader, held)


def test_an_arrow_in_a_field_or_on_a_link_turns_nothing(reader: Page) -> None:
    reader.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    for place in ("main input", "main a >> nth=0"):
        reader.locator(place).focus()
        assert not turns(reader)
    reader.evaluate("() => document.activeElement.blur()")
    assert turns(reader)


def test_a_link_to_a_paragraph_is_copied_and_finds_it(reader: Page, origin: str) -> None:
    paragraph = reader.locator(".body > p").nth(9)
    paragraph.hover()
    paragraph.locator(_SIGN).click()
    expect(paragraph.get_by_role("button", name="Copied")).to_be_visible()
    link = reader.evaluate(_COPIED)
    assert link.startswith(f"{origin}/{PLAIN}#:~:text={quote(paragraph.inner_text()[:12])}")
    assert paragraph.inner_text() in followed(reader, link)


def test_a_link_to_a_chinese_paragraph_finds_it(chromium: Browser, site: MakeSite) -> None:
    lines = [
        f"第{n}天，面馆门前还有十一个人在排队。没有人知道为什么。" for n in "一二三四五六七八九"
    ]
    body = "\n\n".join(line + "\n\n" + "等。\n\n" * 9 for line in lines)
    small = site({"content/a.md": article("排队", body, lang="zh", slug="a")})
    small.build()
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    with serving(small.root / "output") as origin, context, context.new_page() as page:
        page.goto(f"{origin}/2026/05/a/")
        page.get_by_text(lines[7]).hover()
        page.locator(_SIGN).click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert lines[7] in followed(page, page.evaluate(_COPIED))


def test_the_keyboard_reaches_every_paragraph_by_one_stop(reader: Page) -> None:
    sign, paragraphs = reader.locator(_SIGN), reader.locator(".body > p")
    sign.focus()
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("ArrowDown")
    expect(paragraphs.nth(2).locator(_SIGN)).to_be_focused()
    reader.keyboard.press("ArrowUp")
    expect(paragraphs.nth(1).locator(_SIGN)).to_be_focused()
    expect(sign).to_have_css("opacity", "1")
    assert sign.count() == 1


def test_the_scripts_of_the_theme_are_small(reader: Page) -> None:
    sizes = reader.evaluate("""() => performance.getEntriesByType("resource")
      .filter(entry => entry.name.endsWith(".js")).map(entry => entry.decodedBodySize)""")
    assert len(sizes) == 3
    assert sum(sizes) <= 4000


def test_nothing_is_kept_of_a_reader_but_the_look_she_chose(reader: Page) -> None:
    reader.get_by_role("button", name="Light or dark").click()
    assert reader.context.cookies() == []
    assert reader.evaluate("() => Object.keys(localStorage)") == ["theme"]
    assert reader.evaluate("() => Object.keys(sessionStorage)") == []


def turns(page: Page, held: str = "") -> bool:
    """Whether an arrow key follows a link of the page."""
    page.evaluate(_NOTE_CLICKS)
    for key in ("ArrowLeft", "ArrowRight"):
        page.keyboard.press(f"{held}+{key}" if held else key)
    return bool(page.evaluate("() => globalThis.clicks"))


def followed(page: Page, link: str) -> list[str]:
    """The paragraphs in view for a reader who follows a link."""
    with page.context.new_page() as fresh:
        fresh.set_viewport_size({"width": 800, "height": 400})
        fresh.goto(link)
        return list(fresh.evaluate(_WORDS_IN_VIEW))
