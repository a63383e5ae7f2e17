"""A blockquote with a dash in its last line is a quotation with a source."""

import pytest

from generator.markup.body import mark_up
from generator.markup.types import Dialect

QUOTATION = """\
> 这才是一个负责任的政府。
> This is what a responsible government would do.
> — @somebody, Weibo [archived](https://a.b/2) [original](https://a.b/1)
"""


def html(text: str) -> str:
    return mark_up(text, path="a.md", first_line=1, dialect=Dialect()).html


def test_a_quotation_with_a_source_is_a_figure() -> None:
    assert html(QUOTATION) == (
        '<figure class="quote">\n<blockquote cite="https://a.b/1">\n'
        '<p lang="zh-Hans">这才是一个负责任的政府。</p>\n'
        "<p>This is what a responsible government would do.</p>\n"
        "</blockquote>\n"
        '<figcaption>— @somebody, Weibo <a href="https://a.b/2">archived</a>'
        ' <a href="https://a.b/1">original</a></figcaption>\n</figure>'
    )


@pytest.mark.parametrize("dash", ["—", "——", "–", "―", "-", "--"])
def test_any_dash_names_the_source(dash: str) -> None:
    assert "<figcaption>" in html(f"> Words.\n> {dash} Somebody")


def test_the_source_may_stand_in_a_paragraph_of_its_own() -> None:
    assert html("> One.\n>\n> Two.\n>\n> — Somebody") == (
        '<figure class="quote">\n<blockquote>\n<p>One.</p>\n<p>Two.</p>\n</blockquote>\n'
        "<figcaption>— Somebody</figcaption>\n</figure>"
    )


def test_two_quotations_with_a_blank_line_between_are_two() -> None:
    assert html("> One.\n> — A\n\n> Two.\n> — B").count('<figure class="quote">') == 2


def test_the_dash_of_the_source_is_set_long() -> None:
    assert "<figcaption>— A–B</figcaption>" in html("> One.\n> -- A--B")


def test_lines_of_one_script_stay_one_paragraph() -> None:
    assert "<p>One\ntwo.</p>" in html("> One\n> two.\n> — Somebody")


@pytest.mark.parametrize(
    "text",
    ["> One.\n> Two.", "> — One.\n> — Two.", "> — One.", "> One — two", "> One.\n> - - -x"],
    ids=["no dash", "dialogue", "dash alone", "dash within", "dashes"],
)
def test_a_plain_blockquote_stays_one(text: str) -> None:
    assert "<figure" not in html(text)


def test_a_quotation_within_another_has_its_own_source() -> None:
    shown = html("> > Inner.\n> > — A\n>\n> Outer.\n> — B")
    assert shown.count("<figcaption>") == shown.count("</figure>") == 2
    assert shown.index("— A") < shown.index("Outer") < shown.index("— B")


def test_a_line_break_within_emphasis_is_not_cut() -> None:
    shown = html("> *微博\n> weibo*\n> — A")
    assert shown.count("<em>") == shown.count("</em>") == 1
    assert shown.count("<p") == shown.count("</p>") == 1
