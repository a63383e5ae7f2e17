"""Topics and authors that site.yaml does not name, where it names any."""

from collections.abc import Iterable, Iterator

from generator.article.types import Article
from generator.errors import Problem, near
from generator.plan import Plan
from generator.site import Site
from generator.slug import slug


def unknown_topics(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics that site.yaml lacks."""
    known = [name for topic in site.config.topics for name in (topic.key, topic.title)]
    for article in site.articles:
        for topic in _unknown(article.topics, known):
            yield _problem(article, "topics", "WOW206", topic, known)


def unknown_authors(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of authors that site.yaml lacks."""
    known = [name for author in site.config.authors for name in (author.key, author.name)]
    for article in site.articles:
        for author in _unknown(article.authors, known):
            yield _problem(article, "authors", "WOW207", author, known)


def _unknown(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    slugs = {slug(name) for name in known}
    return (name for name in names if slugs and slug(name) not in slugs)


def _problem(article: Article, key: str, code: str, name: str, known: list[str]) -> Problem:
    meant = near(name, known)
    return Problem(
        path=article.source,
        line=article.lines.get(key, 1),
        column=1,
        what=f'site.yaml names no "{name}" under "{key}:"',
        mend=f'Did you mean "{meant}"?' if meant else f'Add it there, or change "{key}:" here.',
        code=code,
        is_warning=True,
    )
