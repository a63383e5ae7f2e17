"""`wow build`: content/ -> output/."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

import click

from generator.build import build
from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, clock, moment_asked_for, running_clock
from generator.cli.terminal import show_problems, summary
from generator.errors import SILENT, Problem, Refused
from generator.report import Report
from generator.source import FOLDERS

_UNMERGED = """\
content/ledger.tsv: new addresses are noted here, and git would merge two editors' notes badly.
  Add a line to .gitattributes: content/ledger.tsv merge=union"""


class Asked(TypedDict):
    """What the command line asks for."""

    output: Path | None
    now: str | None
    base_url: str | None
    jobs: int | None
    explain: bool
    dry_run: bool
    allow_removals: int
    watch: bool


@click.command("build")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Build into this folder.")
@click.option("--now", metavar="TIME", help="Build the site as it stands at this time.")
@click.option("--base-url", metavar="URL", help="Build for this address instead of site.yaml's.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use.")
@click.option("--explain", is_flag=True, help="Say why each file was made again.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option(
    "--allow-removals", metavar="N", type=click.IntRange(0), default=0, help="Let so many go."
)
@click.option("--watch", is_flag=True, help="Build again at every change, until Ctrl-C.")
@common_options
def build_command(**asked: Unpack[Asked]) -> None:
    """Build the site into output/."""
    if asked["watch"] and asked["dry_run"]:
        raise click.UsageError("--watch is there to write, and --dry-run not to: choose one.")
    moment = moment_asked_for(asked["now"])
    options = build_options(
        asked["output"],
        base_url=asked["base_url"],
        jobs=asked["jobs"],
        is_dry=asked["dry_run"],
    )
    _keep_apart(options.output)
    is_ahead = moment > clock()
    options = replace(options, forgets=is_ahead, removals=asked["allow_removals"])
    if is_ahead and options.output.resolve() == (root() / "output").resolve():
        said = f"--now {asked['now']} lies ahead: what is held back until then would be public."
        raise Refused(f"{said}\n  Look at it elsewhere: add -o DIR.")
    show = partial(_show, asked)
    if asked["watch"]:
        from generator.cli.watching import Keeper  # noqa: PLC0415 (one build needs no watch)

        Keeper(root(), options, clock=running_clock(moment), show=show).keep()
    show(build(root(), moment, options))


def _keep_apart(output: Path) -> None:
    """See that a build writes neither into what it reads nor into another build's folder."""
    for folder in (*FOLDERS, ".cache", "output"):
        place, taken = output.resolve(), (root() / folder).resolve()
        if place.is_relative_to(taken) and (place != taken or folder != "output"):
            said = f"{output} lies in {folder}/, which has a use of its own."
            raise Refused(f"{said}\n  Name another folder with -o.")


def _show(asked: Asked, report: Report) -> None:
    """What a build did."""
    show_problems(_with_changes(report.warnings))
    if report.ledger:
        _show_ledger(report.ledger.path)
    _show_changes(report, explain=asked["explain"], is_dry=asked["dry_run"])
    if not is_said("quiet"):
        folder = str(asked["output"] or root() / "output")
        click.echo(summary(report, folder, is_dry=asked["dry_run"]))


def _with_changes(warnings: Sequence[Problem]) -> Sequence[Problem]:
    if not any(problem.code == SILENT for problem in warnings):
        return warnings
    from generator.cli.earlier import with_changes  # noqa: PLC0415 (most builds need none of it)

    return with_changes(root(), warnings)


def _show_ledger(path: str) -> None:
    """What there is to say of a ledger that was written: where git would merge it badly."""
    from generator.ledger.keeping import merges_by_line  # noqa: PLC0415 (it is seldom written)

    if is_said("verbose"):
        click.echo(f"write   {path}")
    if not merges_by_line(root()):
        click.echo(_UNMERGED, err=True)


def _show_changes(report: Report, *, explain: bool, is_dry: bool) -> None:
    """The files that were written or removed, where somebody asked for them."""
    if not (explain or is_dry or is_said("verbose")):
        return
    for path in report.written:
        why = f"  ({report.reasons[path]})" if explain else ""
        click.echo(f"write   {path}{why}")
    for path in sorted(report.reasons.keys() - set(report.written)) if explain else ():
        click.echo(f"keep    {path}  ({report.reasons[path]})")
    for path in report.removed:
        click.echo(f"remove  {path}")
