"""How many pages of each kind a site has: as built, and as its description says."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.bench.column import Corpus

PAGE_SIZE = 20
_KINDS = {
    "articles": r"\d{4}/\d\d/[^/]+/index\.html",
    "topics": r"topics/[^/]+/index\.html",
    "authors": r"authors/[^/]+/index\.html",
    "years": r"archive/\d{4}/index\.html",
    "numbered pages": r".+/page/\d+/index\.html",
    "front and indexes": r"(?:(?:archive|topics|authors)/)?index\.html",
    "feed and sitemap": r"feed\.xml|sitemap\.xml",
}


def pages(output: Path) -> dict[str, int]:
    """The files of an output folder by kind; what the peers have no match for is "other"."""
    paths = (path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    counted = Counter(_kind(path) for path in paths if not path.startswith(".wow/"))
    return {kind: counted[kind] for kind in (*_KINDS, "other")}


def size(output: Path) -> int:
    """Bytes of all files of an output folder."""
    return sum(path.stat().st_size for path in output.rglob("*") if path.is_file())


def expected(corpus: Corpus) -> Mapping[str, int]:
    """What our site of a corpus must have."""
    topics = Counter(topic for column in corpus.columns for topic in column.topics)
    authors = Counter(column.author for column in corpus.columns)
    lists = [len(corpus.columns), *topics.values(), *authors.values()]
    return {
        "articles": len(corpus.columns),
        "topics": len(topics),
        "authors": len(authors),
        "years": len({column.date.year for column in corpus.columns}),
        "numbered pages": _numbered(lists),
        "front and indexes": 4,
        "feed and sitemap": 2,
    }


def _numbered(lists: Iterable[int]) -> int:
    """Full pages, but for the newest, whose articles the list's head shows."""
    return sum(max(length // PAGE_SIZE - 1, 0) for length in lists)


def _kind(path: str) -> str:
    return next((kind for kind, form in _KINDS.items() if re.fullmatch(form, path)), "other")
