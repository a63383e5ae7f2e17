"""What to warn of once everything is planned: one check a function, named in a tuple here."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from generator.article.types import Article
from generator.checks.addresses import addresses_of_others, gone_articles, lost_retirements
from generator.checks.links import broken_links, broken_site_links
from generator.checks.lone_topics import lone_topics
from generator.checks.media import missing_pictures, missing_portraits
from generator.checks.names import doubtful_names, names_of_one_page, unknown_sponsors
from generator.checks.remarks import remarks
from generator.checks.settings import taken_fields, unmade
from generator.checks.small_pictures import small_pictures
from generator.checks.sponsors import ended_sponsor, unpaid_articles
from generator.checks.standfirsts import long_standfirsts
from generator.checks.straight_quotes import straight_quotes, straight_site_quotes
from generator.checks.titles import long_titles, unwritable_titles
from generator.checks.untopical import without_topic
from generator.checks.wording import silent_edits
from generator.errors import LEVELS, Problem, SiteError
from generator.plan import Plan
from generator.site import Site, is_text, texts

ArticleCheck: TypeAlias = Callable[[Site, Plan, Article], Iterable[Problem]]
SiteCheck: TypeAlias = Callable[[Site, Plan], Iterable[Problem]]
_TOLD = ("warn", "error")
LineOf: TypeAlias = Callable[[str, int], str]
"""Gives a line of a file by path and number, for problems to show."""

ARTICLE_CHECKS: tuple[ArticleCheck, ...] = (unknown_sponsors,)
"""What may be wrong with any article, a draft too."""

TEXT_CHECKS: tuple[ArticleCheck, ...] = (
    broken_links,
    missing_pictures,
    doubtful_names,
    silent_edits,
    unpaid_articles,
)
"""What may be wrong with an article that readers see, or will see without another edit."""

TEXT_ADVICE: tuple[ArticleCheck, ...] = (
    remarks,
    long_titles,
    unwritable_titles,
    long_standfirsts,
    straight_quotes,
    without_topic,
    small_pictures,
)
"""What of such an article is a matter of care and taste: told to whoever asks for advice."""

SITE_CHECKS: tuple[SiteCheck, ...] = (
    broken_site_links,
    missing_portraits,
    names_of_one_page,
    ended_sponsor,
    taken_fields,
    unmade,
    addresses_of_others,
    gone_articles,
    lost_retirements,
)
"""What may be wrong with the settings, or with one article beside another."""

SITE_ADVICE: tuple[SiteCheck, ...] = (lone_topics, straight_site_quotes)
"""What of those is a matter of care and taste."""


def check(site: Site, plan: Plan, line_of: LineOf, *, advises: bool = True) -> tuple[Problem, ...]:
    """All warnings, those of single articles included, as site.yaml's `checks:` wants them; advice
    too, if that is asked for.

    Raises SiteError with what is an error, by itself or by `checks:`.
    """
    checks, site_checks = TEXT_CHECKS, SITE_CHECKS
    if advises or _is_advice_wanted(site):
        checks, site_checks = TEXT_CHECKS + TEXT_ADVICE, SITE_CHECKS + SITE_ADVICE
    found = [p for article in site.addresses.values() for p in _of_any(site, plan, article)]
    found += [p for article in texts(site) for one in checks for p in one(site, plan, article)]
    found += [p for one in site_checks for p in one(site, plan)]
    return weighed(found, site, line_of, advises=advises)


def check_text(site: Site, plan: Plan, article: Article, line_of: LineOf) -> tuple[Problem, ...]:
    """The warnings of one article, which may have another body than the site's own of its source.

    Raises SiteError as `check` does.
    """
    found = [*_of_any(site, plan, article)]
    if is_text(site, article):
        found += [p for one in TEXT_CHECKS + TEXT_ADVICE for p in one(site, plan, article)]
    return weighed(found, site, line_of, advises=True)


def _of_any(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    yield from article.warnings
    for one in ARTICLE_CHECKS:
        yield from one(site, plan, article)


def _is_advice_wanted(site: Site) -> bool:
    """Whether site.yaml makes a warning or an error of some advice."""
    return any(code in LEVELS and level in _TOLD for code, level in site.config.checks.items())


def weighed(
    found: Iterable[Problem], site: Site, line_of: LineOf, *, advises: bool
) -> tuple[Problem, ...]:
    """Problems in the order of their places, less those that nobody wants to be told of.

    Raises SiteError as `check` does.
    """
    levels = LEVELS | site.config.checks
    wanted = (*_TOLD, "advise") if advises else _TOLD
    found = [p for p in found if not p.is_warning or levels.get(p.code, "warn") in wanted]
    shown = [_shown(problem, levels.get(problem.code, "warn"), line_of) for problem in found]
    if errors := [problem for problem in shown if not problem.is_warning]:
        raise SiteError(errors)
    return tuple(sorted(shown, key=lambda problem: (problem.path, problem.line, problem.column)))


def _shown(problem: Problem, level: str, line_of: LineOf) -> Problem:
    """A problem as it weighs, with its line."""
    line = problem.excerpt or (line_of(problem.path, problem.line) if problem.line else "")
    is_warning = problem.is_warning and level != "error"
    return replace(
        problem, excerpt=line, is_warning=is_warning, is_advice=is_warning and level == "advise"
    )
