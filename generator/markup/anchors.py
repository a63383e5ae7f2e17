"""An id names one element of a page: where a body has it again, the first keeps it."""

from generator.markup.pieces import attributes_of, name_of, open_tag
from generator.markup.setting import Setting


def anchors(pieces: list[str], _setting: Setting) -> list[str]:
    """Take every id away that an earlier element has."""
    taken: set[str] = set()
    for place in range(1, len(pieces), 2):
        if ' id="' in pieces[place]:
            attributes = attributes_of(pieces[place])
            if attributes["id"] in taken:
                del attributes["id"]
                pieces[place] = open_tag(name_of(pieces[place]), attributes)
            else:
                taken.add(attributes["id"])
    return pieces
