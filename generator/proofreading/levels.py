"""Headings that skip a level: who listens to a page goes through it by them."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from generator.errors import Problem
from generator.proofreading.copy import Copy
from generator.text import MOST_TOLD

_HEADING = re.compile(
    r"^ {0,3}(?P<hashes>#{1,6})[^\n]*$|^(?P<line>[^\s#>|-][^\n]*)\n(?P<rule>=+|-+)[ \t]*$"
    r"|<h(?P<tag>[1-6])\b[^<>]*>",
    re.MULTILINE,
)


def skipped_levels(copy: Copy) -> Iterable[Problem]:
    """Ask of a heading that is two levels or more below the one before it."""
    # It takes two, which have ids, and the lower is of level 3 at least.
    if len(copy.body.anchors) < 2 or not ("###" in copy.text or "<h" in copy.text):
        return ()
    return islice(_skipped(copy), MOST_TOLD)


def _skipped(copy: Copy) -> Iterator[Problem]:
    for above, heading in pairwise(_HEADING.finditer(copy.without_code)):
        before, level = _level(above), _level(heading)
        if level > before + 1:
            what = f"this heading is of level {level}, and the one above it of level {before}"
            mend = f"Write it with {'#' * (before + 1)}: no level is left out on the way down."
            width = len(heading[0].split("\n")[0])
            yield copy.remark("WOW305", heading.start(), width, (what, mend))


def _level(heading: re.Match[str]) -> int:
    if heading["hashes"]:
        return len(heading["hashes"])
    return int(heading["tag"] or (1 if heading["rule"][0] == "=" else 2))
