"""A slug is legal everywhere, short, and its own slug."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.slug import MAX_BYTES, is_slug, slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The Queue", "the-queue"),
        ("  --The__Queue!? ", "the-queue"),
        ("Café Ångström", "cafe-angstrom"),
        ("Straße, Æsop, Łódź, Øre", "strasse-aesop-lodz-ore"),
        ("长江大桥", "chang-jiang-da-qiao"),
        ("排队 the queue 队", "pai-dui-the-queue-dui"),
        ("行长", "hang-zhang"),
        ("绿", "lv"),
        ("Who's? It’s ours", "whos-its-ours"),
        ("'quoted'", "quoted"),
        ("C++", "c"),
        ("№ 5 ½ ①", "no-5-12-1"),
        ("ﬁne", "fine"),
        ("İstanbul ısı", "istanbul-isi"),
        ("Ａ１", "a1"),
        ("2026-05-01", "2026-05-01"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b", "a-b"),
        ("CON", "con-0"),
        ("com1", "com1-0"),
        ("console", "console"),
        ("…", ""),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_a_text_has_its_slug(text: str, made: str) -> None:
    assert slug(text) == made


def test_a_long_text_is_cut_between_words() -> None:
    words = " ".join(["word"] * 40)
    assert slug(words) == "-".join(["word"] * 16)
    assert slug("x" * 200 + " y") == "x" * MAX_BYTES


@given(st.text())
def test_a_slug_is_legal_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= MAX_BYTES
    assert slug(made) == made
    assert is_slug(made) == bool(made)


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1))
def test_a_slug_of_chinese_is_ascii(text: str) -> None:
    assert slug(text).isascii()


@pytest.mark.parametrize("text", ["The-queue", "a--b", "-a", "a_b", "é", "", "con", "x" * 81])
def test_what_is_no_slug_is_seen(text: str) -> None:
    assert not is_slug(text)
