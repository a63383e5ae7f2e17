"""The manifest of what output/ owns: paths and digests as text, and nothing more."""

import re
from collections.abc import Mapping

_FIRST = "wow-manifest 1"
_ELSEWHERE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\x00-\x1f\\]|^\.wow(?:/|$)", re.IGNORECASE)


def is_inside(path: str) -> bool:
    """Whether path can be a file of the site: beneath output/, on one line, none of our own."""
    return not _ELSEWHERE.search(path)


def manifest(claims: Mapping[str, bytes]) -> bytes:
    """Text of a manifest, one line a path, sorted by path."""
    lines = [f"{claims[path].hex()}\t{path}" for path in sorted(claims)]
    # A file's name on Linux need not be UTF-8.
    return "\n".join([_FIRST, *lines, ""]).encode("utf-8", "surrogateescape")


def parse_manifest(content: bytes) -> dict[str, bytes]:
    """Digests by path. Raises ValueError: not a manifest of this format."""
    first, *lines = content.decode("utf-8", "surrogateescape").split("\n")
    if first != _FIRST or not lines or lines.pop():
        raise ValueError(first)
    claims = {path: bytes.fromhex(hexed) for hexed, path in (line.split("\t", 1) for line in lines)}
    if not all(map(is_inside, claims)):
        raise ValueError("a path that leads elsewhere")
    return claims
