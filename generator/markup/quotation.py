"""A blockquote whose last line begins with a dash is a quotation with a source."""

import itertools
import re
from collections.abc import Iterator

from generator.markup.pieces import (
    INLINE,
    attributes_of,
    is_closing,
    name_of,
    open_tag,
    spans,
    split,
)
from generator.markup.scripts import is_cjk
from generator.markup.setting import Setting

_DASH = re.compile(r"\s*[—―–-]{1,3}\s*(?=[^\s—―–-]|$)")
_ORIGINAL = frozenset({"original", "原文", "原帖"})
_CAPTION = "</blockquote>\n<figcaption>"

Cut = tuple[int, int]
"""A newline in a text piece: the piece's place, and the newline's in it."""


def quotations(pieces: list[str], _setting: Setting) -> list[str]:
    """Turn quotations with a source into figures, their lines into paragraphs by script."""
    if "</blockquote>" not in pieces:
        return pieces
    cuts: dict[Cut, str] = {}
    for start, end in spans(pieces, "blockquote"):
        opened = _last_paragraph(pieces, start, end)
        if opened and _has_source(pieces, opened, end - 2, start=start):
            _frame(pieces, (start, end), opened=opened, cuts=cuts)
    _cut(pieces, cuts)
    return split("".join(pieces)) if "</figcaption>" in pieces else pieces


def _last_paragraph(pieces: list[str], start: int, end: int) -> int:
    """Place where the blockquote's last paragraph opens; 0 where it ends in something else."""
    if pieces[end - 2] != "</p>" or pieces[end - 1].strip():
        return 0
    base = start - 1
    paragraphs = spans(pieces[base:end], "p")
    return next((base + first for first, last in paragraphs if base + last == end - 2), 0)


def _has_source(pieces: list[str], opened: int, closed: int, *, start: int) -> bool:
    lines = _text(pieces, opened, closed).split("\n")
    is_alone = len(lines) == 1 and opened == start + 2
    # Two lines that begin with a dash are a dialogue.
    is_dialogue = len(lines) > 1 and bool(_DASH.match(lines[-2]))
    return bool(_DASH.match(lines[-1])) and not is_alone and not is_dialogue


def _frame(pieces: list[str], span: tuple[int, int], *, opened: int, cuts: dict[Cut, str]) -> None:
    start, end = span
    base = start - 1
    for first, last in spans(pieces[base:end], "p"):
        cuts |= _script_cuts(pieces, base + first, base + last)
    newlines = list(_newlines(pieces, opened, end - 2))
    source = newlines[-1][0] if newlines else opened
    cite = _cite(pieces, source, end)
    if newlines:
        place, offset, _ = newlines[-1]
        cuts[place, offset] = f"</p>\n{_CAPTION}"
    else:
        place, offset = opened + 1, -1
        pieces[opened] = _CAPTION
    quoted, line = pieces[place][: offset + 1], pieces[place][offset + 1 :]
    pieces[place] = quoted + _DASH.sub("— ", line, count=1)
    pieces[start] = f'<figure class="quote">\n{_with_cite(pieces[start], cite)}'
    pieces[end - 2], pieces[end - 1], pieces[end] = "</figcaption>", "\n", "</figure>"


def _script_cuts(pieces: list[str], opened: int, closed: int) -> dict[Cut, str]:
    """The newlines of a paragraph where its script changes."""
    scripts = [is_cjk(line) for line in _text(pieces, opened, closed).split("\n")]
    changes = [before != after for before, after in itertools.pairwise(scripts)]
    between = f"</p>\n{pieces[opened]}"
    newlines = _newlines(pieces, opened, closed)
    return {(place, offset): between for place, offset, line in newlines if changes[line]}


def _newlines(pieces: list[str], opened: int, closed: int) -> Iterator[tuple[int, int, int]]:
    """Place, offset and number of the newlines of a paragraph that stand in no inline element."""
    depth = number = 0
    for place in range(opened + 1, closed):
        piece = pieces[place]
        if place % 2 and name_of(piece) in INLINE:
            depth += -1 if is_closing(piece) else 1
        elif place % 2 == 0 and "\n" in piece:
            for match in re.finditer("\n", piece):
                if depth == 0:
                    yield place, match.start(), number
                number += 1


def _cite(pieces: list[str], first: int, last: int) -> str:
    """Address of the original: of the link that says so, or of the first."""
    found = ""
    for place in range(first + first % 2 + 1, last, 2):
        target = attributes_of(pieces[place]).get("href", "")
        if target.startswith(("http://", "https://")):
            found = found or target
            if pieces[place + 1].strip().casefold() in _ORIGINAL:
                return target
    return found


def _with_cite(tag: str, cite: str) -> str:
    return open_tag("blockquote", attributes_of(tag) | ({"cite": cite} if cite else {}))


def _text(pieces: list[str], opened: int, closed: int) -> str:
    return "".join(pieces[opened + 1 : closed : 2])


def _cut(pieces: list[str], cuts: dict[Cut, str]) -> None:
    """Put tags into the pieces in place of the newlines that are cut."""
    # From the last to the first, so that the offsets before stay true.
    for place, offset in sorted(cuts, reverse=True):
        piece = pieces[place]
        pieces[place] = piece[:offset] + cuts[place, offset] + piece[offset + 1 :]
