"""Blocks of code scroll by themselves where a line is wider than the page (WCAG 1.4.10, 2.1.1)."""

from generator.markup.pieces import attributes_of, is_closing, open_tag, tags
from generator.markup.setting import Setting


def code(pieces: list[str], _setting: Setting) -> list[str]:
    """Let the keyboard reach each block of code, so that it can scroll it."""
    if "</pre>" not in pieces:
        return pieces
    for place, _ in tags(pieces, "pre"):
        if not is_closing(pieces[place]):
            attributes = attributes_of(pieces[place]) | {"tabindex": "0"}
            pieces[place] = open_tag("pre", attributes)
    return pieces
