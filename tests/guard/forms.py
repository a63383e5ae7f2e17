"""The forms in which words may stand in an output without being themselves."""

import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

Form = Callable[[str], str]


def decimal(words: str) -> str:
    """All but ASCII as decimal entities."""
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in words)


def hexadecimal(words: str) -> str:
    """All but ASCII as hexadecimal entities."""
    return "".join(char if char.isascii() else f"&#x{ord(char):X};" for char in words)


FORMS: dict[str, Form] = {
    "raw": str,
    "entities": html.escape,
    "decimal entities": decimal,
    "hexadecimal entities": hexadecimal,
    "hexadecimal entities with zeros": lambda words: hexadecimal(words).replace("&#x", "&#x000"),
    "entities, escaped for a feed": lambda words: html.escape(decimal(words)),
    "percent": quote,
    "percent in small letters": lambda words: quote(words).replace("%E", "%e"),
    "percent and plus": quote_plus,
    "escapes of JSON": lambda words: json.dumps(words)[1:-1],
    "blanks that do not break": lambda words: words.replace(" ", "&nbsp;"),
    "over lines": lambda words: words.replace(" ", "\n    "),
    "with tags": lambda words: words.replace(" ", "</em> <em>"),
    "straight quotation marks": lambda words: words.translate({0x2019: "'", 0x201C: '"'}),
    "as part of an address": lambda words: words.replace(" ", "-"),
}
