"""What marking up may cost: texts that would hang Python-Markdown are refused before it runs."""

from generator.errors import Problem, SiteError
from generator.markup.setting import Setting

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_HTML_DEPTH = 200


def refuse_costly(setting: Setting) -> None:
    """Raise SiteError where the text would take more than a few seconds."""


def refuse_long(html: str, setting: Setting) -> None:
    """Raise SiteError where HTML is out of all proportion to its text."""
    if len(html) > 20 * len(setting.text) + 65_536:
        what = f"the text becomes {len(html) // 1000} KB of HTML, over twenty times its own length"
        raise SiteError([setting.problem(0, what, "Shorten what repeats in it.")])


def too_deep(setting: Setting) -> Problem:
    """The problem of a text whose lists, quotations or tags are nested too deep."""
    what = "lists, quotations or HTML tags nested too deep"
    return setting.problem(0, what, f"Nest at most {MAX_DEPTH} deep.")
