"""What makes a search index of pages: a program, which only cli/ finds and runs; what it leaves."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.stat import Stat

_SIGNATURE = b"pagefind_dcd"
_TORN = """\
Pagefind did not write this file whole: is the disk full?
  Nothing is changed. Make room, and build again."""


@dataclass(frozen=True)
class Indexer:
    """A program that indexes the pages in a folder into another one, in a language (ISO 639-1).

    program is its stat: another one indexes anew. index raises OSError where it fails.
    """

    program: Stat
    index: Callable[[Path, Path, str], None]


class _Fragment(msgspec.Struct, frozen=True):
    """What an index says of a page; of it, no more is asked here than whose it is."""

    url: str


def pages_in(index: Path) -> frozenset[str]:
    """The URLs of the pages that are in an index."""
    read = (gzip.decompress(file.read_bytes()) for file in index.glob("fragment/*"))
    contents = (each.removeprefix(_SIGNATURE) for each in read)
    return frozenset(msgspec.json.decode(each, type=_Fragment).url for each in contents)


def whole(path: str, content: bytes) -> bytes:
    """A file of an index, whose end is there: a full disk stops no Pagefind.

    Raises OSError: it is not.
    """
    if not _is_whole(path, content):
        raise OSError(None, _TORN, path)
    return content


def _is_whole(path: str, content: bytes) -> bool:
    try:
        if path.endswith(".json"):
            return bool(msgspec.json.decode(content))
        return content.endswith(b"};") if path.endswith(".js") else bool(gzip.decompress(content))
    except (msgspec.DecodeError, EOFError, gzip.BadGzipFile, zlib.error):
        return False
