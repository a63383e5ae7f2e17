"""Text -> slug: lower-case ASCII, legal in a URL and on every file system."""

import re
import unicodedata
from functools import lru_cache
from typing import NewType

Slug = NewType("Slug", str)

MAX_BYTES = 80
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$")


@lru_cache(maxsize=10_000)
def slug(text: str) -> Slug:
    """Make the slug of a text: Latin letters folded, Chinese in pinyin, at most 80 bytes.

    Empty where the text has no letter or digit that it can keep.
    """
    text = text if text.isascii() else _HAN.sub(_pinyin, text)
    text = _APOSTROPHES.sub("", text.lower()).translate(_FOLDED)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", text)
    shortened = _shortened(words)
    return Slug(f"{shortened}-0" if _RESERVED.match(shortened) else shortened)


def is_slug(text: str) -> bool:
    """Whether text is a slug already."""
    return bool(text) and slug(text) == text


def _pinyin(run: re.Match[str]) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (its tables take 100 ms)

    return f" {' '.join(lazy_pinyin(run.group()))} "


def _shortened(words: list[str]) -> str:
    """As many whole words as fit; the first is cut if it alone is too long."""
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:MAX_BYTES]
        if len(longer) > MAX_BYTES:
            break
        kept = longer
    return kept
