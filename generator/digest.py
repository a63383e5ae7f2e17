"""Digests of bytes and of frozen values: equal if and only if the value is."""

import hashlib
from pathlib import Path

import msgspec

DIGEST_SIZE = 16
_encoder = msgspec.msgpack.Encoder()


def digest_of_bytes(content: bytes) -> bytes:
    """Sixteen bytes of BLAKE2b (RFC 7693)."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def digest_of(value: object) -> bytes:
    """Digest of a frozen value's canonical MessagePack form; mappings count in their order."""
    return digest_of_bytes(_encoder.encode(value))


def digest_of_code(*rooms: str, package: Path = Path(__file__).parent) -> bytes:
    """Digest of the source text of this package's modules, and of all modules in its folders."""
    texts: list[tuple[str, bytes]] = []
    for room in rooms:
        folder = package / room
        files = folder.rglob("*.py") if folder.is_dir() else [package / f"{room}.py"]
        texts += sorted((path.name, path.read_bytes()) for path in files)
    return digest_of(texts)
