"""How a cache says that it does not hold what it says."""

from typing import Any

import msgspec


class Damaged(Exception):
    """The cache does not hold what it says: clear it, and build again."""


def decoded(encoded: bytes, kind: Any) -> Any:
    """A value of a kind from the bytes that were kept of it. Raises Damaged where they are not."""
    try:
        return msgspec.msgpack.decode(encoded, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Damaged(str(error)) from error
