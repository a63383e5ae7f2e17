"""Bytes become text, or a sentence that says why not."""

import pytest

from generator.errors import Problem, SiteError
from generator.text import decode


def refused(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(SiteError) as caught:
        decode("content/a.md", content)
    return caught.value.problems


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("\ufeff微博\n".encode(), "微博\n", id="byte order mark"),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="CRLF and CR"),
        pytest.param("tab\there, next\u0085line".encode(), "tab\there, next\u0085line", id="tab"),
        pytest.param(b"<<<<<<< HEAD\nnot merged\n", "<<<<<<< HEAD\nnot merged\n", id="one marker"),
        pytest.param(b"A heading\n=======\n", "A heading\n=======\n", id="a heading's underline"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_sound_text_is_read(content: bytes, text: str) -> None:
    assert decode("content/a.md", content) == text


@pytest.mark.parametrize(
    ("content", "what", "line", "column"),
    [
        ("微博".encode("utf-16"), "UTF-16", 0, 0),
        ("title: 微博\n".encode("utf-16-le"), "UTF-16", 0, 0),
        ("plain Latin\n".encode("utf-16-be"), "UTF-16", 0, 0),
        ("ok\n谁来为微博买单？\n".encode("gb18030"), "GB 18030", 2, 2),
        ("ok\nThe café\n".encode("latin-1"), "Latin-1", 2, 8),
        (b"\xef\xbb\xbfab\xff", "Latin-1", 1, 3),
        (b"good text\nwith a \0 in it\n", "a NUL character", 2, 8),
        (b"page\x0cbreak", "a form feed", 1, 5),
        (b"vertical\x0btab", "a vertical tab", 1, 9),
        (b"a\x1eb", "U+001E", 1, 2),
        ("a\uffffb".encode(), "U+FFFF", 1, 2),
        ("a\u0093b".encode(), "U+0093", 1, 2),
        (b"x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n", "nobody has chosen", 2, 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_bytes_are_refused_at_their_place(
    content: bytes, what: str, line: int, column: int
) -> None:
    problem = refused(content)[0]
    assert what in problem.what
    assert (problem.line, problem.column) == (line, column)
    assert problem.mend


def test_a_control_character_does_not_reach_the_terminal() -> None:
    assert refused(b"a\x1b[31mred")[0].excerpt == "a�[31mred"


def test_every_control_character_is_told_up_to_a_bound() -> None:
    assert len(refused(b"a\x01\nb\x02\n")) == 2
    assert len(refused(b"\x01" * 500)) == 20
