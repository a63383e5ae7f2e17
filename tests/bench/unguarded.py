"""`wow` without its guards, to tell what they cost: `python -m tests.bench.unguarded off build`.

With `on` all is as it is, and what is loaded is the same; `bare` is without what only checks ask
for, too.
"""

import sys
from collections.abc import Mapping
from importlib import import_module

from generator.cli import main
from generator.ledger import Past
from generator.ledger.keeping import Kept
from generator.markup.anchors import anchors
from generator.markup.body import EXTENSIONS


def _nothing(*_: object, **__: object) -> None:
    """Refuse nothing."""


def _none(*_: object, **__: object) -> tuple[()]:
    """Find nothing."""
    return ()


def _as_it_is(html: str, *_: object) -> str:
    return html


class _Nowhere:
    """Says of every target that it stands at a text's beginning."""

    def __init__(self, *_: object) -> None: ...

    def next_offset(self, _target: str) -> int:
        return 0


GUARDS: Mapping[str, object] = {
    "article.reader.wording": lambda _text: b"",
    "assets.refuse_telling": _nothing,
    "checks.check": _none,
    "door.refuse_leaks": _nothing,
    "guard.guard_plan": _nothing,
    "ledger.keeping.keep_ledger": lambda *_: Kept(),
    "make.needles_of": _none,
    "make.refuse_active": _nothing,
    "make.refuse_disguised": _nothing,
    "markup.body.EXTENSIONS": tuple(each for each in EXTENSIONS if each is not anchors),
    "markup.body.closed": _as_it_is,
    "markup.body.refuse_costly": _nothing,
    "markup.body.refuse_long": _nothing,
    "markup.body.sanitise": _as_it_is,
    "markup.body.taken_out": _none,
    "material.read_ledger": _none,
    "removals.refuse_removals": _nothing,
    "site.reckon": lambda *_: Past(entries={}),
    "work.set_alarm": _nothing,
}
"""What stands in for each guard, by its place where it is called."""

CARE: Mapping[str, object] = {
    "article.reader.proofread": _none,
    "article.reader.slipped_day": _none,
    "article.reader.undescribed_pictures": _none,
    "markup.body.doubled": _none,
    "markup.body.ids": _none,
    "markup.links._Finder": _Nowhere,
}
"""The same for what is asked of a text while it is read, so that checks may tell of it."""

DOWN: Mapping[str, Mapping[str, object]] = {"on": {}, "off": GUARDS, "bare": {**GUARDS, **CARE}}
"""What is taken down, by the way to build."""


def take_down(way: str) -> None:
    """Load everything; put what does nothing in the place of what is taken down."""
    for place, instead in {**GUARDS, **CARE}.items():
        module, _, name = place.rpartition(".")
        room = import_module(f"generator.{module}")
        getattr(room, name)  # one that is gone, or elsewhere, is told
        if place in DOWN[way]:
            setattr(room, name, instead)


if __name__ == "__main__":
    take_down(sys.argv.pop(1))
    main()
