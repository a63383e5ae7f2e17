"""Settings that this version reads and does nothing with."""

from collections.abc import Iterator

from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site
from generator.source import CONFIG


def unmade(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn where site.yaml turns on what is not made yet."""
    for key, is_on in (("search", site.config.search), ("cards", site.config.cards)):
        if is_on:
            what = f'"{key}: true" has no effect in this version'
            yield Problem(
                path=CONFIG, what=what, mend="Take it out.", code="WOW211", is_warning=True
            )
