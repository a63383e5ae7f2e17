"""Texts that would hang the parser are refused at once; ordinary ones never are."""

import time

import pytest

from generator.errors import SiteError
from generator.markup.body import mark_up
from generator.markup.types import Body, Dialect
from tests.conftest import Tried

SIZE = 60_000
CLIFFS = {
    "brackets": "[" * SIZE,
    "pictures": "![" * SIZE,
    "brackets in words": "[a " * SIZE,
    "nested brackets": "[" * SIZE + "]" * SIZE,
    "unclosed targets": "[a](b " * SIZE,
    "nested targets": ("[a](b" + "(" * 20 + ")") * SIZE,
    "cdata": "<![CDATA[" * SIZE,
    "tags": "<a " * SIZE,
    "tags over lines": '<a x="\n' * SIZE,
    "nested tags": "<div>" * SIZE,
    "nested inline tags": "<b>" * SIZE,
    "backticks": "`" * SIZE,
    "runs of backticks": " ".join("`" * length for length in range(1, 1400)),
    "fences": "```a\n" * SIZE,
    "fences that close": "```\n" * SIZE,
    "fence and blanks": "```" + " " * SIZE,
    "code": "```python\n" + 'x = ["a", 1]\n' * SIZE + "```\n",
    "wide table": "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|\n" * 1000,
    "table in a quotation": "> " + "|a" * 1000 + "\n> " + "|-" * 1000 + "\n" + "> |\n" * 1000,
    "long table": "a|b\n-|-\n" + "a|b\n" * 32_000,
    "backticks in a table": "|`" * SIZE + "\n-|-\n",
    "list in a line": "* " * 496 + "a",
    "quotation in a line": "> " * SIZE + "a",
    "deep list": "".join("    " * depth + "* a\n" for depth in range(250)),
    "footnote": "a[^1] " * SIZE + "\n\n[^1]: b",
    "abbreviations": "".join(f"*[a{number}]: b\n" for number in range(SIZE // 10)),
    "abbreviation": "*[a]: b\n\n" + "a " * SIZE * 5,
    "headings": "a\n=\n" * SIZE,
    "rules": "***\n" * SIZE,
    "definitions": "a\n" + ": b\n" * SIZE,
    "references": "[x]:\n" * SIZE,
    "megabyte": "word " * 210_000,
}


def body_of(text: str) -> Body:
    return mark_up(text, path="content/a.md", first_line=1, dialect=Dialect())


@pytest.mark.parametrize("text", CLIFFS.values(), ids=CLIFFS.keys())
def test_a_text_that_would_hang_is_refused_at_once(text: str, record_property: Tried) -> None:
    start = time.process_time()
    with pytest.raises(SiteError) as caught:
        body_of(text)
    assert time.process_time() - start < 5
    problem = caught.value.problems[0]
    assert problem.line >= 1
    assert problem.mend
    record_property("texts that would hang the parser", 1)


@pytest.mark.parametrize(
    "text",
    ['"' * SIZE, "'" * SIZE, '[a](b "' + '"' * SIZE + '")', "微" * SIZE, "-" * SIZE],
    ids=["quotes", "apostrophes", "title", "han", "dashes"],
)
def test_a_run_of_signs_is_quick(text: str) -> None:
    start = time.process_time()
    body_of(text)
    assert time.process_time() - start < 5


ORDINARY = {
    "long text": "A sentence with [a link](https://a.b/c), *stress* and it's over.\n\n" * 2_000,
    "glossary": "".join(f"word{number}\n:   meaning\n\n" for number in range(500)),
    "long list": "".join(f"- [item {number}](https://a.b/{number})\n" for number in range(3_000)),
    "references": "".join(f"[{number}]: https://a.b/{number}\n" for number in range(400)) + "\na",
    "table": "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 1_000,
    "code of brackets": "a\n\n```\n" + "[[[(((<<<|||\n" * 1_000 + "```\n",
    "ruled code": "a\n\n```\n" + "|-" * 200 + "\n" * 200 + "```\n",
    "line of dashes": "a\n\n" + "- " * 60 + "\n\nb",
    "abbreviations": "".join(f"*[A{number}]: b\n\n" for number in range(30)) + "word A1 " * 2_000,
    "stray signs": "It is 3 < 4 [sic and so on.\n\n" * 500,
    "deep quotation": "> " * 20 + "a",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_an_ordinary_text_is_never_refused(text: str) -> None:
    assert body_of(text).words > 0


def test_a_refused_table_says_where_it_begins() -> None:
    text = "One.\n\nTwo.\n\n" + "a|b\n-|-\n" + "c|d\n" * 3_000
    with pytest.raises(SiteError) as caught:
        body_of(text)
    assert str(caught.value).splitlines() == [
        "content/a.md:5:1: tables of more than 5,000 cells",
        "    5 | a|b",
        "      | ^",
        "  Shorten them, or publish the figures as a file that the text links to.",
    ]


GROWING = {
    "abbreviation": "a " * 8_000 + f"\n\n*[a]: {'long ' * 60}",
    "reference": "[x] " * 8_000 + f"\n\n[x]: https://a.example/{'long' * 80}",
    "reference with a title": "[x] " * 8_000 + f'\n\n[x]: https://a.example/ "{"long " * 80}"',
}


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING.keys())
def test_a_text_that_grows_out_of_proportion_is_refused(text: str) -> None:
    with pytest.raises(SiteError, match="KB of HTML, over twenty times its own length") as caught:
        body_of(text)
    assert caught.value.problems[0].line == 1


def test_a_text_may_grow_as_much_as_links_do() -> None:
    assert body_of("[x](https://a.example/) " * 2_000).words
