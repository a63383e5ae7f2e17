"""Texts that are no longer what readers saw, while nothing says so."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import SILENT, Problem
from generator.plan import Plan
from generator.site import Site


def silent_edits(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Warn of a text that has changed while readers are told of no change."""
    if article.source in site.past.silent:
        yield Problem(
            path=article.source,
            what="its text is another than readers have seen, and nothing tells them",
            mend='Add "updated:" or "corrections:" between its --- lines.\n'
            f"If it is too small to tell: wow accept {article.source}",
            code=SILENT,
            is_warning=True,
        )
