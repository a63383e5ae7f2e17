"""Addresses that were out before: claimed by another article, or left by one that is gone."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.ledger import Contest, Tombstone
from generator.plan import Page, Plan, output_path
from generator.site import Site, State
from generator.source import LEDGER

_KEYS = ("url", "slug", "date")
_CHOICES = """\
Readers who come there are told so. If that is a slip, put the file back; if not, choose one:
wow retire {source} --to URL (leads them elsewhere)
wow retire {source} --withdraw REASON (tells them why)"""


def addresses_of_others(site: Site, plan: Plan) -> Iterator[Problem]:
    """Refuse an article the address that was another's, now or when it comes out."""
    for contest in site.past.contests:
        yield _contested(site, contest)
    for article, stands in site.held:
        owner = site.past.entries.get(article.permalink)
        if stands is State.SCHEDULED and owner and owner.source != article.source:
            yield _contested(site, Contest(article.permalink, article.source, owner.source))


def gone_articles(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each article that is gone while nobody has said what stands in its place."""
    told: set[str] = set()
    for tombstone in site.past.tombstones:
        if _is_open(tombstone, plan) and tombstone.source not in told:
            told.add(tombstone.source)
            yield Problem(
                path=tombstone.source,
                what=f"this article is gone, and was out at {tombstone.url}",
                mend=_CHOICES.format(source=tombstone.source),
                code="WOW220",
                is_warning=True,
            )


def lost_retirements(site: Site, plan: Plan) -> Iterator[Problem]:
    """Refuse gone articles that lead in a circle, and warn of those that lead nowhere."""
    for entry in site.past.circles:
        mend = f"Choose another: wow retire {entry.source} --to URL"
        what = f"{entry.url} of {entry.source} leads back to itself"
        yield Problem(path=LEDGER, what=what, mend=mend)
    retired = {entry.url for entry in site.past.entries.values() if entry.gone}
    leads = [(old, to, source) for old, to, source in site.past.redirects if old in retired]
    leads += [(each.url, each.waits_for, each.source) for each in site.past.tombstones]
    for old, target, source in leads:
        if target.startswith("/") and not _is_there(target, plan):
            yield Problem(
                path=LEDGER,
                what=f"{old} of {source} leads to {target}, where nothing is",
                mend=f"Choose another: wow retire {source} --to URL",
                code="WOW221",
                is_warning=True,
            )


def _is_open(tombstone: Tombstone, plan: Plan) -> bool:
    """Whether nothing but the notice is there: an alias of another article is a choice."""
    planned = plan.get(output_path(tombstone.url))
    return not tombstone.is_decided and isinstance(planned, Page) and planned.yields


def _is_there(target: str, plan: Plan) -> bool:
    path = target.partition("#")[0].partition("?")[0]
    return output_path(path) in plan or output_path(f"{path}/") in plan


def _contested(site: Site, contest: Contest) -> Problem:
    article = site.addresses[contest.source]
    is_gone = contest.owner not in site.addresses
    mend = f'Give it another "slug:"; the address stays that of {contest.owner}.'
    if is_gone:
        mend += f"\nIf no reader ever saw it there: wow retire {contest.owner} --forget"
    return Problem(
        path=article.source,
        line=_line(article),
        column=1,
        what=f"its address {contest.url} was that of {contest.owner}",
        mend=mend,
    )


def _line(article: Article) -> int:
    """The line that gives an article its address, if it has one."""
    return next((article.lines[key] for key in _KEYS if key in article.lines), 0)
