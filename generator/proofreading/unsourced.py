"""A quotation that does not say whose it is."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.errors import Problem
from generator.proofreading.copy import Copy
from generator.text import MOST_TOLD

_QUOTATION = re.compile(r"(?:^ {0,3}>[^\n]*\n?)(?:^[^\n#\s][^\n]*\n?)*", re.MULTILINE)
_MARKS = re.compile(r"^[ >]+", re.MULTILINE)
_SOURCE = re.compile(r"\s*[—―–-]{1,3}\s*[^\s—―–-]")
_LEAD_IN = (":", "：", ",", "，", ":*", ":**", ":_")
_AS = "End it with a line that says whose it is:\n> — who, where, when"
_BELOW = "Put the line below into the quotation, with > before it."


def unsourced_quotations(copy: Copy) -> Iterable[Problem]:
    """Ask of a quotation without source; what leads in to it by a colon, or a link, names one."""
    # One with a source is a figure, and its blockquote has the source's address.
    if b"<blockquote>" not in copy.html:
        return ()
    return islice(_unsourced(copy), MOST_TOLD)


def _unsourced(copy: Copy) -> Iterator[Problem]:
    text = copy.without_code
    for found in _QUOTATION.finditer(text):
        said = _MARKS.sub("", found[0]).rstrip()
        before = text[max(found.start() - 100, 0) : found.start()].rstrip()
        if not said or "](" in said or before.endswith(_LEAD_IN) or _has_source(said):
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        width = len(found[0].strip().split("\n")[0])
        mend = _BELOW if _SOURCE.match(text, found.end()) else _AS
        yield copy.remark("WOW309", start, width, ("this quotation has no source", mend))


def _has_source(said: str) -> bool:
    """Whether the last line of several begins with a dash."""
    before, _, last = said.rpartition("\n")
    return bool(before) and _SOURCE.match(last) is not None
