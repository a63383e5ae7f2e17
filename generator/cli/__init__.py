"""The command `wow`: the only place that prints, exits, or asks the clock."""

import importlib
import io
import os
import sys
from typing import Any

import click

from generator import __version__
from generator.cli.globals import common_options

# Each command's module is loaded when it is called: `wow --version` needs none of them.
_COMMANDS = {
    "accept": ("accept", "accept_command"),
    "build": ("build", "build_command"),
    "check": ("check", "check_command"),
    "doctor": ("check", "check_command"),
    "init": ("init", "init_command"),
    "list": ("listing", "list_command"),
    "new": ("new", "new_command"),
    "retire": ("retire", "retire_command"),
    "theme": ("theme", "theme_command"),
    **dict.fromkeys(("serve", "server", "dev", "preview"), ("serve", "serve_command")),
}
_ALIASES = {"doctor", "server", "dev", "preview"}


class _Commands(click.Group):
    """The commands by name; here they only have their names, for "did you mean"."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, commands={name: click.Command(name) for name in _COMMANDS})

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Their names, aliases aside."""
        return sorted(_COMMANDS.keys() - _ALIASES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in _COMMANDS:
            return None
        module, function = _COMMANDS[cmd_name]
        command: click.Command = getattr(
            importlib.import_module(f"generator.cli.{module}"), function
        )
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where something stops it, say what and exit with its code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from generator.cli.telling import told  # noqa: PLC0415 (the version needs none)

            code = told(error)
            if code is None:
                raise
            raise click.exceptions.Exit(code) from error


@click.command(cls=_Commands)
@click.version_option(__version__, prog_name="wow", message="%(prog)s %(version)s")
@common_options
def wow() -> None:
    """World of Weibo: a folder of Markdown columns in, a static news site out."""


def main() -> None:
    """Run the command, and exit as README says."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on another system may know fewer letters than a headline has.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, AttributeError):  # nobody is there to read: the interpreter knows what to say
        sys.exit(code)
    # All is done: to take apart what a site was made of takes a twentieth of a build.
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run the command and give its exit code."""
    try:
        return wow.main(arguments, prog_name="wow", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Interrupted.", err=True)
        return 130
