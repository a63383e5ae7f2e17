"""A column is right with one article and with thousands, whatever its headlines are."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import serving
from tests.browser.rich import LONG_WORD
from tests.browser.test_pages import TOO_WIDE
from tests.browser.test_surroundings import COLLISIONS
from tests.sites import SmallSite, article, png

AMOUNTS = (1, 3, 30, 3000)
WIDTHS = (320, 390, 820, 1440)
LONGEST = (
    "We asked everyone at 18F to reflect on the most meaningful project they worked on this year"
)
HEADLINES = (LONGEST, "一碗面的队伍：谁最先来，谁就有早饭", "The Queue", LONG_WORD)
_ROWS = """() => {
  const box = (selector) => [...document.querySelectorAll(selector)]
    .map((node) => node.getBoundingClientRect());
  const rows = Map.groupBy(box(".front__recent > .card"), ({ top }) => Math.round(top));
  const [whole] = box(".front__recent");
  return [...rows.values()].map((cells) => Math.round(whole.right - cells.at(-1).right));
}"""
_TOGGLE = """node => Math.abs(
  node.getBoundingClientRect().right -
  document.querySelector(".masthead").getBoundingClientRect().right
)"""


class Column(NamedTuple):
    """A site with so many articles, served."""

    amount: int
    address: str


@pytest.fixture(scope="module", params=AMOUNTS)
def column(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, theme: Path
) -> Iterator[Column]:
    """A column of which every other article has a picture, and every headline is awkward."""
    amount = int(request.param)
    files: dict[str, str | bytes] = {"content/images/a.png": png("red", 300)}
    for n in range(amount):
        keys = {"topics": "city", "slug": f"a-{n}", "standfirst": "Who pays?"}
        keys["date"] = (date(2026, 5, 25) - timedelta(n)).isoformat()
        keys["image"] = "{src: images/a.png, alt: Red, credit: Us}" if n % 4 in (1, 2) else ""
        files[f"content/{n}.md"] = article(f'"{HEADLINES[n % 4]}"', **keys)
    small = SmallSite(tmp_path_factory.mktemp("column"), files, theme)
    small.build()
    with serving(small.root / "output") as address:
        yield Column(amount, address)


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab for all of them."""
    with chromium.new_page() as page:
        yield page


@pytest.mark.parametrize("path", ["", "archive/", "topics/city/", "2026/05/a-0/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_column_of_any_size_keeps_its_words_in_their_places(
    column: Column, tab: Page, path: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{column.address}/{path}")
    assert tab.evaluate(TOO_WIDE) == 0
    assert tab.evaluate(COLLISIONS) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_front_has_a_lead_and_no_holes(column: Column, tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(column.address)
    assert tab.locator(".card--lead").count() == 1
    recent = tab.locator(".front__recent > .card").count()
    assert recent == min(column.amount - 1, 6)
    assert set(tab.evaluate(_ROWS)) <= {0} if recent else True
    earlier = tab.locator(".front__earlier .month__line").count()
    assert (earlier > 0) == (column.amount > 7)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", "archive/"])
def test_without_other_ways_the_toggle_stands_at_the_end_all_the_same(
    column: Column, tab: Page, path: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{column.address}/{path}")
    assert tab.locator(".masthead__toggle").evaluate(_TOGGLE) < 8
