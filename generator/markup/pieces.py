"""Well-formed HTML as a list of pieces that passes edit: text, tag, text, tag ... text."""

import functools
import html
import re
from collections.abc import Iterator

MARK = "\x1e"

# The serialisers of both Python-Markdown and nh3 write ">" in an attribute as "&gt;".
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r'([^\s"=<>/]+)="([^"]*)"')
_INLINE = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span"
    " strong sub sup time u var wbr"
)
_VOID = "area br col embed hr img input link meta param source track wbr"
INLINE = frozenset(_INLINE.split())
VOID = frozenset(_VOID.split())


def split(text: str) -> list[str]:
    """Split HTML into pieces: texts at even places, tags at odd ones."""
    return _TAG.split(text)


@functools.lru_cache(maxsize=4096)
def name_of(tag: str) -> str:
    """Name of a tag, opening or closing, in lower case."""
    match = _NAME.match(tag)
    return match[1].lower() if match else ""


def attributes_of(tag: str) -> dict[str, str]:
    """Attributes of a tag, character references resolved."""
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def open_tag(name: str, attributes: dict[str, str]) -> str:
    """Opening tag of that name, attributes in the order given."""
    words = (f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(words)}>"


def with_attribute(tag: str, name: str, value: str) -> str:
    """The opening tag with one more attribute, or another value for the one that it has."""
    return open_tag(name_of(tag), attributes_of(tag) | {name: value})


def tags(pieces: list[str], *names: str) -> Iterator[tuple[int, str]]:
    """Place and name of every tag, opening or closing, that has one of these names."""
    for place in range(1, len(pieces), 2):
        name = name_of(pieces[place])
        if name in names:
            yield place, name


def is_closing(tag: str) -> bool:
    """Whether it is a closing tag."""
    return tag.startswith("</")


def closing_of(pieces: list[str], place: int) -> int:
    """Place of the tag that closes the one at place; the last tag's where none does."""
    name, depth = name_of(pieces[place]), 0
    for at in range(place, len(pieces), 2):
        if name_of(pieces[at]) == name:
            depth += -1 if is_closing(pieces[at]) else 1
            if depth == 0:
                return at
    return len(pieces) - 2


def ids(pieces: list[str]) -> list[str]:
    """Every id, in order."""
    tags_with = [tag for tag in pieces[1::2] if ' id="' in tag]
    return [attributes_of(tag)["id"] for tag in tags_with]


def spans(pieces: list[str], name: str) -> list[tuple[int, int]]:
    """Places of the opening and closing tag of every element of that name, innermost first."""
    found, unclosed = [], []
    for place, _ in tags(pieces, name):
        if not is_closing(pieces[place]):
            unclosed.append(place)
        elif unclosed:
            found.append((unclosed.pop(), place))
    return found
