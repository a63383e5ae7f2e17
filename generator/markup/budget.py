"""What marking up may cost: texts that would hang Python-Markdown are refused before it runs.

The limits were measured so that none alone takes more than about two seconds, and nothing that
somebody wrote to be read comes near one.
"""

from collections.abc import Callable, Sequence
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


def _pairs(text: str, held: int) -> int:
    """The most that a cost can be where each sign is at most as dear as the text is long."""
    return held * len(text)


def _each(_text: str, held: int) -> int:
    """The most that a cost can be where each sign counts once."""
    return held


def _nested(text: str, _held: int) -> int:
    """The most that a depth can be."""
    return len(text) if costs.may_be_deep(text) else 0


class Limit(NamedTuple):
    """How much of a cost is too much.

    signs are what a text holds that has any of it; bound says how much it can be at most, by the
    text and how many of them it holds, and is quick.
    """

    measure: costs.Measure
    most: int
    signs: Sequence[str]
    what: str
    mend: str
    bound: Callable[[str, int], int] = _pairs


_FENCES = ("```", "~~~")

LIMITS = (
    Limit(
        costs.depth,
        MAX_DEPTH,
        ">*+:-.",
        "lists or quotations nested too deep",
        f"Nest at most {MAX_DEPTH} deep.",
        _nested,
    ),
    Limit(
        costs.cells,
        MAX_CELLS,
        "|",
        f"tables of more than {MAX_CELLS:,} cells",
        "Shorten them, or publish the figures as a file that the text links to.",
    ),
    Limit(
        costs.ticks_in_tables,
        20_000_000,
        "|",
        "too many backticks in a line of a table",
        "Take some of them out.",
    ),
    Limit(
        costs.brackets,
        4_000_000,
        "[",
        "too many brackets that are opened and not closed",
        "Close each [ with ] and each ( with ), or write \\[ for a bracket to be read.",
    ),
    Limit(
        costs.angles,
        15_000_000,
        "<",
        'too many "<" without a ">"',
        'Close each tag with ">", or write &lt; for a sign to be read.',
    ),
    Limit(
        costs.sections,
        1_000_000,
        "<",
        'too many "<![", which is XML and no text',
        "Take them out, or write &lt; for a sign to be read.",
    ),
    Limit(
        costs.ticks,
        30_000_000,
        "`",
        "too many backticks that are opened and not closed",
        "Close each ` with another, or write \\` for one to be read.",
    ),
    Limit(
        costs.starts,
        25_000_000,
        "\n",
        "too many headings, rules or definitions without a blank line between",
        "Put a blank line between them.",
    ),
    Limit(
        costs.abbreviations,
        8_000_000,
        ("*[",),
        "too many abbreviations for a text of this length",
        "Define fewer, or split the text.",
    ),
    Limit(
        costs.abbreviated,
        20_000,
        ("*[",),
        "abbreviations in more than 20,000 places",
        "Define fewer, or split the text.",
    ),
    Limit(
        costs.fenced,
        MAX_CODE,
        _FENCES,
        f"more than {MAX_CODE // 1000} KB of code",
        "Publish it as a file that the text links to.",
    ),
    Limit(
        costs.footnotes,
        500_000,
        "^",
        "too many mentions of the same footnote",
        "Mention each footnote a few times at most.",
    ),
    Limit(
        costs.fences,
        2_000,
        _FENCES,
        "more than 2,000 blocks of code",
        "Split the text.",
    ),
    Limit(
        costs.unclosed_fences,
        20_000_000,
        _FENCES,
        "too many fences of code that nothing closes",
        "Close each block of code with a line like the one that opens it.",
    ),
    Limit(
        costs.wide_fences,
        0,
        _FENCES,
        "fence of code with a long run of blanks behind it",
        "Delete the blanks.",
    ),
    Limit(
        costs.signs,
        MAX_SIGNS,
        costs.SIGNS,
        f"more than {MAX_SIGNS:,} lines and signs of markup",
        "Split the text.",
        _each,
    ),
)


def refuse_costly(setting: Setting) -> None:
    """Raise SiteError where the text would take more than a few seconds."""
    text = setting.text
    if len(text) > MAX_BYTES // 4 and len(text.encode()) > MAX_BYTES:
        what = "text of more than 1 MB"
        raise SiteError([setting.problem(0, what, "Split it into several articles.")])
    due = [limit for limit in LIMITS if _may_exceed(text, limit)]
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


def _may_exceed(text: str, limit: Limit) -> bool:
    """Whether a bound that is quick to find leaves the limit in question."""
    # No text holds more signs than it has characters.
    if limit.bound(text, len(text)) <= limit.most:
        return False
    held = sum([text.count(sign) for sign in limit.signs if sign[0] in text])
    return held > 0 and limit.bound(text, held) > limit.most


def _problems(due: list[Limit], setting: Setting) -> list[Problem]:
    text, problems = prose(setting.text), []
    for limit in due:
        cost = limit.measure(text)
        if cost.amount > limit.most:
            problems.append(setting.problem(cost.offset, limit.what, limit.mend))
    return problems
