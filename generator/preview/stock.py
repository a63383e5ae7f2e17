"""What the preview has read: the last good value of everything, and what is wrong since."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.article.types import Article, Reading
from generator.assets import Assets, make_assets
from generator.cache import Bodies, Cache, Damaged, Place
from generator.config.types import Address, Config
from generator.digest import digest_of
from generator.errors import Problem, SiteError
from generator.ledger import Entry
from generator.material import (
    line_of,
    pictures_of,
    read_ledger,
    read_settings,
    read_templates,
)
from generator.media import Photo, measure_pictures
from generator.policy import policy
from generator.preview.memory import Memory
from generator.preview.reader import Parsed, Reader
from generator.reading import read_articles, reading_of
from generator.render import Template, inline_of
from generator.source import (
    CHANGED,
    GONE,
    LEDGER,
    File,
    Source,
    Sources,
    Survey,
    identify,
    is_readable,
    read_sources,
    unreadable,
)
from generator.stat import Stat
from generator.work import Workforce

if TYPE_CHECKING:
    from generator.watch import Update

Value = TypeVar("Value")


_LATEST = 64  # bodies that pages on their way may still need


class Texts:
    """Bodies by digest: those that builds keep in packs, and those read since. For all threads."""

    def __init__(self) -> None:
        self._fresh: dict[bytes, str] = {}
        self._room = 4 * _LATEST
        self._packs: list[Bodies] = []
        self._lock = threading.Lock()

    def html(self, digest: bytes) -> str:
        """The body of a digest. Raises Damaged where the packs are not what they were."""
        if (html := self._fresh.get(digest)) is not None:
            return html
        with self._lock:
            packs = next((each for each in self._packs if digest in each), None)
            if packs is None:
                raise Damaged(digest.hex())
            return packs.html(digest)

    def add(self, digest: bytes, html: str, needed: Callable[[], set[bytes]]) -> None:
        """Keep a body that was read just now, and drop those that nobody needs any more."""
        self._fresh.pop(digest, None)
        self._fresh[digest] = html
        if len(self._fresh) > self._room:
            kept = needed() | set(list(self._fresh)[-_LATEST:])
            self._fresh = {each: text for each, text in self._fresh.items() if each in kept}
            self._room = 2 * len(self._fresh)

    def open(self, packs: Path, places: Mapping[bytes, Place]) -> None:
        """Take up the packs that a build keeps; those before stay for pages on their way."""
        bodies = Bodies(packs, places)
        bodies.open()
        with self._lock:
            self._packs.insert(0, bodies)
            for old in self._packs[2:]:
                old.close()
            del self._packs[2:]

    def close(self) -> None:
        """Let go of the packs."""
        with self._lock:
            for each in self._packs:
                each.close()


class Stock:
    """A site's files and what was read from them. Belongs to one thread.

    Where a file is at fault, what it was before stays; faults say what is wrong, by place.
    """

    def __init__(self, address: Address | None) -> None:
        self.config: Config | None = None
        self.reading: Reading | None = None
        self.templates: Mapping[str, Template] | None = None
        self.assets: Assets | None = None
        self.photos: Mapping[str, Photo] = {}
        self.ledger: tuple[Entry, ...] | None = None
        self.articles: dict[str, Article] = {}
        self.texts = Texts()
        self.sources: Sources | None = None
        self._address = address
        self._files: dict[str, File] = {}
        self._known: dict[str, tuple[Stat, bytes]] = {}
        self._read_as: dict[str, tuple[bytes, Reading | None]] = {}
        self._made: dict[str, bytes] = {}
        self._memory = Memory()
        self._faults: dict[str, tuple[Problem, ...]] = {}

    def close(self) -> None:
        """Let go of files."""
        self.texts.close()

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the files as they are now."""
        found = dict.fromkeys(problem for each in self._faults.values() for problem in each)
        # What went between a look and the reading is no slip: the next look finds it gone.
        return SiteError(problem for problem in found if problem.what != GONE).problems

    def policy(self) -> str:
        """What pages may run and load; "" while the settings cannot be read."""
        return policy(self.config, inline_of(self.templates or {})) if self.config else ""

    def take(self, update: "Update") -> None:
        """Note what changed on disk; nothing is read yet."""
        for path, file in update.files.items():
            self._known.pop(path, None)
            if file:
                self._files[path] = file
            else:
                self._files.pop(path, None)
        self._note("", update.problems)

    def take_all(self, seen: Survey) -> None:
        """Note every file anew."""
        self._files = {file.path: file for file in seen.files}
        self._note("", seen.problems)

    def unreadable(self) -> list[File]:
        """Files that are there and could not be read."""
        problems = (problem for each in self._faults.values() for problem in each)
        return unreadable(problems, self._files.values())

    def take_back(self) -> bool:
        """Take those for new that can be read now; whether there are any."""
        back = {file.path for file in self.unreadable() if is_readable(file)}
        if back:
            self._made.clear()
        for path in back:
            self._known.pop(path, None)
        for path in back & self._read_as.keys():
            self._read_as[path] = b"", None
        return bool(back)

    def recall(self, cache: Cache) -> None:
        """Begin with what builds have kept."""
        self._known = cache.sources() | self._known
        self._memory.take(cache)

    def look(self) -> None:
        """See what all files are, and read those that are not articles."""
        files = tuple(self._files[path] for path in sorted(self._files))
        self.sources = sources = read_sources(Survey(files, ()), self._known)
        text = (*sources.articles, *sources.templates.values(), *sources.static.values())
        for source in (*text, *filter(None, (sources.config, sources.ledger))):
            self._known[source.path] = (self._files[source.path].stat, source.digest)
        self._note("files", sources.problems)
        self._read_settings(sources)
        parse = partial(read_templates, memory=self._memory)
        self.templates = self._kept("templates", sources.templates, parse, self.templates)
        self.assets = self._kept("static", sources.static, make_assets, self.assets)

    def look_back(self) -> None:
        """Read which addresses were out before."""
        source = self.sources.ledger if self.sources else None
        ledger = {LEDGER: source} if source else {}
        self.ledger = self._kept("ledger", ledger, _ledger_of, self.ledger)

    def unread(self) -> list[Source]:
        """Articles that are not as they were when they were last read; those gone are forgotten."""
        if self.sources is None or self.reading is None:
            return []
        there = {source.path for source in self.sources.articles}
        for path in self._read_as.keys() - there:
            self._forget(path)
        return [
            s for s in self.sources.articles if self._read_as.get(s.path) != self._reading_of(s)
        ]

    def read(self, sources: Iterable[Source], reader: Reader) -> None:
        """Read a few articles."""
        for source in sources:
            self._read(source, reader)

    def read_all(self, cache: Cache, workforce: Workforce) -> None:
        """Read all articles as a build does: kept ones from the cache, the rest on all cores."""
        if self.sources is None or self.config is None:
            return
        read = read_articles(self.sources, self.config, cache, workforce)
        self.texts.open(cache.packs, read.bodies)
        self.articles.update((article.source, article) for article in read.articles)
        for source in self.sources.articles:
            self._read_as[source.path] = self._reading_of(source)
            self._note(source.path, ())
        for path in {problem.path for problem in read.problems}:
            self._note(path, (problem for problem in read.problems if problem.path == path))

    def read_one(self, file: File, reader: Reader) -> Article | None:
        """Read an article that was saved just now; None where it is at fault."""
        try:
            source = identify(file, {})
        except SiteError as error:
            self._note(file.path, error.problems)
            return None
        self._known[file.path] = (file.stat, source.digest)
        if self._read_as.get(file.path) != self._reading_of(source):
            self._read(source, reader)
        return None if self._faults.get(file.path) else self.articles[file.path]

    def line(self, path: str, number: int) -> str:
        """A line of a file of content/ as it is now, by its number from 1; "" where it is gone."""
        file = self._files.get(path)
        try:
            return line_of(identify(file, {}), number) if file else ""
        except SiteError:  # what cannot be read is told of by whoever wants all of it
            return ""

    def measure(self, workforce: Workforce | None = None) -> None:
        """Measure the pictures that the site names; those at fault are left out.

        Without a workforce those that are new are not looked at, which takes long where many are.
        """
        if self.sources is None or self.config is None:
            return
        paths = set(pictures_of(self.articles.values(), self.config))
        problems: list[Problem] = []
        try:
            self.photos = measure_pictures(paths, self.sources, self._memory, workforce)
        except SiteError as error:
            problems += error.problems
            paths -= {problem.path for problem in problems}
            self.photos = measure_pictures(paths, self.sources, self._memory, workforce)
        for path, photo in self.photos.items():
            self._known[path] = (self._files[path].stat, photo.digest)
        self._note("pictures", problems)

    def _read(self, source: Source, reader: Reader) -> None:
        if self.reading is None:
            return
        self._read_as[source.path] = self._reading_of(source)
        result = reader.read(source, self.reading)
        if isinstance(result, Parsed):
            self.articles[source.path] = result.article
            self.texts.add(result.article.body, result.html, self._bodies)
        self._note(source.path, () if isinstance(result, Parsed) else result)

    def _bodies(self) -> set[bytes]:
        return {article.body for article in self.articles.values()}

    def _reading_of(self, source: Source) -> tuple[bytes, Reading | None]:
        """What an article's reading depends on, besides its path."""
        return source.digest, self.reading

    def _read_settings(self, sources: Sources) -> None:
        digest = sources.config.digest if sources.config else b""
        if self._made.get("settings") == digest and sources.config:
            return
        self._made["settings"] = digest
        try:
            config, problems = read_settings(sources, self._address, self._memory)
        except SiteError as error:
            problems = error.problems
        else:
            if not problems:
                self.config, self.reading = config, reading_of(config)
        self._note("settings", problems)

    def _kept(
        self,
        name: str,
        sources: Mapping[str, Source],
        make: Callable[[Mapping[str, Source]], Value],
        before: Value | None,
    ) -> Value | None:
        """What is made of some files: made anew where they changed, if they are in order."""
        digest = digest_of([(path, sources[path].digest) for path in sorted(sources)])
        if self._made.get(name) == digest:
            return before
        self._made[name] = digest
        try:
            value = make(sources)
        except SiteError as error:
            self._note(name, error.problems)
            return before
        self._note(name, ())
        return value

    def _forget(self, path: str) -> None:
        del self._read_as[path]
        self.articles.pop(path, None)
        self._note(path, ())

    def _note(self, place: str, problems: Iterable[Problem]) -> None:
        # The watch tells of what changes while it is read: that is read again.
        if found := tuple(problem for problem in problems if problem.what != CHANGED):
            self._faults[place] = found
        else:
            self._faults.pop(place, None)


def _ledger_of(sources: Mapping[str, Source]) -> tuple[Entry, ...]:
    return read_ledger(sources.get(LEDGER))
