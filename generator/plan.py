"""Site -> Plan: every output by path, no two alike, before a byte is made."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from itertools import chain
from typing import TypeAlias

import msgspec

from generator.errors import Problem, SiteError
from generator.share_card import Face
from generator.site import Site, State

REDIRECT = "pages/redirect.html"
INDEX = "search/pagefind"
"""The folder of the index that searches read."""
_LISTS = frozenset({"archive", "topics", "authors", "series", "corrections", "search", "assets"})


class Rank(IntEnum):
    """The order of writing: nothing points at what is not there yet."""

    ASSET = 0
    PAGE = 1
    LISTING = 2
    FEED = 3


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A template filled with the view that make_view gives when it is asked.

    sources are the paths of the articles that it shows, the one it is of first. basis, where
    there is one, gives sooner what the view depends on besides what any may (`parts.shared`):
    where both are what they were, so is the view. What yields gives way to anything else that
    stands at its path.
    """

    path: str
    template: str
    make_view: Callable[[], msgspec.Struct]
    basis: Callable[[], object] | None = None
    sources: tuple[str, ...] = ()
    rank: Rank = Rank.PAGE
    yields: bool = False


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    """A picture at a size and format; digest is its source's."""

    path: str
    source: str
    digest: bytes
    width: int
    format: str
    sources: tuple[str, ...]
    rank: Rank = Rank.ASSET


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A share card."""

    path: str
    face: Face
    sources: tuple[str, ...]
    rank: Rank = Rank.ASSET


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A file of content/ as it is."""

    path: str
    source: str
    sources: tuple[str, ...]
    rank: Rank = Rank.ASSET


class Data(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that are known already."""

    path: str
    content: bytes
    sources: tuple[str, ...] = ()
    rank: Rank = Rank.FEED


Planned: TypeAlias = Page | Rendition | Drawing | Copy | Data
Plan: TypeAlias = Mapping[str, Planned]
Planner: TypeAlias = Callable[[Site], Iterable[Planned]]


class Unplannable(SiteError):
    """Outputs that clash, or that no file system takes; sources are those that they are of."""

    def __init__(self, problems: Iterable[Problem], involved: Iterable[Planned]) -> None:
        super().__init__(problems)
        self.sources = frozenset(source for planned in involved for source in planned.sources)


def make_plan(site: Site, planners: Iterable[Planner]) -> Plan:
    """Collect all that the planners plan, by path. Raises Unplannable where two outputs clash."""
    plan: dict[str, Planned] = {}
    taken: dict[str, Planned] = {}
    clashes: list[tuple[Planned, Planned]] = []
    for planned in (planned for planner in planners for planned in planner(site)):
        other = taken.setdefault(_folded(planned.path), planned)
        if other is planned:
            plan[planned.path] = planned
        elif not _gives_way(planned, other):
            clashes.append((planned, other))
    for planned in _promised(site):
        other = taken.setdefault(_folded(planned.path), planned)
        is_kept = other is planned or not (planned.sources or other.sources)
        clashes += [] if is_kept or _yields(other) else [(planned, other)]
    clashes += _files_that_are_folders(taken)
    impossible = [planned for path, planned in plan.items() if _is_impossible(path)]
    if clashes or impossible:
        problems = (*(_clash(*pair) for pair in clashes), *map(_unwritable, impossible))
        raise Unplannable(problems, (*chain.from_iterable(clashes), *impossible))
    return plan


def _promised(site: Site) -> Iterable[Planned]:
    """Addresses that nothing may have: those of articles to come, and what the site will need."""
    yield Data(path="search/index.html", content=b"")
    yield Data(path=INDEX, content=b"")
    for article, stands in site.held:
        if stands is State.SCHEDULED and article.permalink:
            path, sources = output_path(article.permalink), (article.source,)
            yield Data(path=path, content=b"", sources=sources, rank=Rank.PAGE)


def output_path(permalink: str) -> str:
    """The path in output/ of a site path: "/2014/08/x/" is served from 2014/08/x/index.html."""
    path = permalink.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def is_of_list(path: str) -> bool:
    """Whether a path in output/ may be that of a list, or of what the site has for itself."""
    return path.partition("/")[0] in _LISTS


def _folded(path: str) -> str:
    """What a file system that ignores case and composition makes of a path."""
    return unicodedata.normalize("NFC", path).casefold() if not path.isascii() else path.lower()


def _gives_way(planned: Planned, other: Planned) -> bool:
    """Whether nothing is lost with an output: two articles may show one picture."""
    is_same = isinstance(planned, Rendition) and isinstance(other, Rendition)
    return is_same or _yields(planned)


def _yields(planned: Planned) -> bool:
    return isinstance(planned, Page) and planned.yields


def _files_that_are_folders(taken: Mapping[str, Planned]) -> Iterable[tuple[Planned, Planned]]:
    for path, planned in taken.items():
        folder = path.rpartition("/")[0]
        while folder:
            if folder in taken:
                yield planned, taken[folder]
            folder = folder.rpartition("/")[0]


def _is_impossible(path: str) -> bool:
    """Whether no file system takes a path: 255 bytes for a name, and a \\ is not for all."""
    is_short = len(path) < 64  # at most 4 bytes for each character
    return "\\" in path or not (is_short or all(map(_is_name, path.split("/"))))


def _is_name(part: str) -> bool:
    return len(part.encode()) <= 255


def _unwritable(planned: Planned) -> Problem:
    """An output that no file system takes: told before others are written."""
    what, mend = _said(planned)
    at = planned.path.removesuffix("index.html")
    return Problem(
        path=planned.sources[0] if planned.sources else "content/site.yaml",
        what=f"{what} /{at} has a part that is too long, or a \\, for the name of a file",
        mend=mend,
    )


def _clash(planned: Planned, other: Planned) -> Problem:
    """Two outputs of one address: blamed on the one that an editor would rather change."""
    owner, at_fault = sorted((other, planned), key=_changes_easily)
    at = at_fault.path.removesuffix("index.html")
    whose = "a page of the site itself"
    if _changes_easily(owner):
        is_its_own = owner.sources[0] == at_fault.sources[0]
        whose = "the article itself" if is_its_own else owner.sources[0]
    what, mend = _said(at_fault)
    return Problem(
        path=at_fault.sources[0] if at_fault.sources else "content/site.yaml",
        what=f"{what} /{at} is that of {whose}",
        mend=mend,
    )


def _changes_easily(planned: Planned) -> int:
    """How easily an editor changes an output's address; 0 for the site's own pages."""
    if isinstance(planned, Page) and planned.template == REDIRECT:
        return 3
    if isinstance(planned, Copy):
        return 2
    return int(planned.rank is Rank.PAGE and bool(planned.sources))


def _said(at_fault: Planned) -> tuple[str, str]:
    if isinstance(at_fault, Copy):
        return f"{at_fault.source} beside it: its address", "Rename the file, and the link to it."
    if isinstance(at_fault, Page) and at_fault.template == REDIRECT:
        return "its old address", 'Take it out of "aliases:".'
    mend = 'Give it another "slug:", or another "date:" where that is part of the address.'
    return "its address", mend
