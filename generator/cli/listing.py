"""`wow list`: what is where, and when the next build is due."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import click

from generator.article.types import Article
from generator.build import read
from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, clock
from generator.cli.terminal import columns, moment
from generator.ledger import Tombstone
from generator.site import Site, State, released, state

GONE = "gone"
WANTED = {
    "drafts": (State.DRAFT, State.UNDATED),
    "scheduled": (State.SCHEDULED,),
    "published": (State.PUBLISHED,),
    "withdrawn": (State.WITHDRAWN,),
    "gone": (GONE,),
}


class _Row(NamedTuple):
    stands: str
    when: str
    source: str
    what: str


@click.command("list")
@click.argument("which", type=click.Choice(list(WANTED)), required=False)
@common_options
def list_command(which: str | None) -> None:
    """List articles by where they stand, and what stands where one is gone."""
    site = read(root(), clock(), build_options()).site
    rows = [*_articles(site), *_gone(site)]
    if shown := [row for row in rows if which is None or row.stands in WANTED[which]]:
        click.echo(columns(shown))
    if site.next_change and not is_said("quiet"):
        due = moment(site.next_change, site.config.timezone)
        click.echo(f"next build due {due}", err=True)


def _articles(site: Site) -> Iterator[_Row]:
    for article in site.addresses.values():
        when = _when(site, released(article))
        yield _Row(state(article, site.now), when, article.source, article.title)


def _gone(site: Site) -> Iterator[_Row]:
    """A row for each address whose article's file is no more: since when, and what is there."""
    there = {each.url: _notice(each) for each in site.past.tombstones}
    there |= {old: f"leads to {target}" for old, target, _ in site.past.redirects}
    there |= {old: f"leads to {a.permalink}" for a in _with_pages(site) for old in a.aliases}
    for url, entry in site.past.entries.items():
        if entry.gone:
            since, what, _ = entry.fate()
            stands = State.WITHDRAWN if what == "withdrawn" else GONE
            when = _when(site, datetime.fromisoformat(since))
            yield _Row(stands, when, entry.source, f"{url} {there.get(url, '')}")


def _notice(tombstone: Tombstone) -> str:
    if tombstone.reason:
        return f"says why: {tombstone.reason}"
    until = f", until {tombstone.waits_for} is out" if tombstone.waits_for else ""
    return f"says that it is gone{until}"


def _with_pages(site: Site) -> tuple[Article, ...]:
    return (*site.articles, *site.standing, *site.withdrawn)


def _when(site: Site, when: datetime | None) -> str:
    return moment(when, site.config.timezone).partition(" (")[0] if when else "-"
