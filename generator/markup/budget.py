"""What marking up may cost: texts that would hang Python-Markdown are refused before it runs.

The limits were measured so that none alone takes more than about two seconds, and nothing that
somebody wrote to be read comes near one.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.errors import Problem, SiteError
from generator.markup import costs
from generator.markup.prose import prose
from generator.markup.setting import Setting

MAX_BYTES = 1_000_000
MAX_CELLS = 5_000
MAX_DEPTH = 50
MAX_HTML_DEPTH = 200
MAX_CODE = 200_000
MAX_SIGNS = 40_000


def _pairs(length: int, held: int) -> int:
    """The most that a cost can be where each sign is at most as dear as the text is long."""
    return length * held


def _each(_length: int, held: int) -> int:
    """The most that a cost can be where each sign counts once."""
    return held


class Limit(NamedTuple):
    """How much of a cost is too much; bound: the most it can be in a text of so many characters
    that holds so many of its signs.
    """

    measure: costs.Measure
    most: int
    what: str
    mend: str
    bound: Callable[[int, int], int] = _pairs


DEPTH = Limit(
    costs.depth,
    MAX_DEPTH,
    "lists or quotations nested too deep",
    f"Nest at most {MAX_DEPTH} deep.",
)

LIMITS: Mapping[Sequence[str], Sequence[Limit]] = {
    "|": (
        Limit(
            costs.cells,
            MAX_CELLS,
            f"tables of more than {MAX_CELLS:,} cells",
            "Shorten them, or publish the figures as a file that the text links to.",
        ),
        Limit(
            costs.ticks_in_tables,
            20_000_000,
            "too many backticks in a line of a table",
            "Take some of them out.",
        ),
    ),
    "[": (
        Limit(
            costs.brackets,
            4_000_000,
            "too many brackets that are opened and not closed",
            "Close each [ with ] and each ( with ), or write \\[ for a bracket to be read.",
        ),
    ),
    "<": (
        Limit(
            costs.angles,
            15_000_000,
            'too many "<" without a ">"',
            'Close each tag with ">", or write &lt; for a sign to be read.',
        ),
        Limit(
            costs.sections,
            1_000_000,
            'too many "<![", which is XML and no text',
            "Take them out, or write &lt; for a sign to be read.",
        ),
    ),
    "`": (
        Limit(
            costs.ticks,
            30_000_000,
            "too many backticks that are opened and not closed",
            "Close each ` with another, or write \\` for one to be read.",
        ),
    ),
    "\n": (
        Limit(
            costs.starts,
            25_000_000,
            "too many headings, rules or definitions without a blank line between",
            "Put a blank line between them.",
        ),
    ),
    ("*[",): (
        Limit(
            costs.abbreviations,
            8_000_000,
            "too many abbreviations for a text of this length",
            "Define fewer, or split the text.",
        ),
        Limit(
            costs.abbreviated,
            20_000,
            "abbreviations in more than 20,000 places",
            "Define fewer, or split the text.",
        ),
    ),
    ("```", "~~~"): (
        Limit(
            costs.fenced,
            MAX_CODE,
            f"more than {MAX_CODE // 1000} KB of code",
            "Publish it as a file that the text links to.",
        ),
        Limit(
            costs.fences,
            2_000,
            "more than 2,000 blocks of code",
            "Split the text.",
        ),
        Limit(
            costs.unclosed_fences,
            20_000_000,
            "too many fences of code that nothing closes",
            "Close each block of code with a line like the one that opens it.",
        ),
        Limit(
            costs.wide_fences,
            0,
            "fence of code with a long run of blanks behind it",
            "Delete the blanks.",
        ),
    ),
    "^": (
        Limit(
            costs.footnotes,
            500_000,
            "too many mentions of the same footnote",
            "Mention each footnote a few times at most.",
        ),
    ),
    costs.SIGNS: (
        Limit(
            costs.signs,
            MAX_SIGNS,
            f"more than {MAX_SIGNS:,} lines and signs of markup",
            "Split the text.",
            _each,
        ),
    ),
}
"""By the signs without any of which a text costs nothing of the kind."""


def _harmless(limits: Iterable[Limit]) -> int:
    """The length up to which no text exceeds any: it holds no more signs than characters."""
    return min(each.most if each.bound is _each else math.isqrt(each.most) for each in limits)


_QUICK = tuple((_harmless(limits), signs, limits) for signs, limits in LIMITS.items())


def refuse_costly(setting: Setting) -> None:
    """Raise SiteError where the text would take more than a few seconds."""
    text = setting.text
    if len(text) > MAX_BYTES // 4 and len(text.encode()) > MAX_BYTES:
        what = "text of more than 1 MB"
        raise SiteError([setting.problem(0, what, "Split it into several articles.")])
    due = _in_question(text)
    if due and (problems := _problems(due, setting)):
        raise SiteError(problems)


def refuse_long(html: str, setting: Setting) -> None:
    """Raise SiteError where HTML is out of all proportion to its text."""
    if len(html) > 20 * len(setting.text) + 65_536:
        what = f"the text becomes {len(html) // 1000} KB of HTML, over twenty times its own length"
        raise SiteError([setting.problem(0, what, "Shorten what repeats in it.")])


def too_deep(setting: Setting) -> Problem:
    """The problem of a text whose elements turn out to be nested too deep."""
    what = "lists, quotations or HTML tags nested too deep"
    return setting.problem(0, what, f"Nest at most {MAX_DEPTH} deep.")


def _in_question(text: str) -> list[Limit]:
    """The limits that what is quick to find does not rule out."""
    due, length = [DEPTH] if costs.may_be_deep(text) else [], len(text)
    for harmless, signs, limits in _QUICK:
        if length > harmless:
            held = 0
            for sign in signs:
                if sign[0] in text:
                    held += text.count(sign)
            if held:
                due += [limit for limit in limits if limit.bound(length, held) > limit.most]
    return due


def _problems(due: list[Limit], setting: Setting) -> list[Problem]:
    text, problems = prose(setting.text), []
    for limit in due:
        cost = limit.measure(text)
        if cost.amount > limit.most:
            problems.append(setting.problem(cost.offset, limit.what, limit.mend))
    return problems
