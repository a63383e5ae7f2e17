"""Settings that do nothing, or that would mean two things."""

from collections.abc import Iterator

from msgspec.structs import replace

from generator.article.keys import NAMES
from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site
from generator.source import CONFIG


def unmade(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn where site.yaml turns on what this version does not make yet."""
    if site.config.publish:
        what = '"publish:" has no effect in this version'
        yield _problem(site, "publish", what, "It does no harm.")


def taken_fields(site: Site, plan: Plan) -> Iterator[Problem]:
    """Refuse fields of the site's own that are keys already: no key has two meanings."""
    for name in site.config.fields:
        if name.casefold() in NAMES:
            what = f'"{name}" is a key of front matter already'
            problem = _problem(site, "fields", what, "Give the field another name.")
            yield replace(problem, code="WOW100", is_warning=False)


def _problem(site: Site, key: str, what: str, mend: str) -> Problem:
    return Problem(
        path=CONFIG,
        line=site.config.lines.get(key, 1),
        column=1,
        width=len(key),
        what=what,
        mend=mend,
        code="WOW211",
        is_warning=True,
    )
