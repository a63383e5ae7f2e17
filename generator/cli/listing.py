"""`wow list`: what is where, and when the next build is due."""

import click

from generator.article.types import Article
from generator.build import read
from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, clock
from generator.cli.terminal import columns, moment
from generator.site import Site, State, released, state

WANTED = {
    "drafts": (State.DRAFT, State.UNDATED),
    "scheduled": (State.SCHEDULED,),
    "published": (State.PUBLISHED,),
    "withdrawn": (State.WITHDRAWN,),
}


@click.command("list")
@click.argument("which", type=click.Choice(list(WANTED)), required=False)
@common_options
def list_command(which: str | None) -> None:
    """List articles by where they stand: their state, moment, file and headline."""
    site = read(root(), clock(), build_options()).site
    shown = WANTED[which] if which else tuple(State)
    stated = ((state(article, site.now), article) for article in site.addresses.values())
    rows = [_row(site, each, article) for each, article in stated if each in shown]
    if rows:
        click.echo(columns(rows))
    if site.next_change and not is_said("quiet"):
        due = moment(site.next_change, site.config.timezone)
        click.echo(f"next build due {due}", err=True)


def _row(site: Site, stands: State, article: Article) -> tuple[str, str, str, str]:
    release = released(article)
    when = moment(release, site.config.timezone).partition(" (")[0] if release else "-"
    return str(stands), when, article.source, article.title
