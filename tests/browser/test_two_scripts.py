"""Chinese and English on one page are each set by their own rules."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, serving
from tests.browser.rich import KINDS, PLAIN
from tests.conftest import MakeSite
from tests.sites import SETTINGS, article

CHINESE, BOTH = KINDS["article in Chinese"], KINDS["article with a long word"]
FORBIDDEN = "，。、；：？！）》」』”’…"
_LINE_STARTS = """() => {
  const starts = [];
  for (const paragraph of document.querySelectorAll("p:lang(zh), h1:lang(zh)")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let line = -1;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width && box.top > line + box.height / 2) {
          starts.push(node.data[at]);
          line = box.top;
        }
      }
    }
  }
  return starts;
}"""


def style(page: Page, selector: str, name: str) -> str:
    """A computed style of the first that a selector finds."""
    found = page.locator(selector).first
    return str(found.evaluate("(node, name) => getComputedStyle(node)[name]", name))


@pytest.mark.parametrize("width", [320, 390, 477, 820])
def test_no_line_of_chinese_begins_with_a_closing_sign(opened: Open, width: int) -> None:
    starts = opened(CHINESE, viewport={"width": width, "height": 800}).evaluate(_LINE_STARTS)
    assert len(starts) > 5
    assert not set(starts) & set(FORBIDDEN)


def test_original_and_translation_stand_side_by_side_where_there_is_room(opened: Open) -> None:
    page = opened(BOTH, viewport={"width": 1440, "height": 900})
    first, second, third, fourth = tops_and_lefts(page)
    assert first[1] == second[1] < third[1] == fourth[1]
    assert first[0] < second[0]
    assert third[0] < fourth[0]
    assert abs(first[0] - third[0]) < 16 > abs(second[0] - fourth[0])


def test_original_and_translation_are_stacked_on_a_telephone(opened: Open) -> None:
    places = tops_and_lefts(opened(BOTH, viewport={"width": 390, "height": 800}))
    assert sorted(places) == places
    assert len({left for _, left in places}) == 1


def tops_and_lefts(page: Page) -> list[tuple[float, float]]:
    """Where the paragraphs of a quotation stand, in their order."""
    boxes = page.locator(".quote blockquote > p").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect()).map(box => [box.top, box.left])"
    )
    return [(top, left) for top, left in boxes]


def test_chinese_is_stressed_by_dots_and_english_by_slant(opened: Open) -> None:
    page = opened(BOTH)
    assert style(page, "em:has(:lang(zh)) :lang(zh)", "fontStyle") == "normal"
    assert "dot" in style(page, "em:has(:lang(zh)) :lang(zh)", "textEmphasisStyle")
    assert style(page, "em:text('quietly')", "fontStyle") == "italic"
    assert style(page, "em:text('quietly')", "textEmphasisStyle") == "none"


def test_english_that_is_stressed_in_chinese_is_slanted(opened: Open) -> None:
    page = opened(CHINESE)
    assert style(page, "em:text('Weibo')", "fontStyle") == "italic"
    assert style(page, "em:text('Weibo')", "textEmphasisStyle") == "none"


def test_what_is_read_aloud_stands_above_its_signs(opened: Open) -> None:
    page = opened(BOTH)
    sign, reading = page.locator("ruby").bounding_box(), page.locator("rt").bounding_box()
    assert sign
    assert reading
    assert reading["y"] < sign["y"]
    assert style(page, "rt", "fontSize") < style(page, "ruby", "fontSize")


def test_scripts_keep_their_distance_and_chinese_its_lines(opened: Open) -> None:
    page = opened(PLAIN)
    assert style(page, ".body p", "textAutospace") == "normal"
    assert style(page, ".body p", "lineBreak") == "strict"


@pytest.mark.parametrize(("width", "least", "most"), [(390, 17, 18), (1440, 19, 21)])
def test_text_has_a_size_to_read_and_lines_apart_by_script(
    opened: Open, width: int, least: int, most: int
) -> None:
    for path, leading in ((PLAIN, 1.55), (CHINESE, 1.8)):
        page = opened(path, viewport={"width": width, "height": 900})
        size, line = (
            float(style(page, ".body > p", name).removesuffix("px"))
            for name in ("fontSize", "lineHeight")
        )
        assert least <= size <= most
        assert line / size == pytest.approx(leading, abs=0.01)


def test_type_is_set_as_in_print(opened: Open) -> None:
    page = opened(PLAIN)
    assert style(page, ".article__title", "textWrap") == "balance"
    assert style(page, ".body > p", "textWrap") == "pretty"
    assert "oldstyle-nums" in style(page, ".body > p", "fontVariantNumeric")
    assert style(page, ".kicker", "fontVariantCaps") == "all-small-caps"
    assert style(page, ".article__standfirst", "fontStyle") == "italic"
    assert style(page, ".article__title", "fontFamily").startswith('"Iowan Old Style"')


@pytest.mark.parametrize(("chinese", "face"), [("zh-Hans", "Songti SC"), ("zh-Hant", "Songti TC")])
def test_chinese_takes_the_faces_of_the_script_that_the_site_names(
    chromium: Browser, site: MakeSite, chinese: str, face: str
) -> None:
    small = site(
        {
            "content/site.yaml": f"{SETTINGS}chinese: {chinese}\n",
            "content/a.md": article("A 面館 in the rain", "They call it 面館."),
        }
    )
    small.build()
    with serving(small.root / "output") as origin, chromium.new_page() as page:
        page.goto(f"{origin}/2026/05/a/")
        for place in ("h1 span", ".body span"):
            assert page.locator(place).get_attribute("lang") == chinese
            assert style(page, place, "fontFamily").startswith(f'"{face}"')
