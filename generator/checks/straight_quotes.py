"""Straight quotation marks where none are set: in names, and in what site.yaml says."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.markup.typographer import typeset
from generator.plan import Plan
from generator.site import Site
from generator.slug import slug
from generator.source import CONFIG


def straight_quotes(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Ask of straight marks in the names that an article has; site.yaml's own are told there."""
    named = {"authors": article.authors, "topics": article.topics, "series": (article.series,)}
    for key, names in named.items():
        known = site.known.get(key, frozenset())
        for name in (name for name in names if slug(name) not in known):
            place = article.source, article.lines.get(key, 0), len(key)
            yield from _straight(place, name, article.lang)


def straight_site_quotes(site: Site, plan: Plan) -> Iterator[Problem]:
    """Ask of straight marks in what site.yaml says to readers, beside what is set by itself."""
    config = site.config
    said = [
        ("authors", text) for each in config.authors for text in (each.name, each.role, each.bio)
    ]
    said += [("topics", text) for each in config.topics for text in (each.title, each.description)]
    said += [("sponsors", each.notice) for each in config.sponsors.values()]
    said += [("navigation", each.name) for each in config.navigation]
    for key, text in said:
        yield from _straight((CONFIG, config.lines.get(key, 0), len(key)), text, config.language)


def _straight(place: tuple[str, int, int], text: str, language: str) -> Iterator[Problem]:
    path, line, width = place
    if "'" in text or '"' in text:
        yield Problem(
            path=path,
            line=line,
            column=1,
            width=width,
            what="a quotation mark or an apostrophe is straight here, and stays so",
            mend=f"Write: {typeset(text, language)}",
            code="WOW302",
            is_warning=True,
        )
