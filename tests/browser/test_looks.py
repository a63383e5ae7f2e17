"""Six pages at three widths look as they did: a block that moves is seen, another machine is not.

All is set in the one face that is shipped, and compared an eighth of its size, in grey: how a
machine smooths its letters is lost in that, where they stand is not.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Launch, serving
from tests.browser.rich import KINDS, build_at, rich_content
from tests.sites import PROJECT

FACE = PROJECT / "generator/share_card/font/noto-serif-cjk-sc-bold.otf"
GOLDEN = PROJECT / "tests/golden/looks"
SHOWN = {
    "front": "",
    "article": KINDS["article with a picture"],
    "markup": KINDS["article with all markup"],
    "scripts": KINDS["article with a long word"],
    "archive": KINDS["archive"],
    "topic": KINDS["topic"],
}
WIDTHS = (390, 820, 1440)
EIGHTH = 8
STEP = 30
"""Levels of grey of 255 by which a cell of eight pixels a side is another."""
TOLERATED = 32
"""How many cells may be others: letters that are not smoothed make 12, a byline that moves 80."""
_ONE_FACE = """
@font-face { font-family: One; src: url(one.otf); }
:root {
  --serif: One; --sans: One; --mono: One;
  --serif-hans: One; --serif-hant: One; --sans-hans: One; --sans-hant: One;
}
* { text-rendering: geometricPrecision !important; text-wrap: wrap !important; }
"""
_UNFITTED = "--font-render-hinting=none"
_OTHER_FACES = """<fontconfig><dir>{}</dir><cachedir>{}</cachedir>
<match target="font">
  <edit name="antialias" mode="assign"><bool>false</bool></edit>
  <edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
</match></fontconfig>"""
_PICTURES = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all([document.fonts.ready, ...pictures.map((picture) => picture.decode())]);
}"""
_MOVE = "node => { node.style.transform = 'translateY(16px)' }"
_every_look = pytest.mark.parametrize("width", WIDTHS)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with every kind of page, set in one face."""
    root = rich_content(tmp_path_factory.mktemp("looks"))
    build_at(root, root / "www", "")
    (style,) = (root / "www/assets").glob("style.*.css")
    style.write_text(style.read_text(encoding="utf-8") + _ONE_FACE, encoding="utf-8")
    shutil.copy(FACE, root / "www/assets/one.otf")
    with serving(root / "www") as address:
        yield address


@pytest.fixture(scope="module")
def here(launch: Launch) -> Iterator[Browser]:
    """Chromium, told not to fit letters to the pixels of this machine."""
    with launch(_UNFITTED) as browser:
        yield browser


@pytest.fixture(scope="module")
def elsewhere(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The same on a machine that has one face only, and smooths no letters."""
    folder = tmp_path_factory.mktemp("faces")
    (folder / "fonts.conf").write_text(_OTHER_FACES.format(FACE.parent, folder), encoding="utf-8")
    with launch(_UNFITTED, FONTCONFIG_FILE=str(folder / "fonts.conf")) as browser:
        yield browser


@_every_look
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_looks_as_it_did(
    here: Browser, stage: str, name: str, width: int, update_golden: bool
) -> None:
    file = GOLDEN / f"{name}-{width}.png"
    with opened(here, f"{stage}/{SHOWN[name]}", width) as page:
        shown = look(page)
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        shown.save(file, optimize=True)
    assert difference(Image.open(file), shown) <= TOLERATED


@_every_look
@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("front", ".masthead__tagline"),
        ("article", ".byline"),
        ("markup", ".table"),
        ("archive", ".years"),
        ("topic", ".card--row:last-child"),
    ],
)
def test_a_block_that_has_moved_by_sixteen_pixels_is_seen(
    here: Browser, stage: str, name: str, block: str, width: int
) -> None:
    with opened(here, f"{stage}/{SHOWN[name]}", width) as page:
        page.locator(block).first.evaluate(_MOVE)
        moved = look(page)
    assert difference(Image.open(GOLDEN / f"{name}-{width}.png"), moved) > TOLERATED


@_every_look
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_looks_the_same_on_a_machine_with_other_faces(
    elsewhere: Browser, stage: str, name: str, width: int
) -> None:
    with opened(elsewhere, f"{stage}/{SHOWN[name]}", width) as page:
        assert difference(Image.open(GOLDEN / f"{name}-{width}.png"), look(page)) <= TOLERATED


@contextmanager
def opened(browser: Browser, url: str, width: int) -> Iterator[Page]:
    """A page at a width, as tall as its text, its pictures there."""
    with browser.new_page(viewport={"width": width, "height": 800}) as page:
        page.goto(url)
        page.evaluate(_PICTURES)
        height = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        yield page


def look(page: Page) -> Image.Image:
    """A page in grey, an eighth of its size."""
    return Image.open(BytesIO(page.screenshot())).convert("L").reduce(EIGHTH)


def difference(golden: Image.Image, shown: Image.Image) -> int:
    """How many cells are others; all of them where the page is of another size."""
    if golden.width != shown.width or abs(golden.height - shown.height) > 1:
        return golden.width * golden.height
    size = (0, 0, golden.width, min(golden.height, shown.height))
    return sum(ImageChops.difference(golden.crop(size), shown.crop(size)).histogram()[STEP:])
