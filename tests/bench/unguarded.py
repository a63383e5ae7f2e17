"""`wow` without its guards, to tell what they cost: `python -m tests.bench.unguarded off build`.

With `on` all is as it is, and what is loaded is the same.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from generator.cli import main
from generator.ledger import Past
from generator.ledger.keeping import Kept


def _nothing(*_: object, **__: object) -> None:
    """Refuse nothing."""


def _none(*_: object, **__: object) -> tuple[()]:
    """Find nothing."""
    return ()


def _as_it_is(html: str, _text: str) -> str:
    return html


GUARDS: Mapping[str, Callable[..., Any]] = {
    "article.reader.wording": lambda _text: b"",
    "assets.refuse_telling": _nothing,
    "checks.check": _none,
    "door.refuse_leaks": _nothing,
    "guard.guard_plan": _nothing,
    "ledger.keeping.keep_ledger": lambda *_: Kept(),
    "make.needles_of": _none,
    "make.refuse_disguised": _nothing,
    "markup.body.refuse_costly": _nothing,
    "markup.body.refuse_long": _nothing,
    "markup.body.sanitise": _as_it_is,
    "markup.body.taken_out": _none,
    "material.read_ledger": _none,
    "removals.refuse_removals": _nothing,
    "site.reckon": lambda *_: Past(entries={}),
}
"""What stands in for each guard, by its place where it is called."""


def take_down(*, is_off: bool) -> None:
    """Load every guard; put what does nothing in its place."""
    for place, instead in GUARDS.items():
        module, _, name = place.rpartition(".")
        room = import_module(f"generator.{module}")
        getattr(room, name)  # one that is gone, or elsewhere, is told
        if is_off:
            setattr(room, name, instead)


if __name__ == "__main__":
    take_down(is_off=sys.argv.pop(1) == "off")
    main()
