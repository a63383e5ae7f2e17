"""A share card: what a post that links to an article shows of it, drawn as a PNG."""

from functools import cache
from pathlib import Path

import msgspec
from PIL import __version__ as _codec  # no more than a number: most builds draw nothing

from generator.digest import digest_of, digest_of_bytes
from generator.share_card import ink
from generator.share_card.lines import LEADING, drawn, fitted, lacking

__all__ = ["Colours", "Face", "digest_of_face", "draw", "lacking"]

_MARGIN, _BAR, _MARK, _SMALL = 84, 12, 60, 32  # pixels
_UNDER_KICKER, _FOOT = 66, 204
# Full-width openers leave half of their square empty: the other half begins the line.
_OPENERS = "“‘《〈「『【（"


class Colours(msgspec.Struct, frozen=True, kw_only=True):
    """Of a card, each as #rrggbb."""

    paper: str
    ink: str
    quiet: str
    accent: str


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """All that a card shows; lang is that of headline and kicker."""

    headline: str
    kicker: str
    column: str
    lang: str
    colours: Colours


def digest_of_face(face: Face) -> str:
    """Ten hexadecimal digits that stand for the bytes of a card."""
    return digest_of((_version(), face)).hex()[:10]


@cache
def _version() -> bytes:
    """By what cards are drawn: this room, its font, and the library."""
    room = sorted(path for path in Path(__file__).parent.rglob("*.*") if path.is_file())
    drawing = [path for path in room if path.suffix in (".py", ".otf")]
    return digest_of((_codec, [digest_of_bytes(path.read_bytes()) for path in drawing]))


def draw(face: Face) -> bytes:
    """Draw a card; the same face gives the same bytes.

    A headline that the font cannot write whole gives way to the column's name.
    """
    black, quiet, accent = ink.sheet(), ink.sheet(), ink.sheet()
    (width, height), top = ink.SIZE, _MARGIN
    accent.paste(255, (0, 0, width, _BAR))
    headline, kicker, name = (
        _whole(text, face.lang) for text in (face.headline, face.kicker, face.column)
    )
    if kicker:
        ink.write(accent, (_MARGIN, top), kicker, _SMALL)
        top += _UNDER_KICKER
    box = (width - 2 * _MARGIN, height - _FOOT - top)
    size, lines = fitted(headline or name, face.lang, box)
    for number, line in enumerate(lines):
        left = _MARGIN - (size // 2 if line[:1] in _OPENERS else 0)
        ink.write(black, (left, top + round(number * size * LEADING)), line, size)
    foot = height - _MARGIN - _MARK // 2
    ink.draw_mark(accent, black, (_MARGIN, foot - _MARK // 2), _MARK)
    ink.write(quiet, (_MARGIN + _MARK + 18, foot - _SMALL * 7 // 10), name, _SMALL)
    colours = face.colours
    inks = ((black, colours.ink), (quiet, colours.quiet), (accent, colours.accent))
    return ink.packed(inks, colours.paper)


def _whole(text: str, lang: str) -> str:
    """A text as the font writes it; "" where it lacks a letter: half a name is another one."""
    return "" if lacking(text) else drawn(text, lang)
