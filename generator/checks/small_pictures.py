"""Pictures at an article's head that are too small for it."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.media import photo_named
from generator.plan import Plan
from generator.site import Site

LEAST = 800
"""Pixels: a column of text is 680 wide, and most screens show two to each."""


def small_pictures(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of an article's own picture if it is narrower than the page; one in a text may be."""
    own = article.picture
    photo = photo_named(article, own.src, site.photos) if own else None
    if own and photo and photo.width < LEAST:
        yield Problem(
            path=article.source,
            line=own.line,
            column=own.column,
            width=len(own.src),
            what=f"this picture is small: {photo.width} pixels wide",
            mend=f"Take one that is {LEAST} pixels wide or more, so that it is sharp everywhere.",
            code="WOW311",
            is_warning=True,
        )
