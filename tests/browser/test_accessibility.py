"""Every kind of page is free of what axe finds, in every look and at both ends of width."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.rich import KINDS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (390, 1440)
_LANGUAGES_OF_HAN = """() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement.closest("[lang]");
    const isShown = !node.parentElement.closest("script, title");
    const isHan = /\\p{Script=Han}/u.test(node.data);
    if (isShown && isHan && !/^(zh|ja)/.test(within?.lang ?? "")) found.push(node.data.trim());
  }
  return found;
}"""


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing_in_any_look(opened: Open, path: str) -> None:
    page = opened(path)
    page.evaluate(AXE)
    found = {look: violations(page) for look in looks(page)}
    assert found == {look: [] for look in found}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing_where_the_site_is_under_a_path(opened: Open, path: str) -> None:
    page = opened(f"column/{path}", color_scheme="dark")
    page.evaluate(AXE)
    assert violations(page) == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_run_of_han_says_its_language(opened: Open, path: str) -> None:
    assert opened(path).evaluate(_LANGUAGES_OF_HAN) == []


def looks(page: Page) -> Iterator[str]:
    """Put a page into each look in turn; gives the look's name."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            yield f"{scheme} {width}"


def violations(page: Page) -> list[str]:
    """What axe finds wrong, and with which elements."""
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{violation['id']}: {[node['html'][:160] for node in violation['nodes']]}"
        for violation in result["violations"]
    ]
