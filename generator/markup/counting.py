"""The words of a body, and how long they take to read."""

import functools
import html
import math
import operator
import re
from itertools import pairwise

from generator.markup.pieces import INLINE, name_of
from generator.markup.scripts import HAN, KANA, pattern

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ASCII = re.compile(r"[\x00-\x7f]+")
_NOT_READ = ("↩", "\xad", "\u200b")
# What ASCII is to a word: a letter or digit "a", what joins them ".", anything else a space.
_KINDS = bytes(
    ord("a" if chr(code).isalnum() else "." if chr(code) in "'.,-" else " ") for code in range(128)
).ljust(256)
LATIN_A_MINUTE = 230
HAN_A_MINUTE = 400


def words_of(pieces: list[str]) -> list[str]:
    """The words of HTML, tags gone."""
    spaced = pieces.copy()
    spaced[1::2] = map(_gap, pieces[1::2])
    text = html.unescape("".join(spaced))
    for sign in _NOT_READ:
        text = text.replace(sign, "")
    return text.split()


def doubled(words: list[str]) -> tuple[str, ...]:
    """The words that stand twice in a row."""
    if any(map(operator.eq, words, words[1:])):
        return tuple(word for word, after in pairwise(words) if word == after)
    return ()


@functools.lru_cache(maxsize=4096)
def _gap(tag: str) -> str:
    """What is left of a tag where words are read."""
    return "" if name_of(tag) in INLINE else " "


def reading(text: str) -> tuple[int, int]:
    """Words (Latin words and Han characters) and minutes of reading, at least one."""
    rest, han = text, 0
    # The marks of print count as the typewriter's, so that most texts are ASCII.
    for mark, typed in ("’", "'"), ("“", " "), ("”", " "), ("–", " "), ("—", " "):
        rest = rest.replace(mark, typed)
    others = "" if rest.isascii() else _ASCII.sub("", rest)
    if others:
        others, han = _han().subn("", others)
    if any(map(str.isalnum, others)):
        latin = len(_WORD.findall(_han().sub(" ", rest)))
    else:
        latin = _ascii_words(rest.encode("ascii", "replace"))
    return latin + han, max(math.ceil(latin / LATIN_A_MINUTE + han / HAN_A_MINUTE), 1)


def _han() -> re.Pattern[str]:
    return pattern(f"[{HAN}{KANA}]")


def _ascii_words(text: bytes) -> int:
    """How often _WORD is in a text, in which what is not ASCII is "?"."""
    kinds = text.translate(_KINDS)
    # One sign behind a letter joins it to the next; a second one would not.
    joined = kinds.replace(b"a.", b"aa").replace(b".", b" ")
    return (b" " + joined).count(b" a")
