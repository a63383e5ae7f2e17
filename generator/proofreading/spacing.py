"""Spaces between Chinese signs and Latin letters: a text has them everywhere or nowhere."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.errors import Problem
from generator.markup.scripts import HAN, pattern
from generator.proofreading.copy import Copy
from generator.text import MOST_TOLD

_LATIN = "A-Za-zÀ-ɏ"
# A letter or two may be a part of a Chinese word: T恤, 卡拉OK.
_TIGHT = f"(?<=[{HAN}])(?=[{_LATIN}]{{3}})|(?<=[{_LATIN}]{{3}})(?=[{HAN}])"
_LOOSE = f"(?<=[{HAN}]) (?=[{_LATIN}])|(?<=[{_LATIN}]) (?=[{HAN}])"
_RARE = 4  # so many times as often the other way: else a text has no habit


def uneven_spaces(copy: Copy) -> Iterable[Problem]:
    """Ask of the places where a Chinese text goes against its own habit."""
    if not copy.is_chinese:
        return ()
    tight, loose = pattern(_TIGHT), pattern(_LOOSE)
    if not (tight.search(copy.text) and loose.search(copy.text)):
        return ()
    return islice(_uneven(copy, tight, loose), MOST_TOLD)


def _uneven(copy: Copy, tight: re.Pattern[str], loose: re.Pattern[str]) -> Iterator[Problem]:
    joined = [found.start() for found in tight.finditer(copy.prose)]
    spaced = [found.start() for found in loose.finditer(copy.prose)]
    if len(joined) * _RARE <= len(spaced):
        said = "no space is here between Chinese and Latin", f"{len(spaced)} other places have one."
        yield from (copy.remark("WOW304", start, 1, said) for start in joined)
    elif len(spaced) * _RARE <= len(joined):
        said = "a space is here between Chinese and Latin", f"{len(joined)} other places have none."
        yield from (copy.remark("WOW304", start, 1, said) for start in spaced)
