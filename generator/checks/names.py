"""Names that site.yaml lacks, that give no address, or that give the same one."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.article.types import Article
from generator.errors import Problem, near
from generator.plan import Plan
from generator.site import Site, texts
from generator.slug import slug

_UNKNOWN = {"topics": "WOW206", "authors": "WOW207"}


def doubtful_names(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Warn of topics and authors that site.yaml lacks, and of names that give no address."""
    for key, names in _names(article):
        known = site.known.get(key)
        for name in names:
            address = slug(name)
            if known and (address or name) not in known:
                yield _problem(article, key, _UNKNOWN[key], name=name, known=_written(site, key))
            if not address:
                what = f'"{name}" under "{key}:" has no page: its name gives no address'
                mend = "An address is made of Latin and Chinese letters, and of digits."
                yield _warning(article, key, "WOW212", what=what, mend=mend)


def _written(site: Site, key: str) -> list[str]:
    """What an article may call the topics or authors that site.yaml names."""
    if key == "topics":
        return [name for topic in site.config.topics for name in (topic.key, topic.title)]
    return [name for author in site.config.authors for name in (author.key, author.name)]


def unknown_sponsors(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Refuse sponsors that site.yaml lacks: who pays is no matter for a guess."""
    name, known = article.sponsor, site.config.sponsors
    if isinstance(name, str) and name not in known:
        problem = _problem(article, "sponsor", "WOW100", name=name, known=list(known))
        yield replace(problem, is_warning=False)


def names_of_one_page(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of topics, authors and series that share a page because their addresses are one."""
    meant = {
        "topics": {topic.key: topic.title for topic in site.config.topics},
        "authors": {name: author.name for name, author in site.people.items()},
        "series": dict[str, str](),
    }
    first = {key: dict[str, str]() for key in meant}
    others = {key: dict[str, str]() for key in meant}
    for article in texts(site):
        for key, names in _names(article):
            for written in names:
                name = meant[key].get(written, written)
                if name not in others[key]:
                    others[key][name] = _other_of(name, first[key])
                if other := others[key][name]:
                    yield _one_page(article, key, name, other)


def _other_of(name: str, first: dict[str, str]) -> str:
    """The first name of the same address, where it is quite another; first has them by address."""
    other = first.setdefault(slug(name), name)
    return other if slug(name) and _letters(other) != _letters(name) else ""


def _names(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names that an article has, by their keys in front matter."""
    series = (article.series,) if article.series else ()
    return ("topics", article.topics), ("authors", article.authors), ("series", series)


def _letters(name: str) -> str:
    """A name without what only spells it otherwise: case, spaces and hyphens."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def _one_page(article: Article, key: str, name: str, other: str) -> Problem:
    what = f'"{name}" and "{other}" under "{key}:" have one address, and one page'
    mend = "Write one of them otherwise: their addresses are made of their names."
    return _warning(article, key, "WOW213", what=what, mend=mend)


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
