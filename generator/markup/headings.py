"""Headings: the highest is an h2, below the article's own title, and each has a readable id."""

import html

from generator.markup.globals import NAMES
from generator.markup.pieces import (
    attributes_of,
    closing_of,
    ids,
    is_closing,
    name_of,
    open_tag,
    spans,
    tags,
)
from generator.markup.setting import Setting
from generator.slug import slug

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS = frozenset(f"</{level}>" for level in _LEVELS)


def headings(pieces: list[str], _setting: Setting) -> list[str]:
    """Shift headings so that the highest is an h2, and give an id to each that has none.

    One that says and shows nothing is left out.
    """
    if _ENDS.isdisjoint(pieces):
        return pieces
    _leave_out_empty(pieces)
    found = [place for place, _ in tags(pieces, *_LEVELS)]
    if found:
        shift = 2 - min(_level(pieces[place]) for place in found)
        taken = dict.fromkeys(NAMES, 0) | dict.fromkeys(ids(pieces), 1)
        for place in found:
            _settle(pieces, place, shift=shift, taken=taken)
    return pieces


def _leave_out_empty(pieces: list[str]) -> None:
    for name in (level for level in _LEVELS if f"</{level}>" in pieces):
        left_out = len(pieces)
        for first, last in reversed(spans(pieces, name)):
            # One within another that is left out is gone already.
            if last < left_out and _is_empty(pieces[first + 1 : last]):
                pieces[first - 1 : last + 2] = [pieces[first - 1] + pieces[last + 1]]
                left_out = first


def _is_empty(inner: list[str]) -> bool:
    """Whether there is no word and no picture between two tags."""
    return not "".join(inner[::2]).strip() and not any(tag.startswith("<img") for tag in inner)


def _level(tag: str) -> int:
    return int(name_of(tag)[1])


def _settle(pieces: list[str], place: int, *, shift: int, taken: dict[str, int]) -> None:
    tag = pieces[place]
    name = f"h{min(_level(tag) + shift, 6)}"
    if is_closing(tag):
        pieces[place] = f"</{name}>"
        return
    attributes = attributes_of(tag)
    if "id" not in attributes:
        words = "".join(pieces[place + 1 : closing_of(pieces, place) : 2])
        attributes = {"id": _unique(slug(html.unescape(words)) or "part", taken)} | attributes
    pieces[place] = open_tag(name, attributes)


def _unique(base: str, taken: dict[str, int]) -> str:
    """The base itself, or with the first free number; taken holds the last number tried."""
    name = base
    while name in taken:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] = 1
    return name
