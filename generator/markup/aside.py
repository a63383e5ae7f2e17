"""Finds what in a text is no prose: code, and the comments that an editor left for colleagues."""

import re
from collections.abc import Iterator

_FENCED = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
# A span's length is bounded, since every unmatched backtick looks that far.
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\n)){1,1000}?(?<!`)\1(?!`)")
_START, _END = "<!--", "-->"
# Beyond this a line is not looked at: it may hold as many comments as there are signs in it.
_LOOK = 500

Stretch = tuple[int, int]


def without_code(text: str, blank: str = " ") -> str:
    """Text with the characters of code blocks and spans made blank, all places as they were."""
    if "`" not in text and "~~~" not in text:
        return text
    return without(_SPAN, without(_FENCED, text, blank), blank)


def without_comments(text: str, blank: str = " ") -> str:
    """Text with the characters of comments made blank, all places as they were."""
    comments = [(each, _blanked(text[slice(*each)], blank)) for each in _comments(text)]
    return _joined(text, comments)


def without(pattern: re.Pattern[str], text: str, blank: str = " ") -> str:
    """Text with the characters of all that a pattern finds made blank, all places as they were."""
    return pattern.sub(lambda found: _blanked(found[0], blank), text)


def uncommented(text: str) -> str:
    """Text without the comments that stand in its paragraphs, so that these stay whole.

    One that stands by itself is a block of its own, and keeps two lists apart.
    """
    inner = [each for each in _comments(text) if not _is_apart(text, each)]
    return _joined(text, [(_with_blanks(text, each), "") for each in inner])


def _comments(text: str) -> Iterator[Stretch]:
    """Where comments begin and end, code aside."""
    seen = without_code(text) if "<" in text and _START in text else ""
    start = seen.find(_START)
    while start >= 0:
        # `<!-->` is a whole comment (https://html.spec.whatwg.org/#comment-start-state).
        end = seen.find(_END, start + 2)
        if end < 0:
            return
        yield start, end + len(_END)
        start = seen.find(_START, end + len(_END))


def _is_apart(text: str, comment: Stretch) -> bool:
    """Whether a comment is between blank lines, or where indented code may be."""
    before, after = _around(text, comment)
    if before.startswith(("    ", "\t")):
        return True
    start, end = comment[0] - len(before), comment[1] + len(after)
    above = text[max(start - _LOOK, 0) : start].removesuffix("\n").rpartition("\n")[2]
    below = text[end : end + _LOOK].removeprefix("\n").partition("\n")[0]
    return not (before + after + above + below).strip()


def _with_blanks(text: str, comment: Stretch) -> Stretch:
    """A comment with what would be left of its line if it alone went.

    Blanks at a line's end would break the line, and before its text might make it code.
    """
    before, after = _around(text, comment)
    start, end = comment
    if not after.strip():
        start -= len(before) - len(before.rstrip())
    if not before.strip():
        start, end = comment[0] - len(before), end + len(after) - len(after.lstrip())
    is_whole_line = not (before + after).strip()
    return start, min(end + is_whole_line, len(text))


def _around(text: str, comment: Stretch) -> tuple[str, str]:
    """What is before and after a comment in its lines, as far as one looks."""
    start, end = comment
    before = text[max(start - _LOOK, 0) : start].rpartition("\n")[2]
    return before, text[end : end + _LOOK].partition("\n")[0]


def _joined(text: str, changes: list[tuple[Stretch, str]]) -> str:
    parts, at = [], 0
    for (start, end), instead in changes:
        parts += [text[at:start], instead]
        at = max(end, at)
    return "".join([*parts, text[at:]])


def _blanked(text: str, blank: str) -> str:
    return re.sub(r"[^\n]", blank, text) if "\n" in text else blank * len(text)
