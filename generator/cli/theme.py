"""`wow theme`: what of the built-in theme a designer may change, and a copy to start from."""

import shutil
from collections.abc import Iterable
from pathlib import PurePosixPath

import click

from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import theme_folder
from generator.cli.terminal import columns
from generator.errors import Refused, near
from generator.source import THEME, is_content, survey


@click.group("theme")
@common_options
def theme_command() -> None:
    """Tell what a designer may change, and copy it to start from."""


@theme_command.command("list")
@common_options
def list_command() -> None:
    """List the theme's files, and which of them this site has of its own."""
    built_in, own = _files()
    rows = [(path, _whose(path, built_in, own)) for path in sorted({*built_in, *own})]
    click.echo(columns(rows))


@theme_command.command("copy")
@click.argument("name")
@common_options
def copy_command(name: str) -> None:
    """Copy a file of the theme into this site, where it stands in for the built-in one."""
    built_in, own = _files()
    path = _path_called(name, built_in)
    if not own and theme_folder().resolve() == root().resolve():
        raise Refused("This folder is the theme itself.\n  Change its files where they are.")
    if path in own:
        raise Refused(f"{path} is there already.\n  Move it away for a fresh copy of the theme's.")
    copy = root() / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(built_in[path], copy)
    click.echo(path)
    if not is_said("quiet"):
        click.echo("It stands in for the theme's own. Delete it to have that again.", err=True)


def _files() -> tuple[dict[str, str], set[str]]:
    """Where the theme's files lie, by path, and the paths of this site's own, if it is another."""
    seen = {
        file.path: file.location
        for file in survey(root(), theme_folder()).files
        if not is_content(file.path) and not file.path.endswith(".md")
    }
    prefix = f"{THEME}/"
    built_in = {
        path.removeprefix(prefix): at for path, at in seen.items() if path.startswith(prefix)
    }
    own = {path for path in seen if not path.startswith(prefix)}
    return (built_in, own) if built_in else (seen, set())


def _whose(path: str, built_in: Iterable[str], own: Iterable[str]) -> str:
    if path not in own:
        return ""
    return "yours" if path in built_in else "yours alone"


def _path_called(name: str, paths: Iterable[str]) -> str:
    """The path that goes by a name: of several a page's template first, then any template."""
    named = {path: _names(path) for path in sorted(paths, key=_rank)}
    for path, names in named.items():
        if name.removesuffix("s") in names:
            return path
    known = near(name, sorted({each for names in named.values() for each in names}))
    said = f'there is no "{name}" in the theme.' + (f' Did you mean "{known}"?' if known else "")
    raise click.BadParameter(said, param_hint="NAME")


def _rank(path: str) -> tuple[bool, bool, str]:
    return not path.startswith("templates/pages/"), not path.startswith("templates/"), path


def _names(path: str) -> set[str]:
    """The ends of a path, with its ending and without, an s aside: "pages/article", "article"."""
    parts = PurePosixPath(path).parts
    ends = ["/".join(parts[first:]) for first in range(len(parts))]
    return {each.removesuffix("s") for end in ends for each in (end, end.rpartition(".")[0])}
