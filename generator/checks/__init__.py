"""What to warn of once everything is planned: one check a function, named in SITE_CHECKS."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from generator.checks.links import broken_links
from generator.checks.media import missing_pictures
from generator.checks.names import (
    names_of_one_page,
    names_without_page,
    unknown_authors,
    unknown_sponsors,
    unknown_topics,
)
from generator.checks.settings import taken_fields, unmade
from generator.errors import Problem, SiteError
from generator.plan import Plan
from generator.site import Site

SITE_CHECKS: tuple[Callable[[Site, Plan], Iterable[Problem]], ...] = (
    broken_links,
    missing_pictures,
    unknown_topics,
    unknown_authors,
    unknown_sponsors,
    names_without_page,
    names_of_one_page,
    taken_fields,
    unmade,
)


def check(site: Site, plan: Plan, line_of: Callable[[str, int], str]) -> tuple[Problem, ...]:
    """All warnings, those of single articles included, as site.yaml's `checks:` wants them.

    line_of gives a line of a file by path and number, for problems to show. Raises SiteError
    with what is an error, by itself or by `checks:`.
    """
    found = [problem for article in site.addresses.values() for problem in article.warnings]
    found += [problem for one in SITE_CHECKS for problem in one(site, plan)]
    levels = site.config.checks
    found = [problem for problem in found if levels.get(problem.code) != "off"]
    shown = [_with_line(problem, line_of) for problem in found]
    if errors := [p for p in shown if not p.is_warning or levels.get(p.code) == "error"]:
        raise SiteError(replace(error, is_warning=False) for error in errors)
    return tuple(sorted(shown, key=lambda problem: (problem.path, problem.line, problem.column)))


def _with_line(problem: Problem, line_of: Callable[[str, int], str]) -> Problem:
    if problem.excerpt or not problem.line:
        return problem
    return replace(problem, excerpt=line_of(problem.path, problem.line))
