"""Digests of bytes and of frozen values: equal if and only if the value is."""

import hashlib

import msgspec

DIGEST_SIZE = 16
_encoder = msgspec.msgpack.Encoder()


def digest_of_bytes(content: bytes) -> bytes:
    """Sixteen bytes of BLAKE2b (RFC 7693)."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def digest_of(value: object) -> bytes:
    """Digest of a frozen value's canonical MessagePack form; mappings count in their order."""
    return digest_of_bytes(_encoder.encode(value))
