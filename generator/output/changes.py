"""What a build changes in output/, decided from digests alone, in the order it is to be done."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

import msgspec

from generator.stat import Stat


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the build wants it.

    path is posix, from output/. staged is the stat of its file in the stage, None where the file
    in output/ has these bytes already. rank is 0 for assets, pictures and attachments, 1 for
    pages, 2 for listings, 3 for feeds, sitemaps and redirect rules.
    """

    path: str
    digest: bytes
    staged: Stat | None
    rank: int


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, or would be: written and removed in that order; unchanged are so many."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]


def compare(made: Sequence[Made], digests: Mapping[str, bytes]) -> Changes:
    """What is to be done where digests is what stands in output/ of ours."""
    differing = [file for file in made if digests.get(file.path) != file.digest]
    # New files come first: no page that was there before leads to one that is not there yet.
    differing.sort(key=lambda file: (file.path in digests, file.rank, file.path))
    written = tuple(file.path for file in differing)
    paths = {file.path for file in made}
    return Changes(
        written=written,
        unchanged=len(made) - len(written),
        removed=tuple(sorted(digests.keys() - paths, key=_leading_first, reverse=True)),
    )


def moves(made: Iterable[Made], is_folder: Callable[[str], bool]) -> Iterator[str]:
    """What to move for files in their order: each file, or a folder whole for all that is in it,
    where none is there yet and all in it is of one rank.
    """
    mixed, inside = _mixed(made), "/"
    for file in made:
        if not file.path.startswith(inside):
            above = (each for each in _folders_above(file.path) if _folded(each) not in mixed)
            place = next((each for each in above if not is_folder(each)), file.path)
            inside = f"{place}/"
            yield place


def _mixed(made: Iterable[Made]) -> set[str]:
    """The folders, folded, of more than one rank, or that a file system may take for another."""
    seen: dict[str, tuple[str, int]] = {}
    mixed = set[str]()
    for file in made:
        folder = file.path.rpartition("/")[0]
        while folder and seen.get(folded := _folded(folder)) != (folder, file.rank):
            if seen.setdefault(folded, (folder, file.rank)) != (folder, file.rank):
                mixed.add(folded)
            folder = folder.rpartition("/")[0]
    return mixed


def _folders_above(path: str) -> Iterator[str]:
    """The folders that a path stands in, the outermost first."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def _folded(path: str) -> str:
    """What a file system that ignores case and composition makes of a path."""
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()


def _leading_first(path: str) -> tuple[bool, bool, str]:
    """Key, to be reversed: feeds go before the pages they list, pages before their pictures.

    Among pages, topics/ and its like go before the articles' years.
    """
    return path.endswith((".xml", ".json")), path.endswith(".html"), path
