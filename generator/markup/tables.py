"""Tables scroll by themselves where they are wider than the page (WCAG 1.4.10, 2.1.1)."""

from generator.markup.pieces import (
    attributes_of,
    closing_of,
    is_closing,
    open_tag,
    tags,
)
from generator.markup.setting import Setting

_NAMES = {"zh": "表格", "ja": "表", "ko": "표", "de": "Tabelle", "fr": "Tableau", "es": "Tabla"}


def tables(pieces: list[str], setting: Setting) -> list[str]:
    """Wrap each table in a region that the keyboard reaches, and its alignment in classes."""
    if "</table>" not in pieces:
        return pieces
    name = _NAMES.get(setting.language.split("-")[0], "Table")
    end = number = 0
    for place, _ in tags(pieces, "table"):
        if place > end and not is_closing(pieces[place]):
            end, number = closing_of(pieces, place), number + 1
            _wrap(pieces, place, end, name=name if number == 1 else f"{name} {number}")
    if end:
        _align(pieces)
    return pieces


def _wrap(pieces: list[str], start: int, end: int, *, name: str) -> None:
    region = {"class": "table", "role": "region", "tabindex": "0", "aria-label": name}
    pieces[start] = open_tag("div", region) + pieces[start]
    pieces[end] += "</div>"


def _align(pieces: list[str]) -> None:
    for place, name in tags(pieces, "td", "th"):
        if ' align="' in pieces[place]:
            attributes = attributes_of(pieces[place])
            side = f"align-{attributes.pop('align')}"
            classes = f"{attributes.get('class', '')} {side}".strip()
            pieces[place] = open_tag(name, attributes | {"class": classes})
