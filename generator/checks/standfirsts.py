"""Standfirsts that are too long for the lists that they stand in."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem, cells
from generator.plan import Plan
from generator.site import Site

MOST = 350
"""Columns of type, a Chinese sign taking two: two long sentences."""


def long_standfirsts(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of a standfirst that has outgrown one or two sentences."""
    length = cells(article.standfirst)
    key = next((key for key in ("standfirst", "description") if key in article.lines), "")
    if length > MOST and key:
        yield Problem(
            path=article.source,
            line=article.lines[key],
            column=1,
            width=len(key),
            what=f"this standfirst is long: {length} letters, and lists have room for {MOST}",
            mend="Keep one or two sentences, and let the text say the rest.",
            code="WOW306",
            is_warning=True,
        )
