"""What to warn of once everything is planned: one check a function, named in SITE_CHECKS."""

from collections.abc import Callable, Iterable

import msgspec

from generator.checks.links import broken_links
from generator.checks.media import missing_pictures
from generator.checks.names import names_without_page, unknown_authors, unknown_topics
from generator.checks.settings import unmade
from generator.errors import Problem, SiteError
from generator.plan import Plan
from generator.site import Site

SITE_CHECKS: tuple[Callable[[Site, Plan], Iterable[Problem]], ...] = (
    broken_links,
    missing_pictures,
    unknown_topics,
    unknown_authors,
    names_without_page,
    unmade,
)


def check(site: Site, plan: Plan) -> tuple[Problem, ...]:
    """All warnings, those of single articles included, as site.yaml's `checks:` wants them.

    Raises SiteError where it makes any of them an error.
    """
    found = [problem for article in site.addresses.values() for problem in article.warnings]
    found += [problem for one in SITE_CHECKS for problem in one(site, plan)]
    levels = site.config.checks
    errors = [problem for problem in found if levels.get(problem.code) == "error"]
    if errors:
        raise SiteError(msgspec.structs.replace(error, is_warning=False) for error in errors)
    kept = (problem for problem in found if levels.get(problem.code) != "off")
    return tuple(sorted(kept, key=lambda problem: (problem.path, problem.line, problem.column)))
