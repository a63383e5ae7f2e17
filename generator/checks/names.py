"""Topics and authors that site.yaml does not name, and names that give no address."""

from collections.abc import Iterable, Iterator

from generator.article.types import Article
from generator.errors import Problem, near
from generator.plan import Plan
from generator.site import Site
from generator.slug import slug


def unknown_topics(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics that site.yaml lacks."""
    known = [name for topic in site.config.topics for name in (topic.key, topic.title)]
    named = ((article, article.topics) for article in site.articles)
    return _unknown(named, known, "topics", "WOW206")


def unknown_authors(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of authors that site.yaml lacks."""
    known = [name for author in site.config.authors for name in (author.key, author.name)]
    named = ((article, article.authors) for article in site.articles)
    return _unknown(named, known, "authors", "WOW207")


def names_without_page(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics, authors and series whose names give no address."""
    for article in site.articles:
        keys = {"topics": article.topics, "authors": article.authors, "series": (article.series,)}
        for key, names in keys.items():
            for name in names:
                if name and not slug(name):
                    what = f'"{name}" under "{key}:" has no page: its name gives no address'
                    mend = "An address is made of Latin and Chinese letters, and of digits."
                    yield _warning(article, key, "WOW212", what=what, mend=mend)


def _unknown(
    named: Iterable[tuple[Article, tuple[str, ...]]], known: list[str], key: str, code: str
) -> Iterator[Problem]:
    slugs = {slug(name) or name for name in known}
    for article, names in named:
        for name in names:
            if slugs and (slug(name) or name) not in slugs:
                yield _problem(article, key, code, name=name, known=known)


def _problem(article: Article, key: str, code: str, *, name: str, known: list[str]) -> Problem:
    meant = near(name, known)
    what = f'site.yaml names no "{name}" under "{key}:"'
    mend = f'Did you mean "{meant}"?' if meant else f'Add it there, or change "{key}:" here.'
    return _warning(article, key, code, what=what, mend=mend)


def _warning(article: Article, key: str, code: str, *, what: str, mend: str) -> Problem:
    return Problem(
        path=article.source,
        line=article.lines.get(key, 1),
        column=1,
        what=what,
        mend=mend,
        code=code,
        is_warning=True,
    )
