"""What a build changes in output/, decided from digests alone, in the order it is to be done."""

from collections.abc import Mapping, Sequence

import msgspec


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the build wants it.

    path is posix, from output/. staged is the name of its file in the stage, "" where the file
    in output/ has these bytes already. rank is 0 for assets, pictures and attachments, 1 for
    pages, 2 for listings, 3 for feeds, sitemaps and redirect rules.
    """

    path: str
    digest: bytes
    staged: str
    rank: int


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, or would be: written and removed in that order, unchanged by path."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
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
        unchanged=tuple(sorted(paths.difference(written))),
        removed=tuple(sorted(digests.keys() - paths, key=_leading_first, reverse=True)),
    )


def _leading_first(path: str) -> tuple[bool, bool, str]:
    """Key, to be reversed: feeds go before the pages they list, pages before their pictures.

    Among pages, topics/ and its like go before the articles' years.
    """
    return path.endswith((".xml", ".json")), path.endswith(".html"), path
