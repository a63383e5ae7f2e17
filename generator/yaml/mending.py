"""What YAML cannot read -> a line that it can, so that one fault does not hide the next."""

import re
from dataclasses import dataclass, field

import yaml

from generator.errors import Problem
from generator.text import MOST_TOLD, Place, Sheet
from generator.yaml.proof import quoted, quoted_line, with_tail, write

_KEY = re.compile(
    r"(?P<head> *(?:- +)*(?P<key>[^\W_][^:#]*|\"[^\"]*\"|'[^']*') *:)(?: +(?P<value>.*))?$"
)
_UNSPACED = re.compile(
    r"(?P<head> *(?:- +)*(?P<key>[A-Za-z_][\w-]*)) *(?P<colon>:(?=[^\s/])|：)(?P<value>.*)$"
)
_INDENTED = re.compile(r" *\t")
_LIST = 'Put each entry on a line of its own below the key, after "- ".'
_SIGNS = "[]{}|>&*!,?#"


@dataclass(slots=True)
class Draft:
    """A sheet, and its lines as mended so far; lost are the numbers of lines given up."""

    sheet: Sheet
    lines: list[str]
    lost: set[int] = field(default_factory=set)
    mended: set[int] = field(default_factory=set)

    def untabbed(self) -> list[Problem]:
        """Replace the tabs that YAML would stumble on, and tell of the first ones."""
        found = [self.untab(index) for index, line in enumerate(self.lines) if _has_tab(line)]
        return found[:MOST_TOLD]

    def untab(self, index: int) -> Problem:
        """Replace the tabs of a line."""
        line = self.lines[index]
        self.lines[index] = line.replace("\t", "  ")
        mend = f"Use spaces. {write(self.lines[index])}"
        return self.problem(index, line.index("\t"), "a tab is in the settings", mend)

    def problem(self, index: int, column: int, what: str, mend: str = "") -> Problem:
        """Tell what is wrong on a line; index and column count from 0."""
        place = Place(index + self.sheet.first_line, column + 1)
        return self.sheet.problem(place, what, mend)

    def put(self, index: int, line: str) -> None:
        """Put a better line in the place of one."""
        self.lines[index] = line
        self.mended.add(index)

    def lose(self, index: int) -> None:
        """Give up the value of which a line is part."""
        start = self.owner(index)
        key = _KEY.match(self.lines[start])
        for number in range(start, self.end_of(start)):
            self.lines[number] = ""
        self.lost.add(start + self.sheet.first_line)
        if key and start not in self.mended:
            self.put(start, key["head"] + ' "\\x1a"')

    def owner(self, index: int) -> int:
        """The nearest line with a key, from index upwards."""
        for number in range(min(index, len(self.lines) - 1), -1, -1):
            if _KEY.match(self.lines[number]):
                return number
        return min(index, len(self.lines) - 1)

    def end_of(self, start: int) -> int:
        """The line after the last that belongs to the value that begins at start."""
        indent = _indent(self.lines[start])
        for number in range(start + 1, len(self.lines)):
            line = self.lines[number]
            is_key = _KEY.match(line) or _UNSPACED.match(line)
            if is_key and _indent(line) <= indent:
                return number
        return len(self.lines)


def mended(draft: Draft, error: yaml.MarkedYAMLError) -> list[Problem]:
    """Mend what the parser stumbled on, and tell of it, unless the text is plain as it stands."""
    index, column = _spot(draft, error)
    for near in (index, _before(draft, index)):
        if near < 0 or near in draft.mended:
            continue
        if found := _UNSPACED.match(draft.lines[near]):
            return [_spaced(draft, near, found)]
    key = _KEY.match(draft.lines[index])
    if index in draft.mended or key is None:
        return [_lost(draft, index, column)]
    if not key["value"] or column < key.end("head"):
        return [_misplaced(draft, index, column)]
    return _valued(draft, index, key)


def spaced(draft: Draft) -> list[Problem]:
    """Put a space after every colon that lacks it at the head of a line, and tell of each."""
    found = [(index, _UNSPACED.match(line)) for index, line in enumerate(draft.lines)]
    told = [_spaced(draft, n, key) for n, key in found if key and n not in draft.mended]
    return told[:MOST_TOLD]


def _spot(draft: Draft, error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Line and column of the culprit, from 0: for what is never closed, where it opens."""
    is_opening = "quoted scalar" in str(error.context) or "flow" in str(error.context)
    is_keyless = "expected ':'" in str(error.problem)
    mark = error.context_mark if is_opening or is_keyless else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    last = len(draft.lines) - 1
    if mark is None or mark.index >= len("\n".join(draft.lines)):
        return max(_before(draft, last + 1), 0), len(draft.lines[last])
    return min(mark.line, last), mark.column


def _before(draft: Draft, index: int) -> int:
    """The nearest line above that is not blank, or -1."""
    above = range(index - 1, -1, -1)
    return next((number for number in above if draft.lines[number].strip()), -1)


def _spaced(draft: Draft, index: int, found: re.Match[str]) -> Problem:
    line = f"{found['head']}: {found['value'].strip()}"
    draft.put(index, line)
    is_wide = found["colon"] == "："
    what = "the colon is a full-width one" if is_wide else "no space follows the colon"
    mend = write(line)
    return draft.problem(index, found.start("colon"), f'{what} after "{found["key"]}"', mend)


def _misplaced(draft: Draft, index: int, column: int) -> Problem:
    indent, before = _indent(draft.lines[index]), _before(draft, index)
    if not indent and before >= 0 and not _KEY.match(draft.lines[before]):
        return _lost(draft, before, 0)
    if indent:
        draft.lines[index] = ""
        what = "this line does not stand as far in as the lines it belongs to"
        mend = "Let all keys that belong together begin in the same column."
        return draft.problem(index, indent, what, mend)
    draft.lose(index)
    what = "this line cannot be read"
    return draft.problem(index, column, what, "See whether it, and the one above, are whole.")


def _lost(draft: Draft, index: int, column: int) -> Problem:
    owner = draft.owner(index)
    key = _KEY.match(draft.lines[owner])
    value = (key["value"] or "") if key else ""
    line = draft.lines[index].strip()
    is_block = value.startswith(("|", ">"))
    draft.lose(index)
    if value[:1] in ("'", '"'):
        return _unquoted(draft, index, column, owner)
    if is_block:
        mend = "Let every line of the text begin in the same column, or further in."
        return draft.problem(index, column, "this line stands further out than its text", mend)
    mend = "If it goes on with the line above, indent it by two spaces. Else give it a key."
    if index and not draft.sheet.lines[index - 1].strip():
        mend = "If the text begins here, put a line --- above it."
    what = f'"{line[:30]}" has no key' if line else "the settings cannot be read from here on"
    return draft.problem(index, column, what, mend)


def _unquoted(draft: Draft, index: int, column: int, owner: int) -> Problem:
    what = "more follows the quotation mark that ends this value"
    if index == owner:
        mend = write(quoted_line(*_line_and_value(draft, owner)))
        return draft.problem(index, column, "the quotation marks do not match", mend)
    mend = 'Inside the text, put a backslash before each quotation mark: \\"'
    first = owner + draft.sheet.first_line
    return draft.problem(index, column, f"{what}; it begins on line {first}", mend)


def _line_and_value(draft: Draft, index: int) -> tuple[str, int]:
    line = draft.sheet.lines[index]
    key = _KEY.match(line)
    return line, key.start("value") if key else 0


def _valued(draft: Draft, index: int, key: re.Match[str]) -> list[Problem]:
    """Quote a value; silently where it is one line of text that can be meant only so."""
    line, start, value = draft.lines[index], key.start("value"), key["value"]
    if _goes_on(draft, index):
        return [_long(draft, index, start)]
    if value.startswith("[") and "]" not in value[:-1]:
        better = with_tail(line, start, _quoted_list(value))
    else:
        better = quoted_line(line, start)
    draft.put(index, better)
    if value[0] not in _SIGNS + "\"'" and " #" not in value and not value.startswith("- "):
        return []
    mend = _LIST if value.startswith("- ") else write(better)
    return [draft.problem(index, start, _what(value), mend)]


def _long(draft: Draft, index: int, column: int) -> Problem:
    """Give up a value of several lines, of which YAML cannot read the first."""
    value = draft.lines[index][column:]
    if value[0] in "\"'":
        return _lost(draft, index, column)
    draft.lose(index)
    what = "this value of several lines cannot be read"
    mend = "If it is text, write >- after the colon, and the text below, indented by two spaces."
    return draft.problem(index, column, what, mend)


def _goes_on(draft: Draft, index: int) -> bool:
    """Whether lines below belong to the value of a line."""
    below = draft.lines[index + 1 : draft.end_of(index)]
    return any(line.strip() for line in below)


def _quoted_list(value: str) -> str:
    names = [name.strip().strip("\"'") for name in value.strip("[] ").split(",")]
    return f"[{', '.join(quoted(name) for name in names if name)}]"


def _what(value: str) -> str:
    sign = value[0]
    if sign == '"' and "\\" in value:
        return "a backslash in quotation marks begins something that YAML does not know"
    if sign in "\"'":
        return "the quotation marks do not match"
    if value.startswith("- "):
        return "a list begins on the line of its key"
    if sign in "[{" and "#" not in value:
        return f'the list that begins with "{sign}" is not whole'
    if sign in _SIGNS and sign not in "[{":
        return f'a value that begins with "{sign}" has a meaning of its own in YAML'
    return 'what follows "#" would be passed over'


def _has_tab(line: str) -> bool:
    return _INDENTED.match(line) is not None or ":\t" in line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
