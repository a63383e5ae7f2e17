"""A problem on a page: its words fit to be read, its place a link that opens the editor."""

from pathlib import Path

import pytest

from generator.errors import Excerpt, Problem
from generator.preview.pointing import Opener, pointed

CODE = Opener(form="vscode://file{path}:{line}:{column}", root=Path("/news"))
SLIP = Problem(
    path="content/a.md",
    line=4,
    column=1,
    width=10,
    what='unknown key "standfrist"',
    mend='Did you mean "standfirst"?\nOr list it under fields:.',
    excerpt="standfrist: Who pays?",
)


def test_a_problem_says_where_what_and_how_to_mend() -> None:
    shown = pointed(SLIP, CODE)
    assert (shown.place, shown.href) == (
        "content/a.md:4:1",
        "vscode://file/news/content/a.md:4:1",
    )
    assert shown.what == 'unknown key "standfrist"'
    assert shown.mend == ('Did you mean "standfirst"?', "Or list it under fields:.")
    assert (shown.line, shown.excerpt) == (4, Excerpt("", "standfrist", ": Who pays?"))
    assert shown.code == ""


def test_a_warning_shows_its_code() -> None:
    warning = Problem(path="content/a.md", what="no date", code="WOW208", is_warning=True)
    shown = pointed(warning, CODE)
    assert (shown.code, shown.place, shown.line) == ("WOW208", "content/a.md", 0)


def test_a_long_line_is_cut_to_what_is_near() -> None:
    line = "a" * 300 + "WRONG" + "b" * 300
    shown = pointed(
        Problem(path="a", line=1, column=301, width=5, what="so", excerpt=line), CODE
    ).excerpt
    assert shown.pointed == "WRONG"
    assert shown.before.startswith("…a")
    assert shown.after.endswith("b…")
    assert len("".join(shown)) <= 96


def test_nothing_of_a_file_turns_or_ends_the_line_that_shows_it() -> None:
    told = Problem(
        path="content/\u202ea.md", line=1, what="\x1b[31mred", mend="\u2028", excerpt="\ta\u2067b"
    )
    shown = pointed(told, CODE)
    words = (shown.place, shown.what, *shown.mend, *shown.excerpt)
    assert not set("".join(words)) & set("\u202e\x1b\u2028\u2067\t")


@pytest.mark.parametrize(
    ("form", "href"),
    [
        ("vscode://file{path}:{line}", "vscode://file/my%20news/content/a%23%3F%E5%BE%AE.md:7"),
        (
            "idea://open?file={path}&line={line}&column={column}",
            "idea://open?file=/my%20news/content/a%23%3F%E5%BE%AE.md&line=7&column=2",
        ),
        ("file://{path}", "file:///my%20news/content/a%23%3F%E5%BE%AE.md"),
        ("{line.__class__}", "{line.__class__}"),
    ],
    ids=["a URL's path", "a URL's query", "no line", "only names are filled in"],
)
def test_a_file_opens_in_the_editor_of_choice(form: str, href: str) -> None:
    assert Opener(form=form, root=Path("/my news")).href("content/a#?微.md", 7, 2) == href


def test_a_file_without_a_line_opens_at_its_first() -> None:
    assert CODE.href("content/a.md", 0, 0).endswith("/a.md:1:1")
