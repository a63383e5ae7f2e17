"""The options that every command takes, before or after its name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _note(context: click.Context, option: click.Parameter, value: object) -> None:
    """Remember an option for the whole command, wherever it was said."""
    if value and option.name:
        context.find_root().ensure_object(dict)[option.name] = value
    if option.name == "no_color" and value:
        context.color = context.find_root().color = False


def common_options(command: Command) -> Command:
    """Give a command the global options."""
    folder = click.Path(path_type=Path, exists=True, file_okay=False)
    settings: dict[str, Any] = {"expose_value": False, "callback": _note}
    for add in (
        click.option("--root", type=folder, help="The site's folder.", **settings),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.", **settings),
        click.option("-v", "--verbose", is_flag=True, help="Name every file.", **settings),
        click.option("--no-color", is_flag=True, help="No colour on a terminal.", **settings),
    ):
        command = add(command)
    return command


def is_said(name: str) -> bool:
    """Whether a global flag was given."""
    return bool(_said().get(name))


def root() -> Path:
    """The site's folder."""
    return Path(_said().get("root", "."))


def _said() -> dict[str, Any]:
    return click.get_current_context().find_root().ensure_object(dict)
