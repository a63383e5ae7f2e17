"""`wow serve`: the live preview."""

# ruff: noqa: PLC0415 (what the first page does not need is loaded when it is needed)

import contextlib
import ipaddress
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.cli.globals import common_options, is_said, root
from generator.cli.settings import build_options, moment_asked_for, running_clock
from generator.cli.terminal import show_problems
from generator.errors import Problem
from generator.preview.edition import Edition
from generator.preview.engine import Engine
from generator.preview.following import Following, Watches
from generator.preview.gate import LOOPBACK, Guard
from generator.preview.pointing import Opener
from generator.preview.server import Preview, Terms
from generator.preview.wire import Server, listening, make_server, serve
from generator.source import Survey, find_site

_EDITOR = "vscode://file{path}:{line}:{column}"
_OPEN_TO_ALL = """\
This preview is open to the network: whoever has that address sees everything in content/, drafts
and embargoed articles too. Give it to nobody who may not, and end it with Ctrl-C."""


@click.command("serve")
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, help="Port.")
@click.option("--host", default="127.0.0.1", help="Address to serve at.")
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.option("--now", metavar="TIME", help="Start the preview's clock at this time.")
@common_options
def serve_command(port: int, host: str, is_opened: bool, now: str | None) -> None:
    """Show the site while you write: drafts too, every change at once."""
    _find_or_start_site()
    clock = running_clock(moment_asked_for(now))
    with _listening(host, port) as listener:
        guard = _guard(host, listener.getsockname()[1])
        address = _address(host, guard)
        _tell(address, guard, port)
        if is_opened:
            # A browser may take its time; the server does not wait for it.
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        _serve(listener, guard, clock)


def _find_or_start_site() -> None:
    """See that there is a site; where there is nothing, offer to start one."""
    folder = root()
    is_empty = not any(not path.name.startswith(".") for path in folder.iterdir())
    if is_empty and sys.stdin.isatty() and click.confirm("There is no site here. Start one?"):
        from generator.cli.init import lay_starter

        lay_starter(folder)
    find_site(folder)


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listening(host, port)
    except socket.gaierror as error:
        said = f'"{host}" is no address of this machine.'
        raise click.BadParameter(said, param_hint="--host") from error


def _guard(host: str, port: int) -> Guard:
    """What the gate goes by: on the loopback names alone, else a secret too."""
    name = f"[{host}]" if ":" in host else host.lower()
    if name in LOOPBACK or _is(host, "is_loopback") or name.endswith(".localhost"):
        return Guard(LOOPBACK | {name}, port)
    machine = socket.gethostname().lower()
    names = LOOPBACK | {name, machine, f"{machine}.local"}
    return Guard(names, port, secrets.token_urlsafe(16), is_wide=_is(host, "is_unspecified"))


def _is(host: str, claim: str) -> bool:
    try:
        return bool(getattr(ipaddress.ip_address(host), claim))
    except ValueError:
        return False


def _address(host: str, guard: Guard) -> str:
    """The address to open."""
    name = _own_address() if guard.is_wide else host
    name = f"[{name}]" if ":" in name else name
    entrance = f"?token={guard.secret}" if guard.secret else ""
    return f"http://{name}:{guard.port}/{entrance}"


def _own_address() -> str:
    """The address by which others in the network reach this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: this only chooses a way out (192.0.2.0/24 is for examples, RFC 5737).
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _tell(address: str, guard: Guard, port: int) -> None:
    if guard.port != port and port and not is_said("quiet"):
        click.echo(f"Port {port} is taken.", err=True)
    click.echo(address)
    if guard.secret:
        click.echo(_OPEN_TO_ALL, err=True)


def _serve(listener: socket.socket, guard: Guard, clock: Callable[[], datetime]) -> None:
    """Serve until Ctrl-C; exit code 1 where what follows the files has come to grief."""
    options = build_options()
    engine = Engine(root(), options, clock, _say)
    following = Following(engine, partial(_watching, root(), options.theme), clock)
    terms = Terms(
        opener=Opener(form=os.environ.get("WOW_EDITOR") or _EDITOR, root=root()),
        guard=guard,
        start=secrets.token_hex(4),
        token=secrets.token_urlsafe(16),
        clock=clock,
        ask=following.ask,
        explain=partial(_explained, root()),
    )
    preview = Preview(engine, terms, Chronicle().tell)
    server = make_server(preview.application(), preview.end)
    try:
        _run(server, listener, following)
    finally:
        engine.close()
    raise click.exceptions.Exit(1)


def _explained(folder: Path, warnings: Sequence[Problem]) -> Sequence[Problem]:
    from generator.cli.earlier import with_changes

    return with_changes(folder, warnings)


def _watching(folder: Path, theme: Path, seen: Survey) -> Watches:
    from generator.watch import Watch

    return Watch(folder, theme, seen, _say)


def _run(server: Server, listener: socket.socket, following: Following) -> None:
    """Serve while the site is followed. What goes wrong in either ends both."""

    def follow() -> None:
        try:
            following.run()
        except Exception:
            if not following.is_over:  # else what it had open is closed already
                raise
        finally:
            server.should_exit = True

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        serve(server, listener)
    finally:
        following.end()
        thread.join(1)  # a first reading that is not done must not hold up the end


class Chronicle:
    """Tells a terminal of problems that were not there when it was last told of any."""

    def __init__(self) -> None:
        self._told: tuple[Problem, ...] = ()

    def tell(self, edition: Edition) -> None:
        """Tell of an edition."""
        if edition.problems == self._told:
            return
        # A terminal that is gone needs no telling; the browser is still there.
        with contextlib.suppress(OSError):
            show_problems(problem for problem in edition.problems if problem not in self._told)
            if not edition.problems:
                click.echo("Mended.", err=True)
        self._told = edition.problems


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(text, err=True)
