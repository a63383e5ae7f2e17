"""Nodes -> typed values: each taker returns the value, or marks the proof and returns None."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.errors import near
from generator.yaml.moment import better_day, is_iso, moment
from generator.yaml.nodes import Mapping, Node, Scalar, Sequence, is_absent, is_lost
from generator.yaml.proof import Proof

T = TypeVar("T")
Taker: TypeAlias = Callable[[Node, Proof], T | None]

_SPACE = re.compile(r"[ \t\n]+")
_COMMAS = re.compile("[,，、]")
_TRUE = ("yes", "y", "on", "1", "true", "是")
_FALSE = ("no", "n", "off", "0", "false", "否")


def scalar(node: Node, proof: Proof) -> Scalar | None:
    """Take one value that is neither a list nor a mapping."""
    if isinstance(node, Scalar):
        return None if is_lost(node) else node
    if node.is_flow:
        proof.mark_unquoted(node, "brackets stand where text is expected")
    else:
        what = "a list" if isinstance(node, Sequence) else "keys"
        proof.mark(
            node, f"{what} stand where text is expected".replace("list stand", "list stands")
        )
    return None


def long_text(node: Node, proof: Proof) -> str | None:
    """Take text as written, its line ends kept."""
    value = scalar(node, proof)
    if value is None:
        return None
    if value.comment:
        proof.mark_unquoted(value, f'"{value.comment[:20]}" would be passed over as a comment')
        return None
    return value.value.strip()


def text(node: Node, proof: Proof) -> str | None:
    """Take text as one line."""
    value = long_text(node, proof)
    return None if value is None else _SPACE.sub(" ", value)


def boolean(node: Node, proof: Proof) -> bool | None:
    """Take true or false, and nothing that merely means it."""
    value = scalar(node, proof)
    if value is None:
        return None
    word = value.value.lower()
    if value.value in ("true", "false") and not value.style:
        return word == "true"
    what = f'"{value.value}" is neither true nor false' if word else "here is nothing"
    if word in _TRUE or word in _FALSE:
        proof.mark_value(value, what, "true" if word in _TRUE else "false")
    else:
        proof.mark(value, what, "Write true or false, without quotation marks.")
    return None


def texts(node: Node, proof: Proof) -> tuple[str, ...] | None:
    """Take a list of texts; one text is a list of one."""
    if isinstance(node, Sequence):
        found = (text(item, proof) for item in node.items)
        return tuple(item for item in found if item)
    one = text(node, proof)
    return (one,) if one else None


def comma_texts(node: Node, proof: Proof) -> tuple[str, ...] | None:
    """Take a list of texts, or one text with commas (also Chinese ones) between them."""
    if isinstance(node, Sequence):
        return texts(node, proof)
    one = text(node, proof)
    if one is None:
        return None
    return tuple(part.strip() for part in _COMMAS.split(one) if part.strip())


def number(least: int, most: int) -> Taker[int]:
    """A taker of whole numbers from least to most."""

    def take(node: Node, proof: Proof) -> int | None:
        value = scalar(node, proof)
        if value is None:
            return None
        digits = value.value
        if (
            digits.isascii()
            and digits.isdigit()
            and len(digits) < 10
            and least <= int(digits) <= most
        ):
            return int(digits)
        mend = f"Write a whole number from {least} to {most}."
        proof.mark(value, f'"{digits}" is not a number that fits here', mend)
        return None

    return take


def one_of(*words: str) -> Taker[str]:
    """A taker of one of a few words."""

    def take(node: Node, proof: Proof) -> str | None:
        word = text(node, proof)
        if word is None or word in words:
            return word
        proof.mark(node, f'"{word}" is not known here', suggestion(word, words))
        return None

    return take


def moment_in(zone: ZoneInfo) -> Taker[datetime]:
    """A taker of days and moments, in zone where they name none."""

    def take(node: Node, proof: Proof) -> datetime | None:
        value = scalar(node, proof)
        if value is None:
            return None
        try:
            return moment(value.value, zone)
        except (ValueError, OverflowError):
            _mark_moment(value, proof)
            return None

    return take


def _mark_moment(value: Scalar, proof: Proof) -> None:
    if not value.value:
        proof.mark(value, "a day is missing here", "Write it as in 2014-08-13 or 2014-08-13 09:30.")
    elif is_iso(value.value):
        proof.mark(value, f"there is no such moment as {value.value}", "Look at a calendar.")
    elif better := better_day(value.value):
        proof.mark_value(value, f'"{value.value}" is not written as days are here', better)
    else:
        mend = "Write it as in 2014-08-13, 2014-08-13 09:30 or 2014-08-13T09:30+08:00."
        proof.mark(value, f'"{value.value}" is not a day', mend)


def web_address(node: Node, proof: Proof) -> str | None:
    """Take an absolute address, http or https."""
    address = text(node, proof)
    if address is None or is_web_address(address):
        return address
    better = f"https://{address}"
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address) and is_web_address(better):
        proof.mark_value(node, "this address lacks its beginning", better)
    else:
        proof.mark(node, f'"{address}" is not a web address', "Write it whole: https://...")
    return None


def is_web_address(address: str) -> bool:
    """Whether text is an absolute URL, http or https, with a host and nothing odd in it."""
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return has_host and parts.scheme in ("http", "https") and _is_sound(address)


def _is_sound(address: str) -> bool:
    return not re.search(r'[\s"<>\\^`{|}]', address)


def mapping(node: Node, proof: Proof) -> Mapping | None:
    """Take keys and values."""
    if isinstance(node, Mapping):
        return node
    if not is_lost(node):
        mend = "Write each on a line of its own below, indented by two spaces: key: value"
        proof.mark(node, "here keys with values are expected", mend)
    return None


def list_of(take: Taker[T]) -> Taker[tuple[T, ...]]:
    """A taker of lists of what take takes."""

    def taken(items: tuple[Node, ...], proof: Proof) -> Iterator[T]:
        for item in items:
            value = None if is_lost(item) else take(item, proof)
            if value is not None:
                yield value

    def take_all(node: Node, proof: Proof) -> tuple[T, ...] | None:
        if isinstance(node, Sequence):
            return tuple(taken(node.items, proof))
        if not is_lost(node):
            proof.mark(node, "here a list is expected", 'Begin each entry on a new line with "- ".')
        return None

    return take_all


def table_of(take: Callable[[str, Node, Proof], T | None]) -> Taker[dict[str, T]]:
    """A taker of mappings whose keys are the site's own."""

    def take_all(node: Node, proof: Proof) -> dict[str, T] | None:
        found = mapping(node, proof)
        if found is None:
            return None
        taken = {e.key.value: take(e.key.value, e.value, proof) for e in found.entries}
        return {key: value for key, value in taken.items() if value is not None}

    return take_all


def suggestion(word: str, known: tuple[str, ...]) -> str:
    """The mend for a word that is none of the known ones."""
    spelled = {name.casefold(): name for name in known}
    meant = near(word, list(spelled))
    return f'Did you mean "{spelled[meant]}"?' if meant else f"It can be {', '.join(known)}."


def is_quoted_empty(node: Node) -> bool:
    """Whether node says, by a pair of quotation marks, that there is no text."""
    return isinstance(node, Scalar) and not node.value and not is_absent(node)
