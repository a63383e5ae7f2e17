"""How often Python-Markdown would look at the same characters again, counted in one pass each."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.markup.prose import Prose

_BRACKET = re.compile(r"[\[\]()]")
_TICKS = re.compile(r"`+")
_RULE = re.compile(r"^(?=[^\n]*-)[ >*+\d.:-]*\|[ |:-]*$", re.MULTILINE)
_START = re.compile(r"^[ >]*(?:#|[=*_-][=*_ -]*$|:|\*?\[[^\]\n]*\]:)", re.MULTILINE)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]\n]*)\]:", re.MULTILINE)
# Above this the abbreviations are refused for their number already.
_COUNTABLE = 20_000_000
_FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\]")
_PREFIX = re.compile(r"^[ >*+:.\d-]{50,}", re.MULTILINE)
_LONG_PREFIX = re.compile(r"\n[ \t>*+:.\d-]{50,}")
_MARKER = re.compile(r">|(?:[*+:-]|\d+\.)(?= )")
_WIDE_FENCE = re.compile(r"^(?:~{3,}|`{3,}) {30,}", re.MULTILINE)
SIGNS = "*_`[<|&!\\{\n"


class Cost(NamedTuple):
    """What a text costs in one respect, and where the first part of it begins."""

    amount: int = 0
    offset: int = 0


Measure = Callable[[Prose], Cost]


def summed(costs: Iterable[Cost]) -> Cost:
    """All costs together, from where the dearest begins."""
    found = [cost for cost in costs if cost.amount]
    if not found:
        return Cost()
    return Cost(sum(cost.amount for cost in found), max(found).offset)


def cells(text: Prose) -> Cost:
    """Cells of tables: short rows are filled up to the width of the rule under the header."""
    return summed(_cells(start, block) for start, block in text.paragraphs if "|" in block)


def _cells(start: int, block: str) -> Cost:
    widths = [rule[0].strip(" >|").count("|") + 1 for rule in _RULE.finditer(block)]
    return Cost(max(widths, default=0) * block.count("\n"), start)


def ticks_in_tables(text: Prose) -> Cost:
    """Backticks and bars that stand in one line."""
    return summed(
        Cost(line.count("`") * line.count("|"), start)
        for start, block in text.paragraphs
        for line in block.split("\n")
    )


def brackets(text: Prose) -> Cost:
    """Characters between each bracket and its other half, or the paragraph's end without one."""
    return summed(cost for start, block in text.paragraphs for cost in _brackets(start, block))


def _brackets(start: int, block: str) -> Iterator[Cost]:
    unclosed: dict[str, list[int]] = {"[": [], "(": []}
    for match in _BRACKET.finditer(block):
        sign, at = match[0], match.start()
        if sign == "[" or (sign == "(" and (unclosed["("] or block[at - 1 : at] == "]")):
            unclosed[sign].append(at)
        elif sign in ")]" and (waiting := unclosed["(" if sign == ")" else "["]):
            opened = waiting.pop()
            yield Cost(at - opened, start + opened)
    for opened in unclosed["["] + unclosed["("]:
        yield Cost(len(block) - opened, start + opened)


def angles(text: Prose) -> Cost:
    """Characters between each "<" and the next ">", or the text's end without one."""
    return summed(_angles("\n\n".join(block for _, block in text.paragraphs)))


def _angles(joined: str) -> Iterator[Cost]:
    end = -1
    for match in re.finditer("<", joined):
        if end < match.start():
            end = joined.find(">", match.start())
            end = len(joined) if end < 0 else end
        yield Cost(end - match.start())


def sections(text: Prose) -> Cost:
    """Characters below each "<![" of a kind that only XML has, summed."""
    length = sum(len(block) for _, block in text.paragraphs)
    return summed(
        Cost(block.count("<![") * length, start + block.find("<!["))
        for start, block in text.paragraphs
    )


def ticks(text: Prose) -> Cost:
    """Characters after each run of backticks that no run of the same length follows."""
    return summed(cost for start, block in text.paragraphs for cost in _ticks(start, block))


def _ticks(start: int, block: str) -> Iterator[Cost]:
    waiting: dict[int, int] = {}
    for match in _TICKS.finditer(block):
        if waiting.pop(len(match[0]), None) is None:
            waiting[len(match[0])] = match.start()
    for opened in waiting.values():
        yield Cost(len(block) - opened, start + opened)


def starts(text: Prose) -> Cost:
    """Lines that begin something, without a blank line between, times their paragraph's length."""
    return summed(
        Cost(len(_START.findall(block)) * len(block), start) for start, block in text.paragraphs
    )


def abbreviations(text: Prose) -> Cost:
    """Abbreviations that are defined, times the length of the text that each is looked for in."""
    found = [
        start + match.start()
        for start, block in text.paragraphs
        for match in _ABBREVIATION.finditer(block)
    ]
    length = sum(len(block) for _, block in text.paragraphs)
    return Cost(len(found) * length, found[0]) if len(found) > 10 else Cost()


def abbreviated(text: Prose) -> Cost:
    """Places where a defined abbreviation may stand."""
    labels = {match[1] for _, block in text.paragraphs for match in _ABBREVIATION.finditer(block)}
    if len(labels) * sum(len(block) for _, block in text.paragraphs) > _COUNTABLE:
        return Cost()
    return Cost(sum(block.count(label) for _, block in text.paragraphs for label in labels))


def footnotes(text: Prose) -> Cost:
    """Mentions of each footnote, squared: every one is linked back to."""
    uses = Counter(label for _, block in text.paragraphs for label in _FOOTNOTE.findall(block))
    return Cost(sum(count * count for count in uses.values()))


def fences(text: Prose) -> Cost:
    """Blocks of fenced code."""
    return Cost(len(text.fences), text.fences[0][0]) if text.fences else Cost()


def fenced(text: Prose) -> Cost:
    """Characters of fenced code."""
    return summed(Cost(stop - start, start) for start, stop in text.fences)


def unclosed_fences(text: Prose) -> Cost:
    """Characters below fences that nothing closes."""
    return Cost(text.unclosed, text.first_unclosed)


def wide_fences(text: Prose) -> Cost:
    """Fences with a run of blanks behind them."""
    return _first_match(_WIDE_FENCE, text)


def _first_match(pattern: re.Pattern[str], text: Prose) -> Cost:
    for start, block in text.paragraphs:
        if match := pattern.search(block):
            return Cost(1, start + match.start())
    return Cost()


def may_be_deep(text: str) -> bool:
    """Whether what stands before some line's first word is long enough to nest deep."""
    return _LONG_PREFIX.search(f"\n{text}") is not None


def depth(text: Prose) -> Cost:
    """How deep lists and quotations are nested, by what stands before a line's first word."""
    return max(
        (
            Cost(_depth(prefix[0], block[prefix.end() : prefix.end() + 1]), start + prefix.start())
            for start, block in text.paragraphs
            for prefix in _PREFIX.finditer(block)
        ),
        default=Cost(),
    )


def _depth(prefix: str, follower: str) -> int:
    is_rule = follower in ("", "\n") and ">" not in prefix
    markers = len(_MARKER.findall(prefix))
    indent = len(prefix) - len(prefix.lstrip(" "))
    return 0 if is_rule or not markers else markers + indent // 4


def signs(text: Prose) -> Cost:
    """Characters that may begin or end markup."""
    amount = sum(block.count(sign) for _, block in text.paragraphs for sign in SIGNS)
    return Cost(amount)
