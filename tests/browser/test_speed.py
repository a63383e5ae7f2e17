"""A page is there before its reader notices, on a slow machine too."""

import pytest
from playwright.sync_api import Browser

from tests.browser.rich import KINDS, PLAIN

SLOWER, TRIES = 4, 40
SECOND = 1000
_PAINTED = """() => new Promise((resolve) => {
  const tell = (list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    if (paint) resolve(paint.startTime);
  };
  new PerformanceObserver(tell)
    .observe({type: "paint", buffered: true});
})"""


@pytest.mark.parametrize("path", ["", PLAIN, KINDS["article with a picture"], KINDS["archive"]])
def test_a_page_is_painted_within_a_second_on_a_slow_machine(
    chromium: Browser, origin: str, path: str
) -> None:
    # Once is enough: other work on this machine makes a page late, nothing makes it early.
    assert any(first_paint(chromium, f"{origin}/{path}") < SECOND for _ in range(TRIES))


def first_paint(chromium: Browser, url: str) -> float:
    """Milliseconds until a reader who comes for the first time sees words, her machine slowed."""
    with chromium.new_context() as context, context.new_page() as page:
        slowed = context.new_cdp_session(page)
        slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url)
        return float(page.evaluate(_PAINTED))
