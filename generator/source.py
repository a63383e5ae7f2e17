"""Files in: every file of a site by path, stat and digest, its bytes on request.

Only this room reads a site's files, templates and theme included.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

import msgspec

from generator.digest import digest_of_bytes
from generator.errors import Problem, SiteError
from generator.stat import Stat, stat_of

CONFIG = "content/site.yaml"
LEDGER = "content/ledger.tsv"
FOLDERS = ("content", "templates", "static")
THEME = "theme"
# Editors' backups, locks and half-written files, and what a site keeps to itself.
_PASSED_OVER = re.compile(r"(?s:[._].*|.*~|#.*#|~\$.*|.*\.swp|.*\.tmp)").fullmatch
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNREADABLE = "this cannot be read"
GONE = f"{_UNREADABLE}: {os.strerror(errno.ENOENT)}"
CHANGED = "this file changed while the site was being built"
_LEADS_NOWHERE = FileNotFoundError("it is a link to what is not there")


class File(NamedTuple):
    """A file that is there: path from the site's root (NFC, "theme/..." for the built-in theme)."""

    path: str
    location: str
    stat: Stat


class Source(msgspec.Struct, frozen=True, gc=False):
    """A file whose content is known by its digest."""

    path: str
    location: str
    digest: bytes

    def read(self) -> bytes:
        """The bytes of the digest. Raises SiteError where the file is no longer what it was."""
        content = read_now(self)
        if digest_of_bytes(content) != self.digest:
            raise SiteError([self.changed()])
        return content

    def changed(self) -> Problem:
        """That the file is no longer what it was."""
        return Problem(path=self.path, what=CHANGED, mend="Build again.")


@dataclass(frozen=True)
class Sources:
    """All files of a site. written are its articles and standing pages, media those that they may
    show or link to, by path, unread.

    templates and static go by their path below their folder; where the site has a file of the
    same path as the theme, the site's stands.
    """

    config: Source | None
    ledger: Source | None
    written: tuple[File, ...]
    media: Mapping[str, File]
    templates: Mapping[str, Source]
    static: Mapping[str, Source]
    known: Mapping[str, tuple[Stat, bytes]]
    unread: tuple[Problem, ...]

    @cached_property
    def _identified(self) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
        problems: list[Problem] = []
        return tuple(_identified(self.written, self.known, problems)), tuple(problems)

    @property
    def articles(self) -> tuple[Source, ...]:
        """What is written, by its digest: those not known by their stat are read for it once."""
        return self._identified[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of files that cannot be read."""
        return self.unread + self._identified[1]

    def told(self, digests: Mapping[str, bytes]) -> "Sources":
        """The same where somebody has read what is written, and tells its digests by path."""
        stats = {file.path: file.stat for file in self.written}
        read = {path: (stats[path], digest) for path, digest in digests.items()}
        return replace(self, known={**self.known, **read})

    def medium(self, path: str) -> Source:
        """A file of media with its digest."""
        return identify(self.media[path], self.known)


def is_content(path: str) -> bool:
    """Whether a path is in content/, and no designer's."""
    return path.startswith("content/")


def find_site(root: Path) -> None:
    """See that root is a site's folder. Raises SiteError where it has no content/."""
    if not (root / "content").is_dir():
        mend = 'Make a new site with "wow init DIR", or name one with "--root DIR".'
        raise SiteError([Problem(path="content", what="there is no such folder here", mend=mend)])


class Place(NamedTuple):
    """A folder whose files are a site's, and the path under which they go."""

    path: str
    folder: Path


def places(root: Path, theme: Path) -> Iterator[Place]:
    """The folders of the site in root and of its theme, whether they are there or not."""
    yield from (Place(name, root / name) for name in FOLDERS)
    if theme.resolve() != root.resolve():
        yield from (Place(f"{THEME}/{name}", theme / name) for name in FOLDERS[1:])


class Survey(NamedTuple):
    """Every file, sorted by path, and what is wrong with those that cannot be looked at."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]


def survey(root: Path, theme: Path) -> Survey:
    """Stat every file of the site in root and of the theme."""
    problems: list[Problem] = []
    files = [file for place in places(root, theme) for file in _walk(place, problems)]
    files.sort(key=attrgetter("path"))
    problems += _of_one_name(files)
    return Survey(tuple(files), tuple(problems))


def read_sources(seen: Survey, known: Mapping[str, tuple[Stat, bytes]]) -> Sources:
    """Sort a survey's files by what they are for; read and digest those not known by their stat."""
    problems = list(seen.problems)
    written, media, others = _by_use({file.path: file for file in seen.files})
    read = {source.path: source for source in _identified(others, known, problems)}
    return Sources(
        config=read.get(CONFIG),
        ledger=read.get(LEDGER),
        written=tuple(written),
        media=media,
        templates=_templates(read),
        static=_layered("static", read),
        known=known,
        unread=tuple(problems),
    )


def _by_use(by_path: Mapping[str, File]) -> tuple[list[File], dict[str, File], list[File]]:
    """Articles; what they may show or link to, by path; and all else, read whole by every build."""
    written, media, others = list[File](), dict[str, File](), list[File]()
    for path, file in by_path.items():
        if not is_content(path) or path in (CONFIG, LEDGER):
            others.append(file)
        elif path.lower().endswith(".md"):
            written.append(file)
        else:
            media[path] = file
    return written, media, others


def identify(file: File, known: Mapping[str, tuple[Stat, bytes]]) -> Source:
    """A file with its digest: the known one where the stat is the same, else read now."""
    stat, digest = known.get(file.path, (None, b""))
    if stat != file.stat:
        digest = digest_of_bytes(read_now(file))
    return Source(file.path, file.location, digest)


def _identified(
    files: Iterable[File], known: Mapping[str, tuple[Stat, bytes]], problems: list[Problem]
) -> Iterator[Source]:
    for file in files:
        try:
            yield identify(file, known)
        except SiteError as error:
            problems += error.problems


def _layered(folder: str, read: Mapping[str, Source]) -> dict[str, Source]:
    """The theme's files of a folder with the site's own laid over them, by path below it."""
    return {
        path.removeprefix(prefix): source
        for prefix in (f"{THEME}/{folder}/", f"{folder}/")
        for path, source in read.items()
        if path.startswith(prefix)
    }


def _templates(read: Mapping[str, Source]) -> dict[str, Source]:
    """Templates by name, notes aside; "theme/NAME" is the built-in one whatever the site has."""
    read = {path: source for path, source in read.items() if not path.endswith(".md")}
    templates = _layered("templates", read)
    prefix = f"{THEME}/templates/"
    built_in = {p.removeprefix(prefix): s for p, s in read.items() if p.startswith(prefix)}
    return templates | {f"{THEME}/{name}": s for name, s in (built_in or templates).items()}


def file_at(path: str, location: str) -> File | None:
    """The file at a location; None where there is none, or its name cannot be published."""
    if _UNPRINTABLE.search(path):
        return None
    try:
        status = os.stat(location)  # noqa: PTH116 (a Path object for each of 10,000 is dear)
    except OSError:
        return None
    return File(path, location, stat_of(status)) if S_ISREG(status.st_mode) else None


def path_below(path: str, names: str) -> str | None:
    """The path of what has these names ("a/b.md") below a folder; None where it is passed over."""
    if any(map(_PASSED_OVER, names.split("/"))):
        return None
    return f"{path}/{_composed(names)}"


def _composed(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _walk(place: Place, problems: list[Problem]) -> Iterator[File]:
    """Every file below a folder, links followed, none visited twice."""
    if not place.folder.is_dir():
        return
    waiting = [(str(place.folder), place.path)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        location, path = waiting.pop()
        try:
            entries = _entries(location, seen)
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        yield from _files_of(entries, path, waiting, problems)


def _entries(location: str, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What is in a folder that was not seen before.

    Last come first: a folder goes by its own name before one that a link gives it.
    """
    status = os.stat(location)  # noqa: PTH116 (as above)
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    entries = sorted(os.scandir(location), key=attrgetter("name"), reverse=True)
    entries.sort(key=os.DirEntry.is_symlink, reverse=True)
    return entries


def _files_of(
    entries: Iterable[os.DirEntry[str]],
    path: str,
    waiting: list[tuple[str, str]],
    problems: list[Problem],
) -> Iterator[File]:
    for entry in entries:
        name = entry.name
        if _PASSED_OVER(name):
            continue
        below = f"{path}/{_composed(name)}"
        try:
            if _UNPRINTABLE.search(name):
                problems.append(_misnamed(path, name))
            elif entry.is_file():
                yield File(below, entry.path, stat_of(entry.stat()))
            elif entry.is_dir():
                waiting.append((entry.path, below))
            elif entry.is_symlink():
                problems.append(_unreadable(below, _LEADS_NOWHERE))
        except OSError as error:
            problems.append(_unreadable(below, error))


def _of_one_name(files: Sequence[File]) -> Iterator[Problem]:
    """Files whose names differ only in how their accents are encoded: one would hide the other."""
    for file, other in pairwise(files):
        if file.path == other.path:
            what = "two files here have this name, with its accents encoded in two ways"
            yield Problem(path=file.path, what=what, mend="Delete or rename one of them.")


def _misnamed(folder: str, name: str) -> Problem:
    shown = _UNPRINTABLE.sub("\ufffd", name)
    what = f'the name "{shown}" in this folder is not UTF-8, or holds what cannot be printed'
    return Problem(path=folder, what=what, mend="Rename it.")


def read_now(file: File | Source) -> bytes:
    """The bytes of a file as it is now. Raises SiteError where it cannot be read."""
    try:
        with open(file.location, "rb") as opened:  # noqa: PTH123 (as above)
            return opened.read()
    except OSError as error:
        raise SiteError([_unreadable(file.path, error)]) from error


def is_readable(file: File) -> bool:
    """Whether a file can be read now."""
    try:
        read_now(file)
    except SiteError:
        return False
    return True


def unreadable(problems: Iterable[Problem], files: Iterable[File]) -> list[File]:
    """The files that are there and could not be read, as problems tell.

    No stat need change for one to be readable again: it was moved away and back, or its mode was.
    """
    paths = {problem.path for problem in problems if problem.what.startswith(_UNREADABLE)}
    return [file for file in files if file.path in paths] if paths else []


def _unreadable(path: str, error: OSError) -> Problem:
    what = f"{_UNREADABLE}: {error.strerror or error}"
    return Problem(path=path, what=what, mend="Check that it exists and that you may read it.")
