"""A file's text -> its front matter and its body; front matter gone wrong is told."""

import re
from typing import NamedTuple

from generator.article.keys import NAMES
from generator.errors import SiteError
from generator.text import Place, sheet_of

_FENCE = re.compile(r"---[ \t]*$", re.MULTILINE)
_KEY = re.compile(
    r"""[ \t]*["']?(?P<key>[A-Za-z_][\w-]*)["']?[ \t]*(?P<sign>[:：=])(?=\s|["'\[{]|$|\S)"""
)
# Zero-width characters stand where a fence was pasted from a web page.
_NEARLY = re.compile(
    r"[\s\u200b\ufeff\u2060]*(?:[-–—―‐‑−_=*~+]{2,}|—|;{3,}|```ya?ml|\{)[\s\u200b\ufeff\u2060]*$"
)
_BAD_END = re.compile(r"(?:--|-{4,}|[–—―‐‑−]+|\+{3}|\.{3}|[ \t]+---)[ \t]*$")
_WITH_KEY = re.compile(r"-{2,}[ \t]*(?:#|[A-Za-z_]\w*[ \t]*:)")
_CODE = re.compile(r" {0,3}(?:```|~~~)")


class Parts(NamedTuple):
    """Front matter and body, each with its first line's number: 0 where there is none."""

    front: str
    front_line: int
    body: str
    body_line: int


def split(path: str, text: str) -> Parts:
    """Split a text at its fences.

    Raises SiteError where something looks like front matter and is not fenced as it should be.
    """
    parts, fault = _split(text)
    if fault is None:
        return parts
    place, what, mend = fault
    raise SiteError([sheet_of(path, text).problem(place, what, mend)])


class _Fault(NamedTuple):
    place: Place
    what: str
    mend: str


_FENCED = (
    "The settings stand between two lines that hold --- and nothing else, the first on line 1."
)


def _split(text: str) -> tuple[Parts, _Fault | None]:
    bare = Parts("", 0, text, 1)
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return bare, _unfenced(lines)
    end = _end(lines)
    block = lines[1:end] if end else _paragraph(lines, 1)
    if not any(line.strip() for line in block) and end:
        return _parts(lines, end), None
    if not _is_settings(block):
        return bare, None
    bad_end = next((n for n, line in enumerate(block, 1) if _BAD_END.match(line)), 0)
    if bad_end and (not end or lines[bad_end][:1] not in (" ", "\t")):
        what = f'the settings end with "{lines[bad_end].rstrip()}", which is not ---'
        return bare, _Fault(Place(bad_end + 1, 1, len(lines[bad_end])), what, "Write: ---")
    if not end:
        what = "the settings begin here and never end"
        return bare, _Fault(Place(1, 1, 3), what, "Put a line --- where the text begins.")
    return _parts(lines, end), _second(lines, end)


def _second(lines: list[str], end: int) -> _Fault | None:
    """Settings below the closing fence, up to another one: the first came too early."""
    below = next((n for n in range(end + 1, len(lines)) if lines[n].strip()), 0)
    if not below or not _until_fence(lines, below):
        return None
    what = "the settings end here, and go on below"
    return _Fault(Place(end + 1, 1, 3), what, "Delete this ---, or the settings below it.")


def _end(lines: list[str]) -> int:
    """Index of the closing fence, or 0."""
    for number, line in enumerate(lines):
        if line.startswith("---") and number and _FENCE.match(line):
            return number
    return 0


def _parts(lines: list[str], end: int) -> Parts:
    return Parts("\n".join(lines[1:end]), 2, "\n".join(lines[end + 1 :]), end + 2)


def _paragraph(lines: list[str], start: int) -> list[str]:
    """The lines from start to the first blank one after text."""
    kept: list[str] = []
    for line in lines[start:]:
        if not line.strip() and any(kept):
            break
        kept.append(line.strip() and line)
    return kept


def _is_settings(block: list[str]) -> bool:
    """Whether lines are meant as settings: one has a known key, or the very first has any."""
    return any(_has_known_key(line) for line in block) or (bool(block) and _has_key(block[0]))


def _has_key(line: str) -> bool:
    return _KEY.match(line) is not None


def _has_known_key(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and found["key"].casefold() in NAMES


def _unfenced(lines: list[str]) -> _Fault | None:
    """What is wrong where the first line is no fence, if anything is."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    return _odd_fence(lines, first) or _no_fence(lines, first) or _late_fence(lines)


def _odd_fence(lines: list[str], first: int) -> _Fault | None:
    line, block = lines[first], _paragraph(lines, first + 1)
    place = Place(first + 1, 1, len(line))
    if _WITH_KEY.match(line) and (_is_settings(block) or ":" in line):
        return _Fault(place, "a fence has more than --- on its line", _FENCED)
    is_json = line.lstrip().startswith("{") and _has_known_key(line.lstrip()[1:])
    is_nearly = _NEARLY.match(line) and not _FENCE.match(line.strip(" \t"))
    if is_json or (is_nearly and any(_has_known_key(below) for below in block)):
        what = f'the settings begin with "{line.strip()[:20]}", which is not ---'
        return _Fault(place, what, _FENCED)
    return None


def _no_fence(lines: list[str], first: int) -> _Fault | None:
    """Two keys at the head of a text, one of them known, or one known before a fence."""
    block = _paragraph(lines, first)
    if not block or not _has_known_key(block[0]) or "=" in block[0].split(":")[0]:
        return None
    if len(block) > 1 and (_has_key(block[1]) or _FENCE.match(block[1])):
        what = "the settings have no line --- above them"
        return _Fault(Place(first + 1, 1, len(block[0])), what, _FENCED)
    return None


def _late_fence(lines: list[str]) -> _Fault | None:
    """A fence with settings below it that is not on the first line, or not in the first column."""
    for number, line in enumerate(lines):
        if _CODE.match(line):
            return None
        if line.strip(" \t\u200b\ufeff\u2060\xa0") == "---":
            block = _until_fence(lines, number + 1)
            return (
                _Fault(Place(number + 1, 1, len(line)), _late(number, lines), _FENCED)
                if block
                else None
            )
    return None


def _until_fence(lines: list[str], start: int) -> bool:
    """Whether nothing but settings, one known at least, stands between start and a fence."""
    if start >= len(lines) or not _may_be_setting(lines[start]):
        return False
    block = _paragraph([line if line.strip() != "---" else "" for line in lines], start)
    if not block or not block[0] or start + len(block) >= len(lines):
        return False
    is_whole = all(_may_be_setting(line) for line in block)
    return is_whole and any(_has_known_key(line) for line in block)


def _may_be_setting(line: str) -> bool:
    """Whether a line is a key, an entry of a list or a comment."""
    return _has_key(line) or line.lstrip().startswith(("-", "#"))


def _late(number: int, lines: list[str]) -> str:
    above = [line for line in lines[:number] if line.strip()]
    if above and above[0].lstrip().startswith(("<!--", "#", "//")):
        return "a comment stands above the settings"
    if above:
        return "text stands above the settings"
    return "blank lines stand above the settings" if number else "something stands before the ---"
