"""Bodies in packs: files that are only ever added to, one to a process."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator.cache.damage import Damaged
from generator.digest import digest_of_bytes

PACKS_AT_MOST = 16


class Place(NamedTuple):
    """Where a body lies: pack, first byte, number of bytes."""

    pack: str
    start: int
    length: int


class Kept(NamedTuple):
    """An article's record, as its room encoded it, and where its body lies."""

    record: bytes
    body: bytes
    place: Place


class Pack:
    """A file of bodies that one process adds to."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name, self._file = name, (folder / name).open("ab")

    def add(self, body: bytes) -> Place:
        """Put a body at the end."""
        start = self._file.tell()
        self._file.write(body)
        self._file.flush()
        return Place(self._name, start, len(body))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Bodies:
    """Bodies by their digest, read from the packs when asked for."""

    def __init__(self, folder: Path, places: Mapping[bytes, Place]) -> None:
        self._folder, self._places, self._open = folder, places, dict[str, BinaryIO]()

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._places

    def html(self, digest: bytes) -> str:
        """The body of a digest. Raises Damaged where the pack holds something else."""
        place = self._places[digest]
        try:
            if place.pack not in self._open:
                self._open[place.pack] = (self._folder / place.pack).open("rb")
            self._open[place.pack].seek(place.start)
            body = self._open[place.pack].read(place.length)
        except OSError as error:
            raise Damaged(str(error)) from error
        if digest_of_bytes(body) != digest:
            raise Damaged(place.pack)
        return body.decode()

    def open(self) -> None:
        """Open all packs now: what is open stays readable when a later build sweeps it."""
        for pack in {place.pack for place in self._places.values()}:
            self._open[pack] = (self._folder / pack).open("rb")

    def close(self) -> None:
        """Let go of the packs."""
        for file in self._open.values():
            file.close()


def repacked(folder: Path, name: str, kept: dict[bytes, Kept]) -> dict[bytes, Kept]:
    """The same bodies in one new pack, where the packs are many or hold more dead than alive."""
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.pack")}
    alive = sum(each.place.length for each in kept.values())
    if len(sizes) <= PACKS_AT_MOST and sum(sizes.values()) <= 2 * alive + (1 << 20):
        return kept
    bodies = Bodies(folder, {each.body: each.place for each in kept.values()})
    with closing(bodies), closing(Pack(folder, name)) as pack:
        return {
            key: each._replace(place=pack.add(bodies.html(each.body).encode()))
            for key, each in kept.items()
        }
