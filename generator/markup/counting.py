"""The words of a body, and how long they take to read."""

import html
import math
import re

from generator.markup.pieces import INLINE, name_of
from generator.markup.scripts import HAN, KANA, has_cjk, pattern

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_NOT_READ = ("↩", "\xad", "\u200b")
LATIN_A_MINUTE = 230
HAN_A_MINUTE = 400


def text_of(pieces: list[str]) -> str:
    """The words of HTML, tags gone, all white space one space."""
    spaced = [
        ("" if name_of(piece) in INLINE else " ") if place % 2 else piece
        for place, piece in enumerate(pieces)
    ]
    text = html.unescape("".join(spaced))
    for sign in _NOT_READ:
        text = text.replace(sign, "")
    return " ".join(text.split())


def reading(text: str) -> tuple[int, int]:
    """Words (Latin words and Han characters) and minutes of reading, at least one."""
    written = text.split()
    # Most words hold neither a sign nor a Han character, and need no pattern to be counted.
    odd = [part for part in written if not (part.isalnum() and part.isascii())]
    rest, han = " ".join(odd), 0
    if has_cjk(rest):
        rest, han = pattern(f"[{HAN}{KANA}]").subn(" ", rest)
    latin = len(written) - len(odd) + len(_WORD.findall(rest))
    return latin + han, max(math.ceil(latin / LATIN_A_MINUTE + han / HAN_A_MINUTE), 1)
