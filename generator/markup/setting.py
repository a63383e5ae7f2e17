"""What a pass over a text may know of where it stands."""

import bisect
from functools import cached_property

import msgspec

from generator.errors import Problem
from generator.markup.scripts import has_cjk


class Setting(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A text as an editor wrote it, its place in a file, and the site's choices for it."""

    text: str
    path: str
    first_line: int
    language: str
    chinese: str
    hosts: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    home: str = ""
    prefix: str = ""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of a character of the text."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return self.first_line + line, offset - self._starts[line] + 1

    def problem(self, offset: int, what: str, mend: str, *, width: int = 1) -> Problem:
        """A problem at a character of the text."""
        line, column = self.place(offset)
        return Problem(
            path=self.path,
            line=line,
            column=column,
            what=what,
            mend=mend,
            excerpt=self._lines[line - self.first_line],
            width=width,
        )

    @cached_property
    def may_hold_cjk(self) -> bool:
        """Whether the text holds a character past Latin, Greek and Cyrillic, or may name one."""
        return not self.text.isascii() or "&" in self.text

    @cached_property
    def holds_cjk(self) -> bool:
        """Whether the text holds Han, kana or hangul, or may name one."""
        return "&" in self.text or has_cjk(self.text)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts[:-1]
