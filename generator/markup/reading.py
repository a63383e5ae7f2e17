"""The words of a body, and how long they take to read."""

import html
import math
import re

from generator.markup.pieces import INLINE, name_of
from generator.markup.scripts import HAN, HAS_CJK, KANA

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_CHARACTER = re.compile(f"[{HAN}{KANA}]")
_NOT_READ = str.maketrans("", "", "↩\xad\u200b")
LATIN_A_MINUTE = 230
HAN_A_MINUTE = 400


def text_of(pieces: list[str]) -> str:
    """The words of HTML, tags gone, all white space one space."""
    spaced = [
        ("" if name_of(piece) in INLINE else " ") if place % 2 else piece
        for place, piece in enumerate(pieces)
    ]
    return " ".join(html.unescape("".join(spaced)).translate(_NOT_READ).split())


def reading(text: str) -> tuple[int, int]:
    """Words (Latin words and Han characters) and minutes of reading, at least one."""
    han = 0
    if HAS_CJK.search(text):
        text, han = _CHARACTER.subn(" ", text)
    latin = len(_WORD.findall(text))
    return latin + han, max(math.ceil(latin / LATIN_A_MINUTE + han / HAN_A_MINUTE), 1)
