"""Finds what other site generators would have replaced, and readers would see here."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from generator.errors import Problem
from generator.text import MOST_TOLD, Place, Sheet, place_of

_FENCED = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
# A span's length is bounded, since every unmatched backtick looks that far.
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\n)){1,1000}?(?<!`)\1(?!`)")
_TAG = re.compile(r"\{%-?\s*[\w/][^\n]{0,200}?%\}|\{\{[<%]?[^\n{}]{1,200}?\}\}")


def foreign_tags(body: str, sheet: Sheet, first_line: int) -> Iterator[Problem]:
    """Warn of every tag of another generator, code aside."""
    if "{%" not in body and "{{" not in body:
        return
    text = without_code(body)
    for found in islice(_TAG.finditer(text), MOST_TOLD):
        place = place_of(text, found.start(), first_line)
        what = f"{found.group()[:40]} means nothing here, and readers would see it"
        mend = "Replace it by Markdown, or take it out. If it is meant so, put it in backticks."
        problem = sheet.problem(Place(place.line, place.column, len(found.group())), what, mend)
        yield replace(problem, code="WOW205", is_warning=True)


def without_code(text: str) -> str:
    """Text with the characters of code blocks and spans made blank, all places as they were."""
    if "`" not in text and "~~~" not in text:
        return text
    return _SPAN.sub(_blank, _FENCED.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())
