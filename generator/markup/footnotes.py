"""The way back from a footnote is named in English, whatever the text is in (WCAG 3.1.2)."""

from generator.markup.pieces import tags, with_attribute
from generator.markup.setting import Setting


def footnotes(pieces: list[str], setting: Setting) -> list[str]:
    """Say of each link back from a footnote that its title is English."""
    if "[^" in setting.text and setting.language.split("-")[0] != "en":
        for place, _ in tags(pieces, "a"):
            if ' class="footnote-backref"' in pieces[place]:
                pieces[place] = with_attribute(pieces[place], "lang", "en")
    return pieces
