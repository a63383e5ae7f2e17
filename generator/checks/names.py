"""Names that site.yaml lacks, that give no address, or that give the same one."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.article.types import Article
from generator.card import author_named
from generator.errors import Problem, near
from generator.plan import Plan
from generator.site import Site, texts
from generator.slug import slug


def unknown_topics(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics that site.yaml lacks."""
    known = [name for topic in site.config.topics for name in (topic.key, topic.title)]
    named = ((article, article.topics) for article in texts(site))
    return _unknown(named, known, "topics", "WOW206")


def unknown_authors(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of authors that site.yaml lacks."""
    known = [name for author in site.config.authors for name in (author.key, author.name)]
    named = ((article, article.authors) for article in texts(site))
    return _unknown(named, known, "authors", "WOW207")


def unknown_sponsors(site: Site, plan: Plan) -> Iterator[Problem]:
    """Refuse sponsors that site.yaml lacks: who pays is no matter for a guess."""
    known = list(site.config.sponsors)
    for article in site.addresses.values():
        if isinstance(article.sponsor, str) and article.sponsor not in known:
            problem = _problem(article, "sponsor", "WOW100", name=article.sponsor, known=known)
            yield replace(problem, is_warning=False)


def names_of_one_page(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics, authors and series that share a page because their addresses are one."""
    for key in ("topics", "authors", "series"):
        first: dict[str, str] = {}
        for article in texts(site):
            for name in _names(site, article, key):
                other = first.setdefault(slug(name), name)
                if _letters(other) != _letters(name):
                    what = f'"{name}" and "{other}" under "{key}:" have one address, and one page'
                    mend = "Write one of them otherwise: their addresses are made of their names."
                    yield _warning(article, key, "WOW213", what=what, mend=mend)


def _names(site: Site, article: Article, key: str) -> Iterable[str]:
    if key == "series":
        return filter(slug, (article.series,))
    if key == "authors":
        return filter(slug, (author_named(name, site.people).name for name in article.authors))
    titles = {topic.key: topic.title for topic in site.config.topics}
    return filter(slug, (titles.get(name, name) for name in article.topics))


def _letters(name: str) -> str:
    """A name without what only spells it otherwise: case, spaces and hyphens."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def names_without_page(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics, authors and series whose names give no address."""
    for article in texts(site):
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
        width=len(key),
        what=what,
        mend=mend,
        code=code,
        is_warning=True,
    )
