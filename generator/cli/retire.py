"""`wow retire`: what stands where an article was."""

from collections.abc import Sequence

import click

from generator.cache import open_cache
from generator.cli.globals import common_options, is_said, root
from generator.cli.noting import entries_named, note, read_noted
from generator.cli.settings import clock, theme_folder
from generator.config.reader import read_config
from generator.errors import Problem, SiteError
from generator.ledger.entries import Entry, Ledger, written
from generator.ledger.retiring import is_circle, retired, target_of
from generator.source import CONFIG, LEDGER, File, find_site, survey


@click.command("retire")
@click.argument("source")
@click.option("--to", metavar="URL", help="Lead its readers there.")
@click.option("--withdraw", metavar="REASON", help="Tell them why it is gone.")
@click.option("--forget", is_flag=True, help="Leave nothing: no reader ever saw it.")
@common_options
def retire_command(source: str, to: str | None, withdraw: str | None, forget: bool) -> None:
    """Say what stands at the address of an article that is gone."""
    if [to is not None, withdraw is not None, forget].count(True) != 1:
        raise click.UsageError("Say one of --to URL, --withdraw REASON and --forget.")
    find_site(root())
    with open_cache(root()) as cache:
        files = {file.path: file for file in survey(root(), theme_folder()).files}
        entries, before = read_noted(files.get(LEDGER))
        chosen = entries_named(entries, source)
        if forget:
            after = tuple(entry for entry in entries if entry not in chosen)
        else:
            _see_that_it_is_gone(chosen[0].source, files)
            after = _retired(entries, chosen, to, withdraw)
        note(cache, Ledger(after, before))
    if not is_said("quiet"):
        for entry in chosen:
            click.echo(f"{entry.url}: {'forgotten' if forget else _said(after, entry.url)}")


def _see_that_it_is_gone(source: str, files: dict[str, File]) -> None:
    if source in files:
        mend = "Delete it first; or write withdrawn: with date and reason between its --- lines."
        raise SiteError([Problem(path=source, what="this file is still there", mend=mend)])


def _retired(
    entries: Sequence[Entry], chosen: Sequence[Entry], to: str | None, withdraw: str | None
) -> tuple[Entry, ...]:
    now = written(clock())
    if to is None:
        reason = " ".join((withdraw or "").split())
        if not reason:
            raise click.BadParameter("say why, in a sentence.", param_hint="--withdraw")
        return retired(entries, chosen, f"withdrawn {reason}", now)
    target = target_of(entries, _within(to))
    if not target:
        said = (
            f'"{to}" is no address. Write a path of this site, as in /2026/11/x/, or a whole URL.'
        )
        raise click.BadParameter(said, param_hint="--to")
    after = retired(entries, chosen, f"to {target}", now)
    if any(is_circle(after, entry.url) for entry in chosen):
        said = f"{target} leads back to where it comes from."
        raise click.BadParameter(said, param_hint="--to")
    return after


def _within(target: str) -> str:
    """What leads to this very site as a path of it, so that a circle is seen."""
    config, _ = read_config(CONFIG, (root() / CONFIG).read_bytes())
    home = f"{config.origin}{config.base}"
    return target.removeprefix(home) if target.startswith(f"{home}/") else target


def _said(entries: Sequence[Entry], url: str) -> str:
    """What was said of an address."""
    _, what, said = next(entry for entry in entries if entry.url == url).fate()
    return f"leads to {said}" if what == "to" else f"withdrawn: {said}"
