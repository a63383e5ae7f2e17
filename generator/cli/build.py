"""`wow build`: content/ -> output/."""

from pathlib import Path

import click

from generator.build import build
from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, clock, moment_asked_for
from generator.cli.terminal import show_problems, summary
from generator.errors import Refused
from generator.report import Report
from generator.source import FOLDERS


@click.command("build")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Build into this folder.")
@click.option("--now", metavar="TIME", help="Build the site as it stands at this time.")
@click.option("--base-url", metavar="URL", help="Build for this address instead of site.yaml's.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use.")
@click.option("--explain", is_flag=True, help="Say why each file was made again.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@common_options
def build_command(
    output: Path | None,
    now: str | None,
    base_url: str | None,
    jobs: int | None,
    explain: bool,
    dry_run: bool,
) -> None:
    """Build the site into output/."""
    moment = moment_asked_for(now)
    options = build_options(output, base_url=base_url, jobs=jobs, is_dry=dry_run)
    _keep_apart(options.output)
    if moment > clock() and options.output.resolve() == (root() / "output").resolve():
        said = f"--now {now} lies ahead: what is held back until then would be public."
        raise Refused(f"{said}\n  Look at it elsewhere: add -o DIR.")
    report = build(root(), moment, options)
    show_problems(report.warnings)
    _show_changes(report, explain=explain, is_dry=dry_run)
    if not is_said("quiet"):
        click.echo(summary(report, str(output or root() / "output"), is_dry=dry_run))


def _keep_apart(output: Path) -> None:
    """See that a build writes neither into what it reads nor into another build's folder."""
    for folder in (*FOLDERS, ".cache", "output"):
        place, taken = output.resolve(), (root() / folder).resolve()
        if place.is_relative_to(taken) and (place != taken or folder != "output"):
            said = f"{output} lies in {folder}/, which has a use of its own."
            raise Refused(f"{said}\n  Name another folder with -o.")


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
