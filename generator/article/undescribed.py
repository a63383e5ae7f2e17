"""Pictures of a text that say nothing to readers who cannot see them."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from generator.errors import Problem
from generator.markup.aside import without_code, without_comments
from generator.text import MOST_TOLD, Place, Sheet, place_of

# An empty description in HTML is one: `alt=""` says that the picture is only decoration.
_BARE = re.compile(r"!\[\s*\](?=[(\[])|<img\b(?![^<>]*\balt\s*=)[^<>]*>", re.IGNORECASE)
_IMG = re.compile("<img", re.IGNORECASE)
_MEND = """\
Write what it shows: ![Eleven people in line in the rain](door.jpg)
If it is only decoration: <img src="door.jpg" alt="">"""


def undescribed_pictures(body: str, sheet: Sheet, first_line: int) -> Iterator[Problem]:
    """Warn of every picture without a description, code aside."""
    if not (("!" in body and "![" in body) or ("<" in body and _IMG.search(body))):
        return
    text = without_code(without_comments(body))
    for found in islice(_BARE.finditer(text), MOST_TOLD):
        line, column, _ = place_of(text, found.start(), first_line)
        width = len(found[0].split("\n")[0])
        what = "this picture has no description"
        problem = sheet.problem(Place(line, column, width), what, _MEND)
        yield replace(problem, code="WOW209", is_warning=True)
