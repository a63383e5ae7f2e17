"""How a problem reads: where, what, the line with a caret, how to mend it."""

import re
from collections import Counter

import pytest

from generator.errors import CODES, Collected, Problem, SiteError, cells, describe, near
from tests.sites import PROJECT

ROOMS = PROJECT / "generator"


def _pointed_at(excerpt: str, column: int, width: int = 1) -> tuple[str, str]:
    """The line and the carets that are shown, gutters and all."""
    problem = Problem(
        path="a.md", line=7, column=column, what="wrong", excerpt=excerpt, width=width
    )
    _, line, carets = describe(problem).split("\n")
    return line, carets


def test_a_problem_says_where_and_what_and_how_to_mend_it() -> None:
    problem = Problem(
        path="content/a.md",
        line=4,
        column=1,
        what='unknown key "standfrist"',
        mend='Did you mean "standfirst"?\nOr another?',
        excerpt="standfrist: Who pays?",
        width=10,
    )
    assert describe(problem).split("\n") == [
        'content/a.md:4:1: unknown key "standfrist"',
        "    4 | standfrist: Who pays?",
        "      | ^^^^^^^^^^",
        '  Did you mean "standfirst"?',
        "  Or another?",
    ]


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert describe(Problem(path="a.md", what="wrong", excerpt="x")) == "a.md: wrong"


def test_every_code_that_is_told_has_a_meaning_and_every_meaning_is_told() -> None:
    texts = (path.read_text("utf-8") for path in ROOMS.rglob("*.py"))
    told = Counter(code for text in texts for code in re.findall(r"WOW\d{3}", text))
    assert told.keys() == CODES.keys()
    assert [code for code, count in told.items() if count < 2] == []


def test_a_warning_says_its_code() -> None:
    problem = Problem(path="a.md", line=3, what="wrong", code="WOW201", is_warning=True)
    assert describe(problem) == "a.md:3:1: WOW201 wrong"


@pytest.mark.parametrize(
    ("excerpt", "column", "width", "before", "carets"),
    [
        ("title: x", 8, 1, 7, 1),
        ("标题: x", 5, 1, 6, 1),
        ("a标题b", 2, 2, 1, 4),
        ("\tx", 2, 1, 1, 1),
        ("cafe\u0301 x", 7, 1, 5, 1),
        ("ａ=1", 1, 1, 0, 2),
        ("x", 5, 3, 1, 1),
        ("x", 0, 0, 0, 1),
        ("", 1, 1, 0, 1),
    ],
    ids="plain after-wide wide tab combining full-width beyond no-column empty".split(),  # noqa: SIM905 (a row of names)
)
def test_carets_stand_under_what_is_meant(
    excerpt: str, column: int, width: int, before: int, carets: int
) -> None:
    if not excerpt:
        problem = Problem(path="a.md", line=7, column=column, what="wrong", excerpt=excerpt)
        assert describe(problem) == "a.md:7:1: wrong"
        return
    _, shown = _pointed_at(excerpt, column, width)
    assert shown == "      | " + " " * before + "^" * carets


@pytest.mark.parametrize("column", [1, 40, 41, 42, 100, 250, 299, 300])
@pytest.mark.parametrize("letter", ["x", "字"])
def test_a_long_line_is_shown_around_its_caret(column: int, letter: str) -> None:
    excerpt = letter * (column - 1) + "!" + letter * (300 - column)
    line, carets = _pointed_at(excerpt, column)
    assert len(line) <= 8 + 90
    at = cells(carets) - 1
    assert cells(line[: line.index("!")]) == at
    assert line.startswith("    7 | …") == (column > 41)
    assert line.endswith("…") == (column < 253)


def test_a_line_cannot_steer_the_terminal() -> None:
    line, _ = _pointed_at("a\x1b[2Jb\rc\u202ed\x00", 1)
    assert line == "    7 | a\ufffd[2Jb\ufffdc\ufffdd\ufffd"


def test_problems_are_told_in_the_order_of_their_places() -> None:
    places = [("b", 1, 1), ("a", 2, 1), ("a", 1, 9), ("a", 1, 2)]
    error = SiteError(Problem(path=p, line=n, column=c, what="wrong") for p, n, c in places)
    assert [(p.path, p.line, p.column) for p in error.problems] == sorted(places)
    assert str(error).startswith("a:1:2: wrong\na:1:9: wrong\n")


def test_problems_of_several_steps_are_raised_at_once() -> None:
    found = Collected()
    for name in "ab":
        with found:
            raise SiteError([Problem(path=name, what="wrong")])
    found.add([Problem(path="c", what="wrong")])
    with pytest.raises(SiteError) as caught:
        found.raise_any()
    assert [problem.path for problem in caught.value.problems] == ["a", "b", "c"]


def test_a_step_that_fails_otherwise_is_not_passed_over() -> None:
    with pytest.raises(KeyError), Collected():
        raise KeyError


def test_where_nothing_was_found_nothing_is_raised() -> None:
    found = Collected()
    with found:
        pass
    found.raise_any()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("standfrist", "standfirst"), ("Titel", "title"), ("zzz", None), ("", None)],
)
def test_a_slip_is_known_by_what_it_is_near_to(written: str, meant: str | None) -> None:
    assert near(written, ["title", "standfirst", "topics"]) == meant


def test_every_code_is_explained_in_whole_sentences() -> None:
    assert all(text.endswith(".") and len(text) > 40 for text in CODES.values())


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("微博", 4), ("e\u0301", 1), ("ｱ", 1), ("한", 2), ("", 0)]
)
def test_a_text_takes_the_cells_of_its_letters(text: str, width: int) -> None:
    assert cells(text) == width
