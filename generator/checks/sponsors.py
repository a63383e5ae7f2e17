"""Sponsors whose contract does not reach as far as the articles that name them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.article.types import Article
from generator.card import when
from generator.config.types import Sponsor
from generator.errors import Problem
from generator.plan import Plan
from generator.site import Site, pays, released
from generator.source import CONFIG

_MOMENT = timedelta(seconds=1)


def unpaid_articles(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Warn of an article that came out when its sponsor did not pay, or will.

    One that outlives its contract is right: its line has gone by itself.
    """
    sponsor = article.sponsor
    if isinstance(sponsor, str):
        sponsor = site.config.sponsors.get(sponsor)
    if not isinstance(sponsor, Sponsor):
        return
    out = released(article)
    if out and not pays(sponsor, out):
        what = f"{sponsor.name} does not pay on the day this is out: {_term(site, sponsor, out)}"
        yield _problem(article.source, article.lines.get("sponsor", 0), what)


def ended_sponsor(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of a sponsor of every page whose contract has ended."""
    config, now = site.config, site.now
    sponsor = config.sponsors.get(config.sponsor)
    if sponsor and sponsor.ends and sponsor.ends <= now:
        what = f"no page shows {sponsor.name} any more: {_term(site, sponsor, now)}"
        yield _problem(CONFIG, config.lines.get("sponsor", 0), what)


def _term(site: Site, sponsor: Sponsor, moment: datetime) -> str:
    if sponsor.ends and sponsor.ends <= moment:
        # A day in `until` counts whole, and ends as the next begins.
        return f"the contract ended on {when(sponsor.ends - _MOMENT, site.config).day}"
    return f"the contract begins on {when(sponsor.starts or moment, site.config).day}"


def _problem(path: str, line: int, what: str) -> Problem:
    return Problem(
        path=path,
        line=line,
        column=1,
        width=len("sponsor"),
        what=what,
        mend='Name another, write "sponsor: false" for none, or mend "from:" and "until:".',
        code="WOW225",
        is_warning=True,
    )
