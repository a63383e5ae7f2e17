"""Articles that no topic leads to."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site


def without_topic(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of an article without topic, on a site that has some."""
    has_some = site.topics or site.config.topics
    if has_some and not article.topics and not article.is_standing:
        yield Problem(
            path=article.source,
            line=article.lines.get("title", 0),
            column=1,
            width=len("title"),
            what="this article has no topic, and readers come to others by theirs",
            mend='Add a line between the --- lines, as in "topics: city"',
            code="WOW310",
            is_warning=True,
        )
