"""`wow accept`: a change of what is out that is too small to tell readers."""

import click

from generator.build import read
from generator.cache import open_cache
from generator.cli.globals import common_options, is_said, root
from generator.cli.noting import entries_named, note, read_noted
from generator.cli.settings import build_options, clock, theme_folder
from generator.ledger import text_of
from generator.ledger.entries import Ledger
from generator.source import LEDGER, survey


@click.command("accept")
@click.argument("source")
@common_options
def accept_command(source: str) -> None:
    """Say that a change of what is out is too small to tell readers."""
    site = read(root(), clock(), build_options()).site
    with open_cache(root()) as cache:
        files = {file.path: file for file in survey(root(), theme_folder()).files}
        entries, before = read_noted(files.get(LEDGER))
        path = entries_named(entries, source)[0].source
        article = site.addresses.get(path)
        if article is None or site.by_permalink.get(article.permalink) is not article:
            raise click.BadParameter(f"{path} is not out now.", param_hint="SOURCE")
        text = text_of(article)
        after = (each._replace(text=text) if each.source == path else each for each in entries)
        note(cache, Ledger(tuple(after), before))
    if not is_said("quiet"):
        click.echo(f"{path}: accepted as it is")
