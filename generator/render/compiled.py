"""Templates as Jinja and Python compile them, kept from one process to the next."""

from contextlib import suppress

import jinja2
from jinja2.bccache import Bucket

from generator.cache import Shelf


class Compiled(jinja2.BytecodeCache):
    """Code by template, of one version of what compiles it; Jinja itself compares the texts."""

    def __init__(self, shelf: Shelf, version: bytes) -> None:
        self._shelf, self._version = shelf, version

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept."""
        kept = self._shelf.find(bucket.key) or b""
        if kept.startswith(self._version):
            bucket.bytecode_from_string(kept[len(self._version) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket was filled with; where that cannot be, it is compiled each time."""
        with suppress(OSError):
            self._shelf.keep(bucket.key, self._version + bucket.bytecode_to_string())
