"""Renditions of pictures, each in a file of its own behind the digest of its bytes."""

from pathlib import Path

from generator.digest import DIGEST_SIZE, digest_of_bytes


class Renditions:
    """Renditions by their published name; number tells this process's half-written files."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number

    def find(self, name: str) -> bytes | None:
        """A rendition that is kept whole."""
        try:
            whole = (self._folder / name).read_bytes()
        except OSError:  # a build beside us may sweep it
            return None
        digest, content = whole[:DIGEST_SIZE], whole[DIGEST_SIZE:]
        return content if digest_of_bytes(content) == digest else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep a rendition."""
        half = self._folder / f"{name}.{self._number}"
        half.write_bytes(digest_of_bytes(content) + content)
        half.replace(self._folder / name)
