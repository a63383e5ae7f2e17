"""A text in lines: broken where its script may be (UAX 14), as large as fits, and even."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "font" / "noto-serif-cjk-sc-bold.otf"
LEADING = 1.24
_SIZES = (124, 110, 96, 88, 80, 72, 64, 56, 50, 44, 38, 32)
_MEASURED = 100  # the size at which widths are taken; they grow with it
_NARROW = {ord(sign): chr(0xC000 + ord(sign)) for sign in "‘’“”…"}
_DASHES = "—–-"
_NO_CHARACTER = "\uffff"
_SIGN = re.compile(r"(?s).[\W_]{0,3}")  # with what cannot begin a line
_LEGIBLE = 64  # pixels: a word that is too wide at this size is broken, not set smaller
_TELLING = ("Sm", "Sc")  # beside letters and digits: signs without which a text says something else


class Lines(NamedTuple):
    """Lines of a size, in pixels."""

    size: int
    texts: tuple[str, ...]


class _Word(NamedTuple):
    """What no line breaks; its width in ems, without the space behind it and with it."""

    text: str
    width: float
    advance: float


@cache
def font(size: int) -> "FreeTypeFont":
    """The face at a size. Its layout is plain, so that it is the same on every machine."""
    from PIL import ImageFont  # noqa: PLC0415 (most builds draw nothing)

    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


def drawn(text: str, lang: str) -> str:
    """A text in the signs that the font has: quotes are wide in Chinese, narrow in English."""
    kept = "".join(filter(_is_known, unicodedata.normalize("NFC", text)))
    kept = " ".join(kept.split())
    return kept if lang.startswith(("zh", "ja", "ko")) else kept.translate(_NARROW)


def lacking(text: str) -> str:
    """What a text says in signs that the font has not, each once; a small picture says nothing."""
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(sign for sign in signs if _is_telling(sign) and not _is_known(sign))


def fitted(text: str, lang: str, box: tuple[int, int]) -> Lines:
    """A text as large as it fits into a box of so many pixels; what never would is cut short."""
    width, height = box
    words = list(_cut(_words(drawn(text, lang)), width / _LEGIBLE))
    for size in _SIZES:
        lines, most = _filled(words, width / size), int(height / size / LEADING)
        if len(lines) <= most and max(map(_width, lines)) <= width / size:
            return Lines(size, _texts(_even(words, len(lines), width / size)))
    lines = _filled(_cut(words, width / size - 1), width / size - 1)
    if len(lines) > most:
        lines[most - 1 :] = [[*lines[most - 1], _word(drawn("…", lang))]]
    return Lines(size, _texts(lines))


def _is_telling(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] in "LN" or kind in _TELLING


@cache
def _is_known(sign: str) -> bool:
    if sign.isascii() or unicodedata.category(sign) == "Cf":  # a soft hyphen has a shape here
        return sign.isascii()
    face = font(_MEASURED)
    return bytes(face.getmask(sign)) != bytes(face.getmask(_NO_CHARACTER))


def _words(text: str) -> Iterator[_Word]:
    from uniseg.linebreak import line_break_units  # noqa: PLC0415 (as above)

    units: list[str] = []
    for unit in line_break_units(text):
        # A dash may begin a line (UAX 14, B2), but looks like a list.
        if units and unit[0] in _DASHES:
            units[-1] += unit
        else:
            units.append(unit)
    yield from map(_word, units)


def _cut(words: Iterable[_Word], width: float) -> Iterator[_Word]:
    """Words, sign by sign where one is too wide."""
    for word in words:
        yield from [word] if word.width <= width else map(_word, _SIGN.findall(word.text))


def _word(text: str) -> _Word:
    face = font(_MEASURED)
    return _Word(text, face.getlength(text.rstrip()) / _MEASURED, face.getlength(text) / _MEASURED)


def _filled(words: Iterable[_Word], width: float) -> list[list[_Word]]:
    """Words in lines as full as they can be; one too wide for any has a line of its own."""
    lines: list[list[_Word]] = [[]]
    left = width
    for word in words:
        if lines[-1] and word.width > left:
            lines.append([])
            left = width
        lines[-1].append(word)
        left -= word.advance
    return lines


def _even(words: Sequence[_Word], count: int, width: float) -> list[list[_Word]]:
    """Words in so many lines, the longest as short as can be."""
    least = 0.0
    for _ in range(10):
        middle = (least + width) / 2
        lines = _filled(words, middle)
        if len(lines) <= count and max(map(_width, lines)) <= middle:
            width = middle
        else:
            least = middle
    return _filled(words, width)


def _width(line: Sequence[_Word]) -> float:
    return sum(word.advance for word in line[:-1]) + sum(word.width for word in line[-1:])


def _texts(lines: Iterable[Iterable[_Word]]) -> tuple[str, ...]:
    return tuple("".join(word.text for word in line).strip() for line in lines)
