"""What to warn of once everything is planned: one check a function, named in a tuple here."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from generator.article.types import Article
from generator.checks.addresses import addresses_of_others, gone_articles, lost_retirements
from generator.checks.links import broken_links, broken_site_links
from generator.checks.media import missing_pictures, missing_portraits
from generator.checks.names import (
    names_of_one_page,
    names_without_page,
    unknown_authors,
    unknown_sponsors,
    unknown_topics,
)
from generator.checks.settings import taken_fields, unmade
from generator.checks.wording import silent_edits
from generator.errors import Problem, SiteError
from generator.plan import Plan
from generator.site import Site, is_text, texts

ArticleCheck: TypeAlias = Callable[[Site, Plan, Article], Iterable[Problem]]
LineOf: TypeAlias = Callable[[str, int], str]
"""Gives a line of a file by path and number, for problems to show."""

ARTICLE_CHECKS: tuple[ArticleCheck, ...] = (unknown_sponsors,)
"""What may be wrong with any article, a draft too."""

TEXT_CHECKS: tuple[ArticleCheck, ...] = (
    broken_links,
    missing_pictures,
    unknown_topics,
    unknown_authors,
    names_without_page,
    silent_edits,
)
"""What may be wrong with an article that readers see, or will see without another edit."""

SITE_CHECKS: tuple[Callable[[Site, Plan], Iterable[Problem]], ...] = (
    broken_site_links,
    missing_portraits,
    names_of_one_page,
    taken_fields,
    unmade,
    addresses_of_others,
    gone_articles,
    lost_retirements,
)
"""What may be wrong with the settings, or with one article beside another."""


def check(site: Site, plan: Plan, line_of: LineOf) -> tuple[Problem, ...]:
    """All warnings, those of single articles included, as site.yaml's `checks:` wants them.

    Raises SiteError with what is an error, by itself or by `checks:`.
    """
    found = [p for article in site.addresses.values() for p in _of_any(site, plan, article)]
    found += [p for article in texts(site) for p in _of_text(site, plan, article)]
    found += [p for one in SITE_CHECKS for p in one(site, plan)]
    return _weighed(found, site, line_of)


def check_text(site: Site, plan: Plan, article: Article, line_of: LineOf) -> tuple[Problem, ...]:
    """The warnings of one article, which may have another body than the site's own of its source.

    Raises SiteError as `check` does.
    """
    found = [*_of_any(site, plan, article)]
    if is_text(site, article):
        found += _of_text(site, plan, article)
    return _weighed(found, site, line_of)


def _of_any(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    yield from article.warnings
    for one in ARTICLE_CHECKS:
        yield from one(site, plan, article)


def _of_text(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    for one in TEXT_CHECKS:
        yield from one(site, plan, article)


def _weighed(found: Iterable[Problem], site: Site, line_of: LineOf) -> tuple[Problem, ...]:
    """Problems in the order of their places, less those that site.yaml turns off."""
    levels = site.config.checks
    found = [problem for problem in found if levels.get(problem.code) != "off"]
    shown = [_with_line(problem, line_of) for problem in found]
    if errors := [p for p in shown if not p.is_warning or levels.get(p.code) == "error"]:
        raise SiteError(replace(error, is_warning=False) for error in errors)
    return tuple(sorted(shown, key=lambda problem: (problem.path, problem.line, problem.column)))


def _with_line(problem: Problem, line_of: LineOf) -> Problem:
    if problem.excerpt or not problem.line:
        return problem
    return replace(problem, excerpt=line_of(problem.path, problem.line))
