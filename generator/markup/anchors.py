"""An id names one element of a page, whatever its body and its legal notice hold."""

from generator.markup.globals import is_global
from generator.markup.pieces import attributes_of, name_of, open_tag, with_attribute
from generator.markup.setting import Setting


def anchors(pieces: list[str], _setting: Setting) -> list[str]:
    """Take each id away that an earlier element has, the theme may have (_main) or scripts know."""
    taken = {""}
    for place in range(1, len(pieces), 2):
        if ' id="' in pieces[place]:
            attributes = attributes_of(pieces[place])
            identity = attributes["id"]
            if identity in taken or identity.startswith("_") or is_global(identity):
                del attributes["id"]
                pieces[place] = open_tag(name_of(pieces[place]), attributes)
            else:
                taken.add(identity)
    return pieces


def prefixed(pieces: list[str], setting: Setting) -> list[str]:
    """Let every id, and every footnote's link to one, begin with the setting's prefix."""
    if not setting.prefix:
        return pieces
    for place in range(1, len(pieces), 2):
        attributes = attributes_of(pieces[place])
        if "id" in attributes:
            identity = f"{setting.prefix}{attributes['id']}"
            pieces[place] = with_attribute(pieces[place], "id", identity)
        if attributes.get("href", "").startswith("#"):
            target = f"#{setting.prefix}{attributes['href'][1:]}"
            pieces[place] = with_attribute(pieces[place], "href", target)
    return pieces
