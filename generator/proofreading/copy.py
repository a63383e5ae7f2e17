"""A text as a proofreader has it before them: its Markdown, and what became of it."""

import re
from functools import cached_property

import msgspec

from generator.errors import Problem
from generator.markup.aside import without, without_code, without_comments
from generator.markup.types import Body
from generator.text import place_of

# No text has it, and no letter, space or sign is mistaken for it.
_BLANK = "\0"
_NO_PROSE = re.compile(
    r"\]\([^)\]\n]*\)|\]\[[^\]\n]*\]|^ {0,3}\[[^\]\n]+\]:.*$"  # where links lead
    r"|\b[a-z][a-z0-9+.-]*://[^\s<>]+"
    r"|<[a-zA-Z/][^<>]*>|\{[{%:][^{}\n]*\}"  # HTML, other generators' tags, attributes
    r"|^(?: {4}|\t).*$"
    r"|^ {0,3}>.*$",
    re.MULTILINE,
)


class Copy(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A text below its front matter, whose first line is that of the file; html is the body's."""

    path: str
    text: str
    first_line: int
    language: str
    body: Body
    html: bytes

    @cached_property
    def without_code(self) -> str:
        """The text with its code and comments made blank, all places as they were."""
        return without_code(without_comments(self.text, _BLANK), _BLANK)

    @cached_property
    def prose(self) -> str:
        """The writer's own words: also without quotations, HTML and the targets of links."""
        return without(_NO_PROSE, self.without_code, _BLANK)

    @property
    def is_chinese(self) -> bool:
        """Whether the text as a whole is in Chinese."""
        return self.language.startswith("zh")

    def remark(self, code: str, start: int, width: int, said: tuple[str, str]) -> Problem:
        """What is asked of the characters from start on, and how it may be mended."""
        place = place_of(self.text, start, self.first_line)
        return Problem(
            path=self.path,
            line=place.line,
            column=place.column,
            width=width,
            what=said[0],
            mend=said[1],
            code=code,
            is_warning=True,
        )
