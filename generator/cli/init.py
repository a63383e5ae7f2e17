"""`wow init`: a new site."""

import shutil
from pathlib import Path

import click

from generator.cli.globals import common_options, is_said
from generator.errors import Refused

STARTER = Path(__file__).parent.parent / "starter"
# A file that begins with a dot would be left out of an installed package.
_RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@common_options
def init_command(folder: Path) -> None:
    """Start a site: settings, a first article, an About page."""
    lay_starter(folder)
    click.echo(folder)
    if not is_said("quiet"):
        click.echo(f"Now: wow --root {folder} build", err=True)


def lay_starter(folder: Path) -> None:
    """Lay the files that a site starts with. Raises Refused where there are files already."""
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        raise Refused(f"{folder} has files in it already.\n  Name a folder that is new or empty.")
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    for name, dotted in _RENAMED.items():
        (folder / name).rename(folder / dotted)
