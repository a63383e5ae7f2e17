"""The look at the plan: every output is of pieces that are out, before a byte of it is made."""

from collections.abc import Collection, Iterator

from generator.errors import Refused
from generator.plan import Plan
from generator.site import Site, State, state

_OUT = frozenset({State.PUBLISHED, State.WITHDRAWN})
_TOLD = 10


def guard_plan(site: Site, plan: Plan) -> None:
    """See that nothing held back is in a plan, or in what its listings are made of.

    Raises Refused, naming output and article.
    """
    stands = {each.source: state(each, site.now) for each in site.addresses.values()}
    held = {source: stood for source, stood in stands.items() if stood not in _OUT}
    shown = (*_listed(site), *((path, planned.sources) for path, planned in plan.items()))
    wrong = [(what, of) for what, of in shown if not held.keys().isdisjoint(of)]
    if wrong:
        lines = [
            f"{what} would show {source}, which is {held[source]}."
            for what, sources in wrong[:_TOLD]
            for source in sorted(held.keys() & set(sources))[:_TOLD]
        ]
        fault = "This is a fault of the program, not of the texts. Nothing was written."
        raise Refused("\n".join([*lines, fault]))


def _listed(site: Site) -> Iterator[tuple[str, Collection[str]]]:
    """What counts, feeds and sitemaps are made of: a name, and sources."""
    yield "The site", [each.source for each in (*site.articles, *site.standing, *site.withdrawn)]
    yield "A listing", site.cards
    yield "An address", [article.source for article in site.by_permalink.values()]
    for what, groups in (("topic", site.topics), ("author", site.authors), ("series", site.series)):
        for group in groups.values():
            yield f"The {what} {group.name}", [article.source for article in group.articles]
