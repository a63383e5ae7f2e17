"""What has changed between two texts is told in words, and what does not count is not told."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.article.changes import changes
from generator.article.wording import wording

LINE = "At ten past six on a wet Tuesday, eleven people stood in a line.\n"
SAME = {
    "spaces": ("Two words.", "Two\n\n  words. "),
    "emphasis": ("Some *fine* words", "Some **fine** _words_"),
    "quotation marks": ('It\'s "so"', "It’s “so”"),
    "dashes": ("a -- b --- c", "a — b – c"),
    "where a link leads": ("See [it](a.md).", "See [it](https://b.example/c)."),
}


@pytest.mark.parametrize(("before", "now"), SAME.values(), ids=SAME)
def test_what_does_not_count_is_no_change(before: str, now: str) -> None:
    assert changes(before, now) == []
    assert wording(before) == wording(now)


TOLD = {
    "a word": (
        LINE,
        LINE.replace("eleven", "twelve"),
        [
            (
                1,
                35,
                "a wet Tuesday, eleven people stood in a",
                "a wet Tuesday, twelve people stood in a",
            )
        ],
    ),
    "a word more": (
        "a b c d e f g h i j",
        "a b c d e x f g h i j",
        [(1, 11, "b c d e f g h i", "b c d e x f g h i")],
    ),
    "a word less": ("a b c", "a c", [(1, 3, "a b c", "a c")]),
    "the end": ("a b c d e f", "a b c d e", [(1, 9, "b c d e f", "b c d e")]),
    "all": ("a", "b", [(1, 1, "a", "b")]),
    "from nothing": ("", "a b", [(1, 1, "", "a b")]),
    "to nothing": ("a b", "", [(1, 1, "a b", "")]),
    "a stop": ("It was so.", "It was so?", [(1, 10, "It was so.", "It was so?")]),
    "Chinese": (
        "有人排队的地方，就有早饭。",
        "有人排队的地方，就有晚饭。",
        [(1, 11, "方，就有早饭。", "方，就有晚饭。")],
    ),
    "two, far apart": (
        f"one {LINE}{LINE}two",
        f"uno {LINE}{LINE}due",
        [
            (1, 1, "one At ten past six", "uno At ten past six"),
            (3, 1, "in a line. two", "in a line. due"),
        ],
    ),
    "over lines": (
        LINE + "\nThe end.",
        LINE + "\nAn\nend.",
        [(3, 1, "in a line. The end.", "in a line. An end.")],
    ),
}


@pytest.mark.parametrize(("before", "now", "told"), TOLD.values(), ids=TOLD)
def test_a_change_is_told_with_a_few_words_around(
    before: str, now: str, told: list[tuple[int, int, str, str]]
) -> None:
    assert changes(before, now) == told


def test_a_long_piece_loses_its_middle() -> None:
    (change,) = changes("a b", "a " + "long " * 60 + "b")
    assert change.now == f"a {'long ' * 9}… {'long ' * 9}b"
    (change,) = changes("a b", f"a {'x' * 9_999} b")
    assert len(change.now) < 200


def test_a_text_that_was_written_anew_is_compared_in_no_time() -> None:
    old, new = (" ".join(f"{letter}{n % 97}" for n in range(40_000)) for letter in "ab")
    started = time.process_time()
    (change,) = changes(old, new)
    assert time.process_time() - started < 2
    assert change[:2] == (1, 1)


PIECES = ("a", "b", "c", "—", "it’s", "微博", "*d*", "[e](f)", ".", "\n\n")
WORDS = st.lists(st.sampled_from(PIECES)).map(" ".join)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(before=WORDS, now=WORDS)
def test_something_is_told_where_something_counts(before: str, now: str) -> None:
    found = changes(before, now)
    assert bool(found) == (wording(before) != wording(now))
    for change in found:
        assert change.was != change.now
        assert change.line <= now.count("\n") + 1
