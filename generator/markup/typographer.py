"""Sets straight quotes, apostrophes, dashes and dots as a printer would; Chinese is left alone."""

import functools
import re
from typing import NamedTuple

from generator.markup.pieces import INLINE, is_closing, name_of
from generator.markup.scripts import has_cjk
from generator.markup.setting import Setting

# Each alternative begins with a plain sign, so that the search runs from one to the next.
_TRIGGER = re.compile(r"\"|'|--+|\.\.\.+")
_VERBATIM = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})
_OPENS_AFTER = frozenset(" \t\n\xa0([{<“‘«„‚—–-/=（「『《〈【［｛")
_CLOSES_BEFORE = frozenset(" \t\n\xa0.,;:!?)]}…—–-/”’»，。；：！？、）」』》〉】］｝")
_DECADE = re.compile(r"\d\d(?:s\b|(?![\d']))")
_ELISION = re.compile(r"(?:tis|twas|twere|til|em|cause|n)\b", re.IGNORECASE)
_DASHES = {"--": "–", "---": "—", "...": "…"}


class _Marks(NamedTuple):
    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = _Marks("“", "”", "‘", "’")
_MARKS = {
    "de": _Marks("„", "“", "‚", "‘"),
    "fr": _Marks("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
}


def typeset(text: str, language: str) -> str:
    """A plain text, such as a title, with its quotes and dashes set."""
    return _Setter(language).set(text, before="", after="") if _has_trigger(text) else text


def typographer(pieces: list[str], setting: Setting) -> list[str]:
    """Set quotes and dashes in running text, across inline tags; code stays as typed."""
    if not _has_trigger(setting.text) and "&" not in setting.text:
        return pieces
    setter, verbatim, before, is_new = _Setter(setting.language), 0, "", True
    for place, piece in enumerate(pieces):
        if place % 2:
            begins, step = _effect(piece)
            verbatim += step
            if begins:
                before, is_new = "", True
        elif piece == "\n" or (piece and not verbatim and not _has_trigger(piece)):
            before = piece
        elif piece and verbatim:
            before = piece[-1]
        elif piece:
            if is_new:
                setter.begin()
            after = _after(pieces, place, piece)
            pieces[place] = before = setter.set(piece, before=_end(before), after=after)
            is_new = False
    return pieces


def _has_trigger(text: str) -> bool:
    return '"' in text or "'" in text or "--" in text or "..." in text


@functools.lru_cache(maxsize=4096)
def _effect(tag: str) -> tuple[bool, int]:
    """Whether quotes begin anew at a tag, as in a block, and its change of depth in verbatim."""
    name = name_of(tag)
    step = -1 if is_closing(tag) else 1
    return name not in INLINE, step if name in _VERBATIM else 0


def _end(text: str) -> str:
    """What a text lets stand before what comes."""
    return " " if text.endswith("&nbsp;") else text[-1:]


def _after(pieces: list[str], place: int, piece: str) -> str:
    """First character past a text piece within its block, where it ends in a quote."""
    if piece[-1] not in "\"'-.":
        return ""
    for at in range(place + 1, len(pieces)):
        if at % 2 and name_of(pieces[at]) not in INLINE:
            return ""
        if at % 2 == 0 and pieces[at]:
            return pieces[at].lstrip("\"'")[:1] or "x"
    return ""


class _Setter:
    """Goes through a block's text and knows which quotes are open."""

    def __init__(self, language: str) -> None:
        self._marks = _MARKS.get(language.split("-", maxsplit=1)[0], _ENGLISH)
        self._is_open = {'"': False, "'": False}
        self._before = self._after = self._last = ""
        self._end = -1

    def begin(self) -> None:
        """Begin a block: no quote is open."""
        self._is_open['"'] = self._is_open["'"] = False

    def set(self, text: str, *, before: str, after: str) -> str:
        """The text with its marks set; before and after are the characters about it."""
        self._before, self._after = before, after
        self._end = -1
        return _TRIGGER.sub(self._mark, text)

    def _mark(self, match: re.Match[str]) -> str:
        before, after = self._neighbours(match)
        typed = match[0]
        if typed in self._is_open:
            mark = self._quote(match, before, after)
        else:
            mark = _dash(typed, before, after)
        self._end, self._last = match.end(), mark
        return mark

    def _neighbours(self, match: re.Match[str]) -> tuple[str, str]:
        text, start, end = match.string, match.start(), match.end()
        if start == 0:
            before = self._before
        elif start == self._end:
            before = self._last[-1:]
        else:
            before = text[start - 1]
            if before == ";" and text.endswith("&nbsp;", 0, start):
                before = " "
        while end < len(text) and text[end] in "\"'" and end < match.end() + 3:
            end += 1
        after = text[end] if end < len(text) else self._after
        return before, " " if after == "&" and text.startswith("&nbsp;", end) else after

    def _quote(self, match: re.Match[str], before: str, after: str) -> str:
        typed = match[0]
        if typed == "'" and _is_apostrophe(match, before, after):
            return "’"
        opens = self._opens(typed, before, after)
        if typed == "'" and not opens and not self._is_open[typed]:
            return "’"
        self._is_open[typed] = opens
        marks = self._marks[:2] if typed == '"' else self._marks[2:]
        return marks[0] if opens else marks[1]

    def _opens(self, typed: str, before: str, after: str) -> bool:
        may_open = not before or before in _OPENS_AFTER
        may_close = not after or after in _CLOSES_BEFORE
        if may_open != may_close:
            return may_open
        if typed == "'" and not may_open and not has_cjk(before + after):
            return False
        return not self._is_open[typed] and not (before.isdigit() and before.isascii())


def _is_apostrophe(match: re.Match[str], before: str, after: str) -> bool:
    if before.isalnum() and not has_cjk(before):
        return after.isalnum() and not has_cjk(after)
    rest = match.end()
    return bool(_DECADE.match(match.string, rest) or _ELISION.match(match.string, rest))


def _dash(typed: str, before: str, after: str) -> str:
    """A dash or dots as set; rules, options such as --help and Chinese stay as typed."""
    is_option = typed == "--" and (not before or before in _OPENS_AFTER) and after.isalpha()
    if is_option or has_cjk(before) or has_cjk(after):
        return typed
    return _DASHES.get(typed, typed)
