"""Links to other sites that lead nowhere, as was found when somebody asked there."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from generator.errors import Problem

_CODES = {"gone": "WOW230", "unknown": "WOW231"}
_ELSEWHERE = "Mend the address, link to an archived copy, or take the link out."
_LATER = "Look at it in a browser; it may only be so today."


class Outgoing(NamedTuple):
    """A link to another site: where it is written, and an archived copy of what it leads to."""

    path: str
    line: int
    column: int
    url: str
    archived: str = ""


class Standing(StrEnum):
    """What is known of a page of another site."""

    THERE = "there"
    GONE = "gone"
    UNKNOWN = "unknown"


class Verdict(NamedTuple):
    """Where another site's page stands, and what is said of a link to it.

    is_answer is False where no host has answered at all.
    """

    stands: Standing
    said: str = ""
    is_answer: bool = True


def dead_links(links: Iterable[Outgoing], verdicts: Mapping[str, Verdict]) -> Iterator[Problem]:
    """Warn of each link that leads nowhere, or perhaps nowhere; verdicts are by URL."""
    for link in links:
        verdict = verdicts.get(link.url)
        if verdict is None or verdict.stands is Standing.THERE:
            continue
        mend = _ELSEWHERE if verdict.stands is Standing.GONE else _LATER
        if link.archived:
            mend = f"There is an archived copy: {link.archived}\n{mend}"
        yield Problem(
            path=link.path,
            line=link.line,
            column=link.column,
            width=len(link.url),
            what=f"the link to {link.url} {verdict.said}",
            mend=mend,
            code=_CODES[verdict.stands],
            is_warning=True,
        )
