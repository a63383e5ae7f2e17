"""Western punctuation among Chinese signs."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.errors import Problem
from generator.markup.scripts import HAN, pattern
from generator.proofreading.copy import Copy
from generator.text import MOST_TOLD

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = "[,;:?!.]"
_BETWEEN = f"(?<=[{HAN}]){_HALF}(?=[{HAN}])"
# In a text that is Chinese as a whole, one that ends a clause or a line is Chinese, too.
_AFTER = f"(?<=[{HAN}]){_HALF}(?= ?[{HAN}]|[ \t]*$)"
_PAIR = re.compile(
    r"（[^（）()\[\]\0\n]*\)|\([^（）()\[\]\0\n]*）|「[^「」『』\0\n]*』|『[^「」『』\0\n]*」"
    r"|《[^《》〈〉\0\n]*〉|〈[^《》〈〉\0\n]*》"
)
_CLOSED_BY = dict(zip("（(「『《〈", "）)」』》〉", strict=True))
_WIDE_BRACKETS = "（）「『《〈"


def mixed_punctuation(copy: Copy) -> Iterable[Problem]:
    """Ask of half-width punctuation after Chinese, and of brackets that are half of each kind."""
    if not copy.is_chinese and b'<span lang="zh' not in copy.html:
        return ()
    return (*islice(_half_width(copy), MOST_TOLD), *islice(_half_pairs(copy), MOST_TOLD))


def _half_width(copy: Copy) -> Iterator[Problem]:
    # In English, what is Chinese is in elements of its own, and such a sign between two of them.
    if not copy.is_chinese and all(each[1:6] != b"<span" for each in copy.html.split(b"</span>")):
        return
    half = pattern(f"(?m:{_AFTER if copy.is_chinese else _BETWEEN})")
    if not half.search(copy.text):
        return
    for found in half.finditer(copy.prose):
        typed = found[0]
        what = f"this {typed} is half as wide as the Chinese signs about it"
        better = f"{_WIDE[typed]} or ·" if typed == "." else _WIDE[typed]
        yield copy.remark("WOW303", found.start(), 1, (what, f"Write {better}"))


def _half_pairs(copy: Copy) -> Iterator[Problem]:
    if not any(sign in copy.text for sign in _WIDE_BRACKETS) or not _PAIR.search(copy.text):
        return
    for found in _PAIR.finditer(copy.prose):
        opening, closing = found[0][0], found[0][-1]
        if opening not in "（(" or _is_uneven(_line_at(copy.prose, found.start())):
            what = f"{opening} opens this bracket, and {closing} closes it"
            said = what, f"{opening} goes with {_CLOSED_BY[opening]}"
            yield copy.remark("WOW303", found.start(), len(found[0]), said)


def _is_uneven(line: str) -> bool:
    """Whether brackets of either kind do not pair off: 1) and 2) are no brackets."""
    wide, narrow = line.count("（") - line.count("）"), line.count("(") - line.count(")")
    return wide == -narrow != 0


def _line_at(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 :].partition("\n")[0]
