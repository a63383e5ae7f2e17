"""Bytes of a file -> text fit to be read, and problems that point into it."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from generator.errors import Problem, SiteError

MOST_TOLD = 20
"""How many of one kind of fault a file tells of at most."""
MOST_SHOWN = 400
"""How many characters of a line a problem's sentences hold at most."""

_SAVE = "Open the file in your editor and save it again with the encoding UTF-8."
_C0 = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NAMES = {
    "\0": "a NUL character",
    "\x08": "a backspace",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\x1b": "an escape character",
}
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


class Place(NamedTuple):
    """Where something is: line and column count from 1, width in characters."""

    line: int
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a file, or of a part of it that begins at first_line."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1

    def line(self, number: int) -> str:
        """Line of the file by its number; empty outside of the sheet."""
        index = number - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def problem(self, place: Place, what: str, mend: str = "") -> Problem:
        """Say what is wrong at a place, and show its line."""
        return Problem(
            path=self.path,
            line=place.line,
            column=place.column,
            width=max(place.width, 1),
            what=shortened(" ".join(what.splitlines())),
            mend="\n".join(map(shortened, mend.split("\n"))),
            excerpt=self.line(place.line),
        )


def shortened(line: str) -> str:
    """A line without its middle where it is too long to be read at a glance."""
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN // 2]} … {line[-40:]}"


def sheet_of(path: str, text: str, first_line: int = 1) -> Sheet:
    """Lay out a text by its lines."""
    return Sheet(path, tuple(text.split("\n")), first_line)


def decode(path: str, content: bytes) -> str:
    """Read bytes as UTF-8 with LF line ends, without a byte order mark.

    Raises SiteError where the bytes are another encoding, or hold what no text holds.
    """
    content = content.removeprefix(BOM_UTF8)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = _decoded(path, content)
    problems = [*_control_characters(path, text, content), *_conflicts(path, text)]
    if problems:
        raise SiteError(problems)
    return text


def _decoded(path: str, content: bytes) -> str:
    if _is_utf_16(content):
        raise SiteError([Problem(path=path, what="this file is UTF-16, not UTF-8", mend=_SAVE)])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise SiteError([_not_utf_8(path, content, error.start)]) from None


def _is_utf_16(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = content.count(0)
    return zeros > 2 and (zeros > len(content) // 5 or not _is_utf_8(content))


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _not_utf_8(path: str, content: bytes, start: int) -> Problem:
    """Problem at the first byte that is not UTF-8, with its line as the guessed encoding has it."""
    encoding, name = _guessed(content)
    first = content.rfind(b"\n", 0, start) + 1
    last = content.find(b"\n", start)
    line = content[first : last if last >= 0 else len(content)].decode(encoding, "replace")
    before = content[first:start].decode(encoding, "replace")
    place = Place(content.count(b"\n", 0, start) + 1, len(before) + 1)
    what = f"this file is not UTF-8; it looks like {name}"
    return sheet_of(path, _CONTROL.sub("�", line), place.line).problem(place, what, _SAVE)


def _guessed(content: bytes) -> tuple[str, str]:
    """Codec and name of the encoding that bytes seem to be in."""
    chinese = [c for c in content.decode("gb18030", "replace") if not c.isascii()]
    han = sum("一" <= c <= "鿿" or c in "，。、“”：？！" for c in chinese)
    high = sum(byte > 0x7F for byte in content)
    if han * 2 > high * 0.7 and high > 3:
        return "gb18030", "GB 18030 (an older Chinese encoding)"
    return "cp1252", "Latin-1 or Windows-1252 (an older Western encoding)"


def _control_characters(path: str, text: str, content: bytes) -> Iterator[Problem]:
    if len(content.translate(None, _C0)) == len(content) and not _may_hold_rarer(content):
        return
    sheet = sheet_of(path, _CONTROL.sub("�", text))
    for found in islice(_CONTROL.finditer(text), MOST_TOLD):
        name = _NAMES.get(found.group(), f"a control character (U+{ord(found.group()):04X})")
        mend = "Delete it; it can be seen as � above, and perhaps not at all in your editor."
        yield sheet.problem(place_of(text, found.start()), f"{name} is in the text", mend)


def _may_hold_rarer(content: bytes) -> bool:
    """Whether C1 controls or non-characters are possible: quick, and often wrong to say yes."""
    return b"\xc2" in content or b"\xef\xbf" in content


def place_of(text: str, index: int, first_line: int = 1) -> Place:
    """The place of a character in a text that begins at first_line."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(text.count("\n", 0, index) + first_line, index - line_start + 1)


def _conflicts(path: str, text: str) -> Iterator[Problem]:
    if _CONFLICT[0] not in text:
        return
    sheet = sheet_of(path, text)
    for start in islice(_conflict_starts(sheet.lines), MOST_TOLD):
        mend = "Keep one of the two versions, and delete the <<<<<<<, ======= and >>>>>>> lines."
        what = "two versions of this text were merged, and nobody has chosen"
        yield sheet.problem(Place(start + 1, 1, 7), what, mend)


def _conflict_starts(lines: Iterable[str]) -> Iterator[int]:
    """Index of the first line of every whole conflict."""
    start, stage = 0, 0
    for index, line in enumerate(lines):
        if line.split(" ")[0] == _CONFLICT[0]:
            start, stage = index, 1
        elif stage and line.split(" ")[0] == _CONFLICT[stage]:
            stage = (stage + 1) % 3
            if not stage:
                yield start
