"""A text without its fenced code, in paragraphs, every character where it was."""

import bisect
import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^(~{3,}|`{3,})([^\n]*)$", re.MULTILINE)
_INFO = re.compile(r" *(?:\{[^\n]*\}|\.?[\w#.+-]* *(?:hl_lines=([\"'])[^\n\"']*\1 *)?)$")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Prose(NamedTuple):
    """Paragraphs with their offsets, fenced code blanked out; fences are where its blocks were.

    unclosed is how many characters lie below fences that nothing closes, summed, and
    first_unclosed the offset of the first of them.
    """

    paragraphs: list[tuple[int, str]]
    fences: list[tuple[int, int]]
    unclosed: int
    first_unclosed: int


def prose(text: str) -> Prose:
    """Split a text into paragraphs as Python-Markdown will see them."""
    regions, unclosed = _fenced(text)
    parts, end = [], 0
    for start, stop in regions:
        parts += [text[end:start], "\n" * (stop - start)]
        end = stop
    blanked = "".join([*parts, text[end:]])
    return Prose(
        paragraphs=list(_paragraphs(blanked)),
        fences=regions,
        unclosed=sum(len(text) - start for start in unclosed),
        first_unclosed=unclosed[0] if unclosed else 0,
    )


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for blank in _BLANK.finditer(text):
        yield start, text[start : blank.start()]
        start = blank.end()
    yield start, text[start:]


def _fenced(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Where fenced blocks begin and end, and where fences begin that nothing closes."""
    if "```" not in text and "~~~" not in text:
        return [], []
    fences = list(_FENCE.finditer(text))
    closers: dict[str, list[int]] = {}
    for fence in fences:
        if not fence[2].strip(" "):
            closers.setdefault(fence[1], []).append(fence.start())
    regions: list[tuple[int, int]] = []
    unclosed: list[int] = []
    end = -1
    for fence in fences:
        if fence.start() > end:
            stop = _next(closers.get(fence[1], []), fence.end())
            if stop and _INFO.match(fence[2]):
                end = text.find("\n", stop)
                end = len(text) if end < 0 else end
                regions.append((fence.start(), end))
            else:
                unclosed.append(fence.start())
    return regions, unclosed


def _next(offsets: list[int], after: int) -> int:
    """The first offset past after, 0 where there is none."""
    at = bisect.bisect_right(offsets, after)
    return offsets[at] if at < len(offsets) else 0
