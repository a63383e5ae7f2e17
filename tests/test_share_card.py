"""Share cards: what they show fits, breaks where its script may, and is made only once."""

import io
import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser

from generator.share_card import Colours, Face, digest_of_face, draw
from generator.share_card.lines import LEADING, Lines, drawn, fitted, font
from tests.conftest import MakeSite
from tests.sites import NOON, SETTINGS, SmallSite, article

GOLDEN = Path(__file__).parent / "golden/cards"
COLOURS = Colours(paper="#fcfaf5", ink="#1c1915", quiet="#655c50", accent="#c9330c")
BOX = (1032, 300)
_sampled = settings(derandomize=True, max_examples=100, deadline=None)
CHINESE = (
    "“这才是一个负责任的政府。”——网友热议新规：今后排队不得超过十一人，违者罚抄《队列守则》三遍"
)
FACES = {
    "short": ("The Noodle “Queue”", "Food and drink", "en"),
    "long": ("What the Man at the End of the Line Said to the Woman Who Was Before Him", "", "en"),
    "chinese": (CHINESE, "城市", "zh-Hans"),
    "one-word": ("Donau" + "dampfschiff" * 6, "", "de"),
    "endless": ("word " * 200, "Endless", "en"),
}
# Which signs begin and end no line: GB/T 15834-2011, 5.1.
NEVER_FIRST, NEVER_LAST = "。，、；：？！）》」』】’”", "（《「『【‘“"


def face(headline: str, kicker: str = "", lang: str = "en") -> Face:
    """What a card of the column shows."""
    return Face(headline=headline, kicker=kicker, column="The Column", lang=lang, colours=COLOURS)


def opened(content: bytes) -> Image.Image:
    """A card as a picture."""
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def widest(lines: Lines) -> float:
    return max(font(lines.size).getlength(line) for line in lines.texts)


@pytest.mark.parametrize("name", FACES)
def test_a_card_looks_as_it_did(name: str, update_golden: bool) -> None:
    card, golden = opened(draw(face(*FACES[name]))), GOLDEN / f"{name}.png"
    if update_golden:
        golden.write_bytes(draw(face(*FACES[name])))
    # Another version of the library may set an edge a shade lighter.
    difference = ImageChops.difference(card, opened(golden.read_bytes())).convert("L")
    assert sum(difference.point(lambda shade: shade > 48).histogram()[1:]) < 50


@pytest.mark.parametrize("name", FACES)
def test_nothing_stands_in_the_margin(name: str) -> None:
    card = opened(draw(face(*FACES[name])))
    margins = [(0, 12, 60, 630), (1150, 12, 1200, 630), (0, 12, 1200, 84), (0, 590, 1200, 630)]
    for box in margins:
        assert card.crop(box).getcolors() == [
            ((box[2] - box[0]) * (box[3] - box[1]), (252, 250, 245))
        ]


def test_the_same_face_gives_the_same_bytes_and_another_none_of_them() -> None:
    assert draw(face("A")) == draw(face("A"))
    others = [face("B"), face("A", "C"), face("A", lang="zh-Hans")]
    assert len({digest_of_face(each) for each in (face("A"), *others)}) == 4


@_sampled
@given(st.text(st.sampled_from(f"排队守则面馆{NEVER_FIRST}{NEVER_LAST}"), min_size=1, max_size=80))
def test_chinese_is_broken_by_its_own_rules(text: str) -> None:
    size, lines = fitted(text, "zh-Hans", BOX)
    assert size > 32, "the text is cut sign by sign"
    for before, after in itertools.pairwise(lines):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST


@_sampled
@given(st.text(max_size=300))
def test_whatever_a_headline_holds_fits(text: str) -> None:
    lines = fitted(text, "en", BOX)
    assert widest(lines) <= BOX[0]
    assert len(lines.texts) * lines.size * LEADING <= BOX[1]


def test_words_are_broken_only_where_nothing_else_helps() -> None:
    assert " ".join(fitted("Eleven people stood in a line", "en", BOX).texts) == (
        "Eleven people stood in a line"
    )
    long_word = fitted("x" * 60, "en", BOX)
    assert "".join(long_word.texts) == "x" * 60
    assert long_word.size >= 64, "it is broken, and not set so small that nobody reads it"
    assert fitted("word " * 200, "en", BOX).texts[-1].endswith(drawn("…", "en"))


def test_no_line_begins_with_a_dash() -> None:
    for length in range(1, 60):
        lines = fitted(f"{'a' * length} — and so on for ever and ever", "en", BOX).texts
        assert not any(line.startswith("—") for line in lines)


def test_signs_that_the_font_has_not_are_left_out() -> None:
    assert drawn("面馆🍜 noodles", "zh-Hans") == "面馆 noodles"
    assert drawn("Noodles 🍜 in\nthe rain", "en") == "Noodles in the rain"
    assert drawn("soft\u00adly", "en") == "softly"


def test_an_accent_that_is_written_apart_is_on_its_letter() -> None:
    assert drawn(unicodedata.normalize("NFD", "Café Đặng"), "en") == "Café Đặng"


@pytest.mark.parametrize(
    "headline", ["الناس في الطابور", "국수 가게", "Έντεκα άνθρωποι", "√2 ≤ π", "𠮷野家", "🍜"]
)
def test_a_headline_that_the_font_cannot_write_whole_gives_way_to_the_column(headline: str) -> None:
    assert draw(face(headline)) == draw(face("The Column"))
    assert draw(face("A", kicker=headline)) == draw(face("A"))


def test_a_headline_that_is_on_no_card_is_told(site: MakeSite) -> None:
    files = {f"content/{n}.md": article(n, date="2026-05-01") for n in ("𠮷野家", "面馆🍜")}
    made = site({"content/site.yaml": OWN, **files})
    warnings = [each for each in made.build(advises=True).warnings if each.code == "WOW312"]
    assert [(each.path, each.line) for each in warnings] == [("content/𠮷野家.md", 2)]
    assert "lacks 𠮷, so" in warnings[0].what
    made.write({"content/site.yaml": SETTINGS})
    assert not [each for each in made.build(advises=True).warnings if each.code == "WOW312"]


# In a site

OWN = f"{SETTINGS}cards: true\n"


def card_of(site: SmallSite, page: str) -> bytes:
    """The card that a page's head names."""
    files = site.output()
    head = LexborHTMLParser(files[page].decode())
    (node,) = head.css('meta[property="og:image"]')
    path = (node.attributes["content"] or "").removeprefix("https://test.example/")
    assert path.startswith("assets/")
    return files[path]


def cards_in(site: SmallSite) -> set[str]:
    return {path for path in site.output() if path.endswith(".png")}


def test_every_article_has_a_card_and_nothing_that_is_held_back(site: MakeSite) -> None:
    made = site(
        {
            "content/site.yaml": OWN,
            "content/queue.md": article("The Queue", date="2026-05-01"),
            "content/later.md": article("Not Yet", date="2026-05-01", embargo="2031-01-01"),
            "content/draft.md": article("Never", date="2026-05-01", draft="true"),
            "content/pages/about.md": "# About\n\nUs.\n",
        }
    )
    made.build()
    opened(card_of(made, "2026/05/queue/index.html"))
    assert len(cards_in(made)) == 1
    made.write({"content/site.yaml": SETTINGS})
    made.build()
    assert cards_in(made) == set()


def test_a_card_is_made_again_only_where_it_shows_something_else(site: MakeSite) -> None:
    files = {f"content/{name}.md": article(name.upper(), date="2026-05-01") for name in "ab"}
    made = site({"content/site.yaml": OWN, **files})
    made.build()
    first = cards_in(made)
    made.write({"content/a.md": article("A", "Other words.", date="2026-05-01")})
    report = made.build()
    assert not [path for path in report.written if path.endswith(".png")]
    made.write({"content/a.md": article("Another", date="2026-05-01")})
    made.build()
    assert len(cards_in(made) - first) == len(first - cards_in(made)) == 1
    assert made.build().written == ()


def test_a_card_has_the_colours_of_the_theme(site: MakeSite) -> None:
    made = site({"content/site.yaml": OWN, "content/a.md": article("A", date="2026-05-01")})
    made.write({"static/css/tokens.css": ":root { --paper: light-dark(#112233, #445566); }"})
    made.build(NOON)
    assert opened(card_of(made, "2026/05/a/index.html")).getpixel((600, 40)) == (0x11, 0x22, 0x33)
