"""What commands note in the ledger besides builds: read, found by name, written."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.cache import Cache
from generator.cli.globals import root
from generator.errors import SiteError, near
from generator.ledger.entries import Entry, Ledger, parse_ledger
from generator.ledger.keeping import keep_ledger
from generator.ledger.retiring import named
from generator.source import LEDGER, File, identify


def read_noted(file: File | None) -> tuple[tuple[Entry, ...], bytes]:
    """The entries of the ledger, and its digest."""
    if file is None:
        return (), b""
    source = identify(file, {})
    return parse_ledger(LEDGER, source.read()), source.digest


def entries_named(entries: Sequence[Entry], name: str) -> tuple[Entry, ...]:
    """The entries that are meant: of a file as it is typed at a prompt, or of an address."""
    typed = Path(name).as_posix() + ("/" if name.endswith("/") else "")
    below = f"{root().as_posix()}/"
    found = named(entries, typed.removeprefix(below).removeprefix("./"))
    if found:
        return found
    meant = near(name, sorted({entry.source for entry in entries}))
    mend = f'Did you mean "{meant}"?' if meant else "wow list shows what there is."
    raise click.BadParameter(f'"{name}" was never out. {mend}', param_hint="SOURCE")


def note(cache: Cache, ledger: Ledger) -> None:
    """Write the ledger. Raises SiteError where it cannot be written."""
    ordered = Ledger(sorted(ledger.entries), ledger.before)
    kept = keep_ledger(root(), ordered, cache.now())
    if kept.problems:
        raise SiteError(kept.problems)
