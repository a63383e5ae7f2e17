"""What a YAML text is made of: values as written, each with its place in the file."""

from typing import TypeAlias

import msgspec

LOST = "\x1a"
"""Value of a scalar that could not be read; a problem was told already."""


class Scalar(msgspec.Struct, frozen=True, kw_only=True):
    """One value, as text: style is "" (plain), a quotation mark, "|" or ">".

    comment is what stands after a plain value on its line, "#" included; width is the number of
    characters that the value takes on its first line.
    """

    value: str
    line: int
    column: int
    width: int = 1
    style: str = ""
    comment: str = ""


class Sequence(msgspec.Struct, frozen=True, kw_only=True):
    """A list of values; is_flow where it is written in brackets."""

    items: tuple["Node", ...]
    line: int
    column: int
    is_flow: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A key and its value."""

    key: Scalar
    value: "Node"


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """Keys and their values, in order, no key twice; is_flow where it is written in braces."""

    entries: tuple[Entry, ...]
    line: int
    column: int
    is_flow: bool = False


Node: TypeAlias = Scalar | Sequence | Mapping


def is_lost(node: Node) -> bool:
    """Whether node stands for a value that could not be read."""
    return isinstance(node, Scalar) and node.value == LOST


def is_absent(node: Node) -> bool:
    """Whether node is no value at all: nothing, `~` or `null`."""
    return isinstance(node, Scalar) and not node.style and node.value in ("", "~", "null")
