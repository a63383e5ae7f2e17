"""Pictures in a browser: the right file of each, nothing that moves, one that does not wait."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.conftest import serving
from tests.browser.test_pages import layout_shift
from tests.sites import SETTINGS, SmallSite, article
from tests.test_images import clouds, drawing, encoded, see_through

_WORDS = "\n\n".join(["At ten past six eleven people stood in a line. " * 12] * 4)
_TEXT = f"{_WORDS}\n\n![Tall](tall.jpg)\n\n{_WORDS}\n\n![Bars](bars.png)\n\n![Tiny](tiny.png)\n"
PAGES = {"front": "", "article": "2026/05/lead/", "author": "authors/wen/"}
WIDTHS = (390, 820, 1440)
TOLERANCE = 0.02
_SHOWN = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode().then(() => ({
    file: image.currentSrc.split("/").pop(),
    offered: (image.parentElement.querySelector("source") || image).srcset
      .split(", ").map(each => parseInt(each.split(" ")[1])).filter(width => width),
    told: image.naturalWidth,
    ratio: image.naturalWidth / image.naturalHeight,
    width: image.getBoundingClientRect().width,
    height: image.getBoundingClientRect().height,
    fit: getComputedStyle(image).objectFit,
    ground: getComputedStyle(image).backgroundColor,
  }));
}))"""
_EAGER = """() => [...document.images].map(image =>
  [image.loading, image.fetchPriority, image.decoding])"""


class Shown(NamedTuple):
    """A picture as a browser shows it; told is how wide the page has said that it is."""

    file: str
    offered: list[int]
    told: float
    ratio: float
    width: float
    height: float
    fit: str
    ground: str

    @property
    def whole(self) -> float:
        """How wide it would be if its box did not crop its sides."""
        return max(self.width, self.height * self.ratio) if self.fit == "cover" else self.width

    @property
    def taken(self) -> int:
        """How wide the file is that the browser has taken."""
        return int(self.file.split(".")[0].rpartition("-")[2])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> SmallSite:
    """A site with photographs of several shapes, and drawings."""
    image = "{{src: {}, alt: It, credit: Me, caption: A line in the rain.}}"
    pieces: dict[str, str | bytes] = {
        f"content/{name}.md": article(
            name, _TEXT, date=f"2026-05-{day}", image=image.format(picture), author="wen"
        )
        for name, day, picture in (
            ("lead", 20, "wide.jpg"),
            ("second", 19, "tall.jpg"),
            ("third", 18, "pano.jpg"),
            ("fourth", 17, "bars.png"),
            ("fifth", 16, "clear.png"),
            ("sixth", 15, "wide.jpg"),
        )
    }
    pictures = {
        "content/wide.jpg": encoded(clouds(2400, 1600), "JPEG"),
        "content/pano.jpg": encoded(clouds(2400, 800), "JPEG"),
        "content/tall.jpg": encoded(clouds(1600, 2400), "JPEG"),
        "content/bars.png": encoded(drawing(1600, 900), "PNG"),
        "content/clear.png": encoded(see_through(600, 400), "PNG"),
        "content/tiny.png": encoded(clouds(120, 90), "PNG"),
    }
    author = f"{SETTINGS}authors:\n  wen: {{name: Wen, image: tall.jpg}}\n"
    files = {"content/site.yaml": author, **pieces}
    made = SmallSite(tmp_path_factory.mktemp("pictures"), {**files, **pictures}, theme)
    made.build()
    return made


@pytest.fixture(scope="module")
def address(small: SmallSite) -> Iterator[str]:
    """Where it is served."""
    with serving(small.root / "output") as origin:
        yield origin


def _shown(browser: Browser, url: str, width: int, dots: int) -> list[Shown]:
    """The pictures of a page in a browser that has none of them yet."""
    screen = {"width": width, "height": 900}
    with browser.new_context(viewport=screen, device_scale_factor=dots) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(url)
        return [Shown(**each) for each in page.evaluate(_SHOWN)]


@pytest.mark.parametrize("dots", [1, 2])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_browser_takes_the_smallest_file_that_is_sharp(
    chromium: Browser, address: str, path: str, width: int, dots: int
) -> None:
    shown = _shown(chromium, f"{address}/{path}", width, dots)
    assert shown
    for picture in shown:
        wanted = picture.told * dots
        enough = [each for each in picture.offered if each >= wanted]
        less = [each for each in picture.offered if each < wanted]
        # Where a smaller file is nearer than the next, Chromium takes that: by the geometric mean.
        near = [each for each in less[-1:] if not enough or each * enough[0] > wanted**2]
        assert not picture.offered or picture.taken in [*near, *enough[:1]]


@pytest.mark.parametrize("width", [360, 700, *WIDTHS, 1000, 1900])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_says_truly_how_wide_its_pictures_are(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    for picture in _shown(chromium, f"{address}/{path}", width, 1):
        assert picture.told == pytest.approx(picture.whole, rel=TOLERANCE, abs=1), picture.file


def test_a_browser_takes_the_best_format_that_it_knows(chromium: Browser, address: str) -> None:
    shown = _shown(chromium, f"{address}/{PAGES['article']}", 390, 2)
    assert [each.file.rpartition(".")[2] for each in shown] == ["avif", "avif", "webp", "jpg"]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_one_picture_does_not_wait_and_all_others_do(
    chromium: Browser, address: str, path: str
) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/{path}")
    first, *others = page.evaluate(_EAGER)
    assert first == ["auto", "high", "async"]
    assert others
    assert all(each == ["lazy", "auto", "async"] for each in others)
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_moves_while_pictures_load(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/{path}")
    page.evaluate(_SHOWN)
    assert layout_shift(page) == 0
    page.close()


def test_a_picture_has_its_place_and_colour_before_it_is_there(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 820, "height": 900})
    page.route("**/*.{avif,webp,jpg,png}", lambda route: route.abort())
    page.goto(f"{address}/{PAGES['article']}")
    box = page.locator(".picture--own img").bounding_box()
    ground = page.locator(".picture--own img").evaluate("e => getComputedStyle(e).backgroundColor")
    page.close()
    assert box
    assert box["width"] > 500
    assert box["height"] == pytest.approx(box["width"] * 2 / 3, abs=1)
    red, green, blue = (int(level) for level in ground.removeprefix("rgb(").rstrip(")").split(", "))
    assert all(60 < level < 200 for level in (red, green, blue)), "the clouds' own grey"


def test_a_drawing_in_a_list_is_shown_whole(chromium: Browser, address: str) -> None:
    fits = {each.file.split("-")[0]: each.fit for each in _shown(chromium, address, 1440, 1)}
    assert fits["bars"] == "contain"
    assert fits["wide"] == "cover"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_transparent_drawing_is_seen_by_night(
    chromium: Browser, address: str, colours: str
) -> None:
    page = chromium.new_page(color_scheme=colours)  # type: ignore[arg-type]
    page.goto(f"{address}/2026/05/fifth/")
    ground = page.locator(".picture--own img").evaluate("e => getComputedStyle(e).backgroundColor")
    page.close()
    assert ground == ("rgba(0, 0, 0, 0)" if colours == "light" else "rgb(244, 239, 229)")


def test_pictures_that_were_not_seen_are_loaded_to_be_printed(
    chromium: Browser, address: str
) -> None:
    page, asked = chromium.new_page(viewport={"width": 820, "height": 500}), list[str]()
    page.on("request", lambda request: asked.append(_name(request)))
    page.goto(f"{address}/{PAGES['article']}")
    page.wait_for_load_state("networkidle")
    assert not {"bars", "tiny"} & set(asked)
    printed = page.pdf()
    assert {"wide", "tall", "bars", "tiny"} <= set(asked)
    assert printed.count(b"/Subtype /Image") >= 4
    page.close()


def _name(request: Request) -> str:
    return request.url.rpartition("/")[2].split("-")[0]
