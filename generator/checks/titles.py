"""Headlines that are too long for a card."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem, cells
from generator.plan import Plan
from generator.site import Site

MOST = 90
"""Columns of type, a Chinese sign taking two: three lines of a card, and what searches show."""


def long_titles(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of a headline that a card cannot hold."""
    length = cells(article.title)
    if length > MOST:
        yield Problem(
            path=article.source,
            line=article.lines.get("title", 0),
            column=1,
            width=len("title"),
            what=f"this headline is long for a card: {length} letters, and {MOST} have room",
            mend="Shorten it, or move a part of it into the standfirst. A Chinese sign counts two.",
            code="WOW307",
            is_warning=True,
        )
