"""Two versions of a text -> what has changed, word by word, as an editor reads it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.article.wording import wording

_AROUND = 4  # words that are shown before and behind
_MOST = 3_000  # words that are compared one by one; what is longer has changed as a whole
_ENDS = 10  # words that are left of a long piece at each end
_LONG = 160  # characters of as many, if they are words
_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"\]\([^)]*\)|[{_HAN}]|(?:(?![{_HAN}])[^\W_])+|-+|[^\w\s]|_")


class Change(NamedTuple):
    """What a text said and says now, with a few words around; line and column are of now."""

    line: int
    column: int
    was: str
    now: str


class _Word(NamedTuple):
    """A word, or another sign, by what counts of it (`wording`), and where it stands."""

    key: bytes
    start: int
    end: int


def changes(before: str, now: str) -> list[Change]:
    """What has changed between two texts; nothing where that does not count."""
    old, new = list(_words(before)), list(_words(now))
    return [
        Change(*_place(now, new, at), _piece(before, old[was]), _piece(now, new[is_]))
        for was, is_, at in _differing([each.key for each in old], [each.key for each in new])
    ]


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        if key := wording(found[0]):
            yield _Word(key, found.start(), found.end())


def _differing(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[slice, slice, int]]:
    """Where two lists differ: a part of each with what is around, and where it begins in new."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    left = shortest - head
    tail = next((at for at in range(left) if old[~at] != new[~at]), left)
    ends = len(old) - tail, len(new) - tail
    if max(ends) - head > _MOST:
        first = max(head - _AROUND, 0)
        yield slice(first, ends[0] + _AROUND), slice(first, ends[1] + _AROUND), head
        return
    first, last = max(head - _AROUND, 0), tail - min(tail, _AROUND)
    parts = old[first : len(old) - last], new[first : len(new) - last]
    for group in SequenceMatcher(None, *parts, autojunk=False).get_grouped_opcodes(_AROUND):
        begins = next(each[3] for each in group if each[0] != "equal")
        was, is_ = (group[0][1], group[-1][2]), (group[0][3], group[-1][4])
        yield slice(*(first + at for at in was)), slice(*(first + at for at in is_)), first + begins


def _place(text: str, words: Sequence[_Word], at: int) -> tuple[int, int]:
    """Line and column of a word; of the last one where there is none."""
    start = words[min(at, len(words) - 1)].start if words else 0
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _piece(text: str, words: Sequence[_Word]) -> str:
    """Words as they stand in a text, without their middle where they are many."""
    if len(words) <= 2 * _ENDS:
        return _line(text, words)
    return f"{_line(text, words[:_ENDS])} … {_line(text, words[-_ENDS:])}"


def _line(text: str, words: Sequence[_Word]) -> str:
    line = " ".join(text[words[0].start : words[-1].end].split()) if words else ""
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"
