"""What stopped a command, said to whoever typed it."""

import errno

import click

from generator.cli.terminal import show_problems
from generator.errors import Locked, Refused, SiteError


def told(error: Exception) -> int | None:
    """Say what stopped a command; its exit code, or None where only a traceback will help."""
    if isinstance(error, SiteError):
        show_problems(error.problems)
        return 1
    if isinstance(error, Locked):
        click.echo("Another build of this site is running. Wait until it is done.", err=True)
        return 4
    if isinstance(error, Refused):
        click.echo(str(error), err=True)
        return 6
    # A reader of our output who went away needs no telling.
    if isinstance(error, OSError) and error.errno != errno.EPIPE:
        click.echo(f"{error.filename or 'wow'}: {error.strerror or error}", err=True)
        return 5
    return None
