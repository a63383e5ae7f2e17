"""Results that are files of their own: renditions of pictures, compiled templates."""

import os
import threading
from pathlib import Path

from generator.digest import DIGEST_SIZE, digest_of_bytes


class Shelf:
    """Results by name, in a folder, each behind the digest of its bytes; for all processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> bytes | None:
        """A result that is kept whole."""
        try:
            whole = (self._folder / name).read_bytes()
        except OSError:  # a build beside us may sweep it
            return None
        digest, content = whole[:DIGEST_SIZE], whole[DIGEST_SIZE:]
        return content if digest_of_bytes(content) == digest else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep a result."""
        self._folder.mkdir(exist_ok=True)
        half = self._folder / f"{name}.{os.getpid()}-{threading.get_ident()}"
        half.write_bytes(digest_of_bytes(content) + content)
        half.replace(self._folder / name)
