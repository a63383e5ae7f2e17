"""Words as they are, whatever a page writes them in: entities, percent, escapes of JSON, tags."""

import html
import re
import unicodedata
from functools import cached_property
from urllib.parse import unquote

_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_TAG = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The words of a text in small letters, one blank between them and no other sign."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub(" ", plain).strip()


class Writing:
    """What an output holds, and which words it says; these are read when somebody asks."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def matches(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether it holds what a pattern describes."""
        return pattern.search(self.content) is not None

    def says(self, words: str) -> bool:
        """Whether it says folded words, whole ones; Chinese ones with any blanks between."""
        if words.isascii():
            return any(f" {words} " in reading for reading in self._readings)
        close = words.replace(" ", "")
        return any(close in reading.replace(" ", "") for reading in self._readings)

    @cached_property
    def _readings(self) -> tuple[str, ...]:
        """Its words, folded: with those in tags, and without."""
        text = self.content.decode("utf-8", "replace")
        # A feed holds HTML that was escaped once more.
        text = html.unescape(html.unescape(_ESCAPES.sub(_unescaped, unquote(text))))
        return tuple(f" {fold(each)} " for each in (text, _TAG.sub("", text), _TAG.sub(" ", text)))


def _unescaped(found: re.Match[str]) -> str:
    units = bytes.fromhex(found[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")
