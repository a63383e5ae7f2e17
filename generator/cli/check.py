"""`wow check`: every problem and warning, with nothing written."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from generator.build import Options, build
from generator.cli.earlier import with_changes
from generator.cli.exposure import exposed
from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, clock
from generator.cli.terminal import problem_for_github, problems_as_json, show_problems
from generator.errors import CODES, Leak, Problem, Refused, SiteError, near

BROKEN = frozenset({"WOW201", "WOW202", "WOW203", "WOW230"})


@click.command("check")
@click.option("--strict", is_flag=True, help="Fail on any warning or advice.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How."
)
@click.option("--external", is_flag=True, help="Ask for links to other sites, too.")
@click.option("--explain", metavar="CODE", help="Say what a warning means.")
@common_options
def check_command(strict: bool, form: str, external: bool, explain: str | None) -> None:
    """Show every problem, warning and advice of the site."""
    if explain:
        click.echo(_explained(explain.upper()))
        return
    try:
        problems = (*with_changes(root(), _found()), *exposed(root()))
        problems += _elsewhere(problems) if external else ()
    except Leak as leak:
        _show(leak.problems, form)
        raise click.exceptions.Exit(6) from leak
    _show(problems, form)
    fails = any(strict or not each.is_warning or each.code in BROKEN for each in problems)
    if not problems and form == "text" and not is_said("quiet"):
        click.echo("No problems.", err=True)
    if fails:
        raise click.exceptions.Exit(1)


def _found() -> tuple[Problem, ...]:
    try:
        return _warnings(build_options(is_dry=True))
    except Leak:
        raise
    except Refused:
        # Somebody else's output folder is no fault of the content's.
        return _warnings(build_options(root() / ".cache/nowhere", is_dry=True))


def _elsewhere(known: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong with links to other sites, which are found where all can be read."""
    if not all(problem.is_warning for problem in known):
        click.echo("Other sites are asked once what is wrong here is mended.", err=True)
        return ()
    from generator.cli.external import dead_links_of  # noqa: PLC0415 (few checks need a network)

    return dead_links_of(build_options(is_dry=True))


def _warnings(options: Options) -> tuple[Problem, ...]:
    try:
        options = replace(options, removals=sys.maxsize, advises=True)
        return build(root(), clock(), options).warnings
    except SiteError as error:
        return error.problems


def _show(problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        click.echo(problems_as_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(problem_for_github(problem))
    else:
        show_problems(problems, err=False)


def _explained(code: str) -> str:
    if code in CODES:
        return f"{code}: {CODES[code]}"
    meant = near(code, list(CODES))
    mend = f"Did you mean {meant}?" if meant else f"Codes are {', '.join(CODES)}."
    raise click.BadParameter(f"there is no code {code}. {mend}", param_hint="--explain")
