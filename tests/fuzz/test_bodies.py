"""Markdown texts, sound, wild and spoilt: HTML that is well formed, or a refusal with its line."""

from typing import NamedTuple

from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.card import ImageSource
from generator.errors import SiteError
from generator.markup.body import mark_up
from generator.markup.filling import fill
from generator.markup.pieces import MARK
from generator.markup.types import Body, Dialect
from generator.markup.typographer import typeset
from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.bodies import WORDS, Marked, sound_body, spoilt_body, wild_body
from tests.fuzz.claims import assert_sound
from tests.fuzz.wellformed import faults

FIRST_LINE = 4


class Shown(NamedTuple):
    """A picture as published."""

    url: str = "/images/a.webp"
    width: int = 3
    height: int = 2
    tint: str = ""
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()


def marked_up(text: str, language: str = "en") -> Body:
    """A text marked up as an article's."""
    return mark_up(
        text, path="content/a.md", first_line=FIRST_LINE, dialect=Dialect(language=language)
    )


def sound_or_refused(text: str) -> None:
    """A text becomes sound HTML, or is refused with problems that are sound."""
    try:
        body = marked_up(text)
    except SiteError as error:
        for problem in error.problems:
            assert_sound(problem, ("\n" * (FIRST_LINE - 1) + text).encode("utf-8", "surrogatepass"))
            assert problem.line >= FIRST_LINE
        return
    assert faults(body.html) == []
    assert len(set(body.anchors)) == len(body.anchors)
    assert marked_up(text) == body
    assert_filled(body)


def assert_filled(body: Body) -> None:
    """Every link and picture is filled in, whatever they lead to, and the HTML stays sound."""
    count, shown = len(body.links), [Shown()] * len(body.pictures)
    for links, pictures in (
        (["/a/?b&c"] * count, shown),
        ([""] * count, [None] * len(shown)),
    ):
        html = fill(body.html, links, pictures)
        assert MARK not in html
        assert faults(html) == []
    page = LexborHTMLParser(fill(body.html, ["/to/here/"] * count, shown))
    assert len(page.css('a[href="/to/here/"]')) == count
    assert len(page.css('img[src="/images/a.webp"]')) == len(shown)


def words_arrive(marked: Marked) -> None:
    """Every word of a sound text is in what readers see, as often as it was written."""
    sound_or_refused(marked.text)
    body = marked_up(marked.text)
    text = fill(body.html, [""] * len(body.links), [Shown()] * len(body.pictures))
    for word in set(marked.words):
        assert text.count(word) >= marked.words.count(word), (word, marked.text, text)


@amounts(150, 5_000)
def test_sound_texts_arrive_word_for_word(amount: Amount) -> None:
    amount.check(words_arrive, sound_body)


@amounts(250, 10_000)
def test_wild_texts_do_no_harm(amount: Amount) -> None:
    amount.check(sound_or_refused, wild_body)


@amounts(150, 5_000)
def test_spoilt_texts_do_no_harm(amount: Amount) -> None:
    amount.check(sound_or_refused, spoilt_body())


SIGNS = st.lists(
    st.sampled_from([*"\"'-.:,! ", "--", "---", "...", "'90s", "it's", "a", "7"]), max_size=12
).map("".join)
CHINESE = st.lists(
    st.sampled_from([*"，。：！？“”‘’《》「」—…", "——", "……", *WORDS[-5:]]), max_size=12
).map("".join)


def code_is_as_typed(signs: str) -> None:
    """Quotes and dashes in code are as they were typed."""
    typed = f"a{signs}b"
    for form in (f"`{typed}`", f"```\n{typed}\n```", f"<kbd>{typed}</kbd>"):
        assert " ".join(typed.split()) in marked_up(form).text


def chinese_is_as_typed(text: str) -> None:
    """Chinese text has the marks that it was written with."""
    assert typeset(text, "zh-Hans") == text
    assert marked_up(f"文{text}文", "zh-Hans").text == f"文{text}文"


@amounts(100, 3_000)
def test_the_typographer_leaves_code_alone(amount: Amount) -> None:
    amount.check(code_is_as_typed, SIGNS)


@amounts(100, 3_000)
def test_the_typographer_leaves_chinese_alone(amount: Amount) -> None:
    amount.check(chinese_is_as_typed, CHINESE)
