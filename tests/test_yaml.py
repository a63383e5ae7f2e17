"""YAML is read as it was written, and every fault of it is told with its mend."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Problem
from generator.text import sheet_of
from generator.yaml import Entry, Mapping, Node, Proof, Scalar, Sequence, compose
from generator.yaml.moment import better_day, moment
from generator.yaml.proof import quoted
from generator.yaml.takers import boolean, comma_texts, text, texts

NEW_YORK = ZoneInfo("America/New_York")


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {e.key.value: plain(e.value) for e in node.entries} if node else None


def problems(written: str) -> tuple[Problem, ...]:
    return compose(written, "content/a.md", 2)[1]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a: no", "no"),
        ("a: 12:30", "12:30"),
        ("a: 3.10", "3.10"),
        ("a: 0123", "0123"),
        ("a: Weibo: a tale", "Weibo: a tale"),
        ("a: 中: 文", "中: 文"),
        ("a: @somebody", "@somebody"),
        ("a: `code`", "`code`"),
        ("a: 50%", "50%"),
        ("a: 'it''s'", "it's"),
        ('a: "x\u2028y"', "x y"),
        ("a: >-\n  one\n  two", "one two"),
        ("a: x", "x"),
    ],
)
def test_a_value_is_the_text_that_was_written(written: str, value: str) -> None:
    mapping, found = compose(written, "content/a.md")
    assert plain(mapping) == {"a": value}
    assert found == ()


@pytest.mark.parametrize(
    ("written", "line", "what", "mend"),
    [
        ("a: 1\na: 2", 3, '"a" stands on line 2 already', "Keep one"),
        ("title:x", 2, "no space follows the colon", "Write: title: x"),
        ("title：微博", 2, "full-width", "Write: title: 微博"),
        ("\ta: b", 2, "a tab", "Write: a: b"),
        ("a:\tb", 2, "a tab", "spaces"),
        ("a: &x b", 2, 'begins with "&"', 'Write: a: "&x b"'),
        ("a: b\nc: *a", 3, 'begins with "*"', 'Write: c: "*a"'),
        ("a: !important", 2, 'begins with "!"', 'Write: a: "!important"'),
        ('a: "x', 2, "quotation marks do not match", 'Write: a: "x"'),
        ("a: 'it's'", 2, "quotation marks do not match", 'Write: a: "it\'s"'),
        ('a: "so" he said', 2, "quotation marks do not match", "Write: a: '\"so\" he said'"),
        ("a: [b, c", 2, "is not whole", 'Write: a: ["b", "c"]'),
        ("a: [#微博#, c]", 2, 'follows "#"', 'Write: a: ["#微博#", "c"]'),
        ("a: - b", 2, "a list begins", "line of its own"),
        ("a: b\n  - c", 2, "text and a list", "line of its own"),
        ("a: b\n c: d", 3, "as far in", "same column"),
        ("a: |\n  b\n c", 4, "further out", "same column"),
        ("a: b\nc\nd: e", 3, '"c" has no key', "indent it"),
        ("a: b\n\nprose", 4, "has no key", "put a line ---"),
        ("a: b: c\n  d", 2, "several lines", ">-"),
        ('a: "x\n  y "z" w"', 3, "it begins on line 2", "backslash"),
        ('a: "\\q"', 2, "a backslash", "Write: a: '\\q'"),
        ('a: "\\0"', 2, "control character", "backslash"),
        ('a: "\\x1a"', 2, "control character", "backslash"),
        ("ti\u200btle: x", 2, 'invisible character is in the key "title"', "title:"),
        ("\u202etitle: x", 2, "invisible", "title:"),
        ("a: b\n---\nc: d", 3, "a second part", "Delete"),
        ("- a\n- b", 2, "not settings", "key, a colon"),
        ("[a]: b", 2, "brackets", "word"),
        ("a: " + "[" * 60, 2, "more than 50 deep", "simply"),
    ],
)
def test_a_fault_is_told_at_its_line_with_its_mend(
    written: str, line: int, what: str, mend: str
) -> None:
    found = problems(written)
    assert [(problem.line, what in problem.what, mend in problem.mend) for problem in found] == [
        (line, True, True)
    ]


def test_one_fault_does_not_hide_the_next() -> None:
    written = 'a: @x\nb: *y*\nc: "z\nd:1\ne: fine\ne: twice\n'
    assert [problem.line for problem in problems(written)] == [3, 4, 5, 7]
    assert plain(compose(written, "a.md")[0]) == {
        "a": "@x",
        "b": "*y*",
        "c": "z",
        "d": "1",
        "e": "fine",
    }


def test_many_texts_with_colons_are_read() -> None:
    written = "".join(f"key{n}: Part {n}: the end\n" for n in range(90))
    mapping, found = compose(written, "a.md")
    assert mapping
    assert len(mapping.entries) == 90
    assert found == ()


def test_more_faults_than_can_be_told_are_a_fault() -> None:
    mapping, found = compose("a: b: c\n" * 1000, "a.md")
    assert mapping is None
    assert "more faults" in found[-1].what


@pytest.mark.parametrize("line", ["\tkey: a\n", "key:a\n"], ids=["tabs", "colons"])
def test_what_is_wrong_everywhere_is_told_a_few_times(line: str) -> None:
    _, problems = compose(line * 5_000, "a.md")
    assert 0 < len(problems) < 150


def test_a_sentence_about_a_long_line_is_short() -> None:
    _, problems = compose("a: [" + "word " * 5_000, "a.md")
    assert all(len(problem.what + problem.mend) < 1_000 for problem in problems)


def test_a_value_knows_its_place_in_the_file() -> None:
    mapping, _ = compose("a: 1\n微博:\n  - 火: 锅\n", "a.md", 5)
    assert mapping
    item = mapping.entries[1].value
    assert isinstance(item, Sequence)
    inner = item.items[0]
    assert isinstance(inner, Mapping)
    assert (inner.entries[0].value.line, inner.entries[0].value.column) == (7, 8)


@given(st.text(st.sampled_from("ab:-#'\"[]{}|>&*!%@\\ \n\t?,微：")))
def test_no_text_makes_a_traceback_or_a_silent_loss(written: str) -> None:
    mapping, found = compose(written, "a.md")
    assert mapping is not None or found


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf"))))
def test_a_quoted_text_is_read_back_as_it_was(value: str) -> None:
    mapping, found = compose(f"a: {quoted(value)}", "a.md")
    assert plain(mapping) == {"a": value}
    assert found == ()


def taken(written: str) -> tuple[Entry, Proof]:
    mapping, _ = compose(written, "a.md")
    assert mapping
    return mapping.entries[0], Proof(sheet_of("a.md", written))


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("draft: yes", "Write: draft: true"),
        ("draft: No", "Write: draft: false"),
        ("draft: True", "Write: draft: true"),
        ('draft: "true"', "Write: draft: true"),
        ("draft: 0", "Write: draft: false"),
        ("draft: maybe", "Write true or false"),
        ("draft: [true]", "draft: "),
    ],
)
def test_only_true_and_false_are_true_and_false(written: str, mend: str) -> None:
    entry, proof = taken(written)
    assert boolean(entry.value, proof) is None
    assert mend in proof.problems[0].mend


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("title: C # D", 'Write: title: "C # D"'),
        ("title: #微博# 火了", 'Write: title: "#微博# 火了"'),
        ("title: [Updated]", 'Write: title: "[Updated]"'),
    ],
)
def test_text_that_yaml_would_eat_is_shown_in_quotation_marks(written: str, mend: str) -> None:
    entry, proof = taken(written)
    assert text(entry.value, proof) is None
    assert proof.problems[0].mend == mend


def test_topics_are_a_list_or_a_text_with_commas() -> None:
    for written in ("t: a, b，c、d", "t: [a, b, c, d]", "t:\n- a\n- b\n- c\n- d"):
        entry, proof = taken(written)
        assert comma_texts(entry.value, proof) == ("a", "b", "c", "d")
    entry, proof = taken("by: Lee, Ann")
    assert texts(entry.value, proof) == ("Lee, Ann",)


@pytest.mark.parametrize(
    ("written", "zone", "instant"),
    [
        ("2014-08-13", "Asia/Shanghai", "2014-08-12T16:00:00"),
        ("2014-08-13 09:30", "Asia/Shanghai", "2014-08-13T01:30:00"),
        ("2014-08-13T09:30:15", "UTC", "2014-08-13T09:30:15"),
        ("2014-08-13T09:30+08:00", "America/New_York", "2014-08-13T01:30:00"),
        ("2014-08-13T09:30:00.000Z", "Asia/Shanghai", "2014-08-13T09:30:00"),
        ("2014-08-13 09:30 -0400", "UTC", "2014-08-13T13:30:00"),
        ("2014-03-09 02:30", "America/New_York", "2014-03-09T07:30:00"),
        ("2014-11-02 01:30", "America/New_York", "2014-11-02T06:30:00"),
    ],
    ids=["day", "zoneless", "T", "zone", "Z", "no colon", "skipped", "repeated"],
)
def test_a_moment_is_read_in_its_zone(written: str, zone: str, instant: str) -> None:
    assert moment(written, ZoneInfo(zone)) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "12:30", "2014", "2014-8-3", "2014-08-13 25:00", "0000-01-01", "9999-12-31",
     "2014-08-13 09:30 CST", "２０１４-08-13", "2014-08-13\n", "2014-08-13 09:30+99:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        moment(written, NEW_YORK)


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("2015-03-17 14:00:00 -4", "2015-03-17 14:00:00 -04"),
        ("2014/8/1 9:30", "2014-08-01 09:30"),
        ("2014-08-13 at noon", ""),
        ("2014/8/3", "2014-08-03"),
        ("2014年8月13日", "2014-08-13"),
        ("13 August 2014", "2014-08-13"),
        ("Aug 13, 2014", "2014-08-13"),
        ("next week", ""),
    ],
)
def test_a_day_in_another_form_is_understood_well_enough_to_be_mended(
    written: str, better: str
) -> None:
    assert better_day(written) == better
