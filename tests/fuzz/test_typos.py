"""A slip in what holds an article back never brings it out: it is told at its line."""

from collections.abc import Callable
from typing import NamedTuple

from generator.article.reader import parse_article
from generator.article.types import Article
from generator.errors import Problem
from generator.site import State, state
from tests.conftest import Tried
from tests.fuzz.claims import problems_of
from tests.fuzz.test_front_matter import READING
from tests.sites import NOON

LATER = (
    "2031-05-01",
    '"2031-05-01"',
    "2031-05-01 09:00",
    "2031-05-01T09:00",
    "2031-05-01 09:00:00",
    "2031-05-01T09:00:00+08:00",
    "2031-05-01 09:00 Z",
)
EARLIER = ("2025-05-01", "'2025-05-01'", "2025-05-01 09:00", "2025-05-01T09:00Z")
GONE = "{date: 2026-05-30, reason: Wrong.}"
HOLDS: tuple[tuple[str, str], ...] = (
    *(("draft", "true"), ("Draft", "true"), ("DRAFT", "true")),
    *(("status", "draft"), ("Status", "Draft"), ("status", '"draft"')),
    *(("published", "false"), ("Published", "false")),
    *(("embargo", moment) for moment in LATER),
    *(("Embargo", moment) for moment in LATER[:2]),
    *(("date", moment) for moment in LATER),
    *(("pubDate", moment) for moment in LATER[:3]),
    *(("publishDate", moment) for moment in LATER[:3]),
    *(("expires", moment) for moment in EARLIER),
    *(("expiryDate", moment) for moment in EARLIER),
    *(("withdrawn", GONE), ("retracted", GONE)),
)
FULL = {ord(char): ord(char) + 0xFEE0 for char in map(chr, range(0x21, 0x7F))}
LOOKS = str.maketrans("aeopcxyTtk", "аеорсхуТтк")


def _swapped(word: str) -> str:
    """Two neighbours that differ, the other way round."""
    at = next((n for n in range(len(word) // 2, 0, -1) if word[n] != word[n - 1]), 1)
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _doubled(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle] + word[middle:]


def _without(word: str) -> str:
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def _with(sign: str) -> Callable[[str], str]:
    return lambda word: word[: len(word) // 2] + sign + word[len(word) // 2 :]


Way = Callable[[str, str], str]
SLIPS: dict[str, Callable[[str], str]] = {
    "swapped": _swapped,
    "doubled": _doubled,
    "left out": _without,
    "full-width": lambda word: word.translate(FULL),
    "look-alikes": lambda word: word.translate(LOOKS),
    "zero width": _with("\u200b"),
    "joiner": _with("\u200d"),
    "soft hyphen": _with("\u00ad"),
}


def _in_key(slip: Callable[[str], str]) -> Way:
    return lambda key, value: f"{slip(key)}: {value}"


WAYS: dict[str, Way] = {
    **{f"key, {name}": _in_key(slip) for name, slip in SLIPS.items()},
    "key, plural": lambda key, value: f"{key}s: {value}",
    "key, in Chinese": lambda key, value: f"草稿: {value}",
    "key, indented": lambda key, value: f"  {key}: {value}",
    "key, in a list": lambda key, value: f"- {key}: {value}",
    "key, under extra": lambda key, value: f"extra:\n  {key}: {value}",
    "colon, full-width": lambda key, value: f"{key}：{value}",
    "colon, missing": lambda key, value: f"{key} {value}",
    "colon, an equals sign": lambda key, value: f"{key} = {value}",
    "colon, no blank": lambda key, value: f"{key}:{value}",
    "value, missing": lambda key, value: f"{key}:",
    "value, full-width": lambda key, value: f"{key}: {value.translate(FULL)}",
    "value, a list": lambda key, value: f"{key}: [{value}]",
    "value, a mapping": lambda key, value: f"{key}: {{a: {value}}}",
    "value, in capitals": lambda key, value: f"{key}: {value.upper()}",
    "value, yes or no": lambda key, value: f"{key}: {'no' if value == 'false' else 'yes'}",
    "value, of other languages": lambda key, value: (
        f"{key}: {'нет' if value == 'false' else '是的'}"
    ),
    "value, zero width": lambda key, value: f"{key}: {_with(chr(0x200B))(value)}",
}


class Fate(NamedTuple):
    """What becomes of a file: its article's state, or where it is refused."""

    state: State | None
    problems: tuple[Problem, ...]


def fate(text: str) -> Fate:
    found: list[Article] = []
    problems = problems_of(
        lambda: found.append(parse_article("content/a.md", text.encode(), READING)[0])
    )
    return Fate(state(found[0], NOON) if found else None, tuple(problems))


def file_with(key: str, line: str) -> str:
    date = "" if "date" in key.lower() and "expir" not in key.lower() else "date: 2026-05-25\n"
    return f"---\ntitle: The Queue\n{date}{line}\n---\nWords.\n"


FILES = [(name, key, way(key, value)) for key, value in HOLDS for name, way in WAYS.items()]


def test_each_of_the_forty_holds_an_article_back() -> None:
    assert {fate(file_with(key, f"{key}: {value}")).state for key, value in HOLDS} == {
        State.DRAFT,
        State.SCHEDULED,
        State.EXPIRED,
        State.WITHDRAWN,
    }
    assert (len(HOLDS), len(WAYS)) == (40, 25)


def test_a_thousand_slips_publish_nothing(record_property: Tried) -> None:
    out = [line for _, key, line in FILES if fate(file_with(key, line)).state is State.PUBLISHED]
    assert out == []
    assert len(FILES) == 1_000
    record_property("slips in what holds an article back", len(FILES))


def test_each_is_told_at_its_line_unless_it_still_holds_the_article_back() -> None:
    held = set()
    for name, key, line in FILES:
        text = file_with(key, line)
        first = text.split("\n").index(line.split("\n")[0]) + 1
        lines = range(first, first + line.count("\n") + 1)
        problems = fate(text).problems
        assert not problems or any(problem.line in lines for problem in problems), line
        held |= set() if problems else {name}
    assert held == {"value, in capitals", "value, missing", "key, under extra"}
