"""Headlines that a card cannot show whole."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem, cells
from generator.plan import Plan
from generator.share_card import lacking
from generator.site import Site

_SHOWN = 10  # signs: a headline in another script lacks them all
MOST = 90
"""Columns of type, a Chinese sign taking two: three lines of a card, and what searches show."""


def long_titles(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of a headline that a card cannot hold."""
    length = cells(article.title)
    if length > MOST:
        yield _problem(
            article,
            f"this headline is long for a card: {length} letters, and {MOST} have room",
            "Shorten it, or move a part of it into the standfirst. A Chinese sign counts two.",
            "WOW307",
        )


def unwritable_titles(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of a headline that the face of share cards has not the letters of."""
    if site.config.cards and (signs := lacking(article.title)):
        yield _problem(
            article,
            f"the face of share cards lacks {signs[:_SHOWN]}, so this headline is on none",
            "Its card shows the column's name. Write it in other signs if posts shall show it.",
            "WOW312",
        )


def _problem(article: Article, what: str, mend: str, code: str) -> Problem:
    return Problem(
        path=article.source,
        line=article.lines.get("title", 0),
        column=1,
        width=len("title"),
        what=what,
        mend=mend,
        code=code,
        is_warning=True,
    )
