"""Straight quotes, dashes and dots are set as a printer would."""

import pytest

from generator.markup.body import mark_up
from generator.markup.types import Dialect
from generator.markup.typographer import typeset

SET = [
    ('"Hello," she said.', "“Hello,” she said."),
    ("it's the '90s, rock 'n' roll", "it’s the ’90s, rock ’n’ roll"),
    ("in '68 'twas so", "in ’68 ’twas so"),
    ("'Yes,' he said, 'it's so.'", "‘Yes,’ he said, ‘it’s so.’"),
    ("\"'Yes,' he said.\"", "“‘Yes,’ he said.”"),
    ("\"He said 'yes'\"", "“He said ‘yes’”"),
    ("the dogs' bowls", "the dogs’ bowls"),
    ('("aside")', "(“aside”)"),
    ('"one"--"two"', "“one”–“two”"),
    ('"I thought--"', "“I thought–”"),
    ("a -- b --- c... d", "a – b — c… d"),
    ("wow --help", "wow --help"),
    ("----", "----"),
    ('"...and then"', "“…and then”"),
    ('他说"你好"然后"再见"。', "他说“你好”然后“再见”。"),
    ("他说'你好'。", "他说‘你好’。"),
    ('"这是什么？"', "“这是什么？”"),
    ("他说：“好”……", "他说：“好”……"),
    ("中文...中文--中文", "中文...中文--中文"),
    ('She called it "微博" then', "She called it “微博” then"),
    ('"微博"is', "“微博”is"),
    ("“typed” and ‘set’", "“typed” and ‘set’"),
]


@pytest.mark.parametrize(("typed", "printed"), SET, ids=[typed for typed, _ in SET])
def test_a_title_is_set(typed: str, printed: str) -> None:
    assert typeset(typed, "en") == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [("de", "„Ja“, sagt er"), ("fr", "«\u202fJa\u202f», sagt er"), ("en-GB", "“Ja”, sagt er")],
)
def test_quotes_are_those_of_the_language(language: str, printed: str) -> None:
    assert typeset('"Ja", sagt er', language) == printed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('*"quoted"* and "*quoted*"', "<em>“quoted”</em> and “<em>quoted</em>”"),
        ('"`a "b"`" it\'s', '“<code>a "b"</code>” it’s'),
        ('[a "b"](https://c.d/?e="f" "t")', "a “b”</a>"),
        ('"one\ntwo"', "“one\ntwo”"),
        ('&nbsp;"a"', "“a”"),
        ("x&amp;y's", "x&amp;y’s"),
        ('"**微博**"', "“<strong>微博</strong>”"),
    ],
    ids=["tags", "code", "link", "lines", "blank", "entity", "han"],
)
def test_quotes_are_set_across_tags_but_not_in_code(text: str, html: str) -> None:
    body = mark_up(text, path="a.md", first_line=1, dialect=Dialect())
    assert html in body.html


def test_a_quote_left_open_does_not_reach_the_next_paragraph() -> None:
    text = '"One\n\n"two"'
    body = mark_up(text, path="a.md", first_line=1, dialect=Dialect())
    assert body.text == "“One “two”"


def test_code_blocks_are_left_as_typed() -> None:
    text = '```python\nx = "a" -- 1...\n```'
    body = mark_up(text, path="a.md", first_line=1, dialect=Dialect())
    assert body.text == 'x = "a" -- 1...'
