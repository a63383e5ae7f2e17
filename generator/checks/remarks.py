"""What a proofreader would ask of a text, as it was found when the text was read."""

from collections.abc import Iterable

from generator.article.types import Article
from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site


def remarks(site: Site, plan: Plan, article: Article) -> Iterable[Problem]:
    """All that is asked of an article's text."""
    return article.remarks
