"""Finds what other site generators would have replaced, and readers would see here."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from generator.errors import Problem
from generator.markup.aside import without_code, without_comments
from generator.markup.sanitise import keeps_words
from generator.markup.types import Body
from generator.text import MOST_TOLD, Place, Sheet, place_of

_AS_LINK = "Link to the film, the sound or the map instead: [the film](https://...)."
_AS_EMBED = (
    'List "{host}" under "embeds:" in content/site.yaml: then readers click to load it.\n'
    "Or link to it: [the film](https://...)."
)
_AS_PICTURE = "Save it as a picture beside the article, and show that: ![what it shows](name.png)."
_AS_TEXT = "Write its words as Markdown, or link to a page that has it."
_OF_THEME = "Take it out: scripts and styles belong to the theme, in templates/ and static/."
_MENDS = {
    "iframe embed object audio video applet": _AS_LINK,
    "svg canvas math": _AS_PICTURE,
    "script style": _OF_THEME,
}
_MEND_OF = {name: mend for names, mend in _MENDS.items() for name in names.split()}
_TAG = re.compile(r"\{%-?\s*[\w/][^\n]{0,200}?%\}|\{\{[<%]?[^\n{}]{1,200}?\}\}")


def foreign_tags(body: str, sheet: Sheet, first_line: int) -> Iterator[Problem]:
    """Warn of every tag of another generator, code aside."""
    if "{" not in body or ("{%" not in body and "{{" not in body):
        return
    text = without_code(without_comments(body))
    for found in islice(_TAG.finditer(text), MOST_TOLD):
        place = place_of(text, found.start(), first_line)
        what = f"{found.group()[:40]} means nothing here, and readers would see it"
        mend = "Replace it by Markdown, or take it out. If it is meant so, put it in backticks."
        problem = sheet.problem(Place(place.line, place.column, len(found.group())), what, mend)
        yield replace(problem, code="WOW205", is_warning=True)


def unpublished_tags(body: Body, sheet: Sheet) -> Iterator[Problem]:
    """Warn of every HTML tag that a body had and readers will not see."""
    for tag in body.taken_out[:MOST_TOLD]:
        name, _, host = tag.target.partition(" ")
        what = f"<{name}> is not published"
        if not keeps_words(name):
            what += ", nor is what stands in it"
        mend = _AS_EMBED.format(host=host) if host else _MEND_OF.get(name, _AS_TEXT)
        problem = sheet.problem(Place(tag.line, tag.column, len(name) + 1), what, mend)
        yield replace(problem, code="WOW214", is_warning=True)
