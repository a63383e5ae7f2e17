"""The manifest of what output/ owns: paths and digests as text, and nothing more."""

from collections.abc import Mapping

_FIRST = "wow-manifest 1"


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
    claims = (line.split("\t", 1) for line in lines)
    return {path: bytes.fromhex(digest) for digest, path in claims}
