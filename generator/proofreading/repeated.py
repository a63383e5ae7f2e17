"""A word that stands twice in a row."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.errors import Problem
from generator.proofreading.copy import Copy
from generator.text import MOST_TOLD

# Said twice on purpose: by grammar, by emphasis, by sound.
_MEANT = frozenset(
    """
    had that who her you it do can no yes so very really too much many more far long little big old
    good bad again never ever now then there well please fine right okay hear knock bye hush ha hee
    ho ah aha oh ooh la na da hey wow yada blah tut tick tock choo chop cha pom boo go run come half
    fifty win step done back aye pretty poor dear dum ding dong drip tap beep woof miaow
    """.split()  # noqa: SIM905 (a table of words)
)


def repeated_words(copy: Copy) -> Iterable[Problem]:
    """Ask of a word that was typed twice; English alone, since others repeat some by their grammar.

    Three in a row are meant, and so is a phrase that begins with a quotation mark: “done done”.
    """
    if not copy.body.doubled or not copy.language.startswith("en"):
        return ()
    slips = (each for each in dict.fromkeys(copy.body.doubled) if _is_slip(each))
    found = (remark for word in islice(slips, MOST_TOLD) for remark in _repeated(copy, word))
    return islice(found, MOST_TOLD)


def _is_slip(word: str) -> bool:
    return word not in _MEANT and word.isalpha() and word.islower()


def _repeated(copy: Copy, word: str) -> Iterator[Problem]:
    twice = re.compile(
        rf"(?<![\w'’.,“\"‘-])(?<!\b{word}\s){word}(?:[ \t]+| ?\n)({word})"
        rf"(?![\w'’-])(?!\s+{word}\b)"
    )
    for found in twice.finditer(copy.prose):
        said = f'"{word}" stands twice in a row', "Take one of them out."
        yield copy.remark("WOW301", found.start(1), len(word), said)
