"""Files -> Site, and what making it needs; every problem of every file at once."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from generator.article.types import Article
from generator.assets import Assets, make_assets
from generator.cache import Cache, Place, Shelf, decoded
from generator.config.types import Address, Config
from generator.digest import digest_of
from generator.errors import Collected, Problem
from generator.ledger import Entry, Ledger, parse_ledger
from generator.media import Photo, measure_pictures, photo_named, place_of, shown_by
from generator.policy import policy
from generator.reading import Read, reading_begun
from generator.running import running_code
from generator.site import Files, Site, assemble
from generator.source import CONFIG, Source, Sources
from generator.text import decode
from generator.work import Workforce, begun, forks

if TYPE_CHECKING:
    from generator.render import Template


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that a build needs once its files are read; bodies says where they lie, by digest."""

    site: Site
    sources: Sources
    templates: Mapping[str, "Template"]
    bodies: Mapping[bytes, Place]

    def ledger(self) -> Ledger:
        """The ledger from now on, and the digest of what it was."""
        before = self.sources.ledger
        return Ledger(self.site.past.entries.values(), before.digest if before else b"")

    def digests(self) -> dict[str, bytes]:
        """Digest of each file that was read, by path."""
        sources = self.sources
        read = [*sources.articles, *sources.templates.values(), *sources.static.values()]
        read += filter(None, (sources.config, sources.ledger))
        digests = {source.path: source.digest for source in read}
        return digests | {photo.source: photo.digest for photo in self.site.photos.values()}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to read a site for: its moment, and its address where it is not site.yaml's."""

    now: datetime
    address: Address | None = None


def lines_of(sources: Sources) -> Callable[[str, int], str]:
    """Gives a line of an article or of site.yaml, by path and number from 1."""
    read = {source.path: source for source in (*sources.articles, sources.config) if source}
    return lambda path, number: line_of(read[path], number)


def line_of(source: Source, number: int) -> str:
    """A line of a text, by its number from 1; "" where there is none."""
    lines = decode(source.path, source.read()).split("\n")
    return lines[number - 1] if number <= len(lines) else ""


@contextmanager
def reading_material(
    sources: Sources, cache: Cache, workforce: Workforce, wanted: Wanted
) -> Iterator[Callable[[], Material]]:
    """Begin what `read_material` does, to do something else meanwhile; call what is yielded.

    At the end of the `with` templates are compiled.
    """
    # With settings that are wrong, articles are read all the same: to tell all that is wrong.
    config, problems = read_settings(sources, wanted.address, cache)
    with ExitStack() as left, reading_begun(sources, config, cache, workforce) as finished:
        underway = _Underway(config, problems, wanted.now, finished, workforce, left)
        yield partial(_material, sources, cache, underway)


def read_material(sources: Sources, cache: Cache, workforce: Workforce, wanted: Wanted) -> Material:
    """Make the site as it stands at a moment. Raises SiteError: the problems of all its files."""
    with reading_material(sources, cache, workforce, wanted) as finished:
        return finished()


class _Underway(NamedTuple):
    """Settings, what is wrong with them, and articles of which others read the texts; what is
    left to others goes into a stack.
    """

    config: Config
    problems: Sequence[Problem]
    now: datetime
    finished: Callable[[], Read]
    workforce: Workforce
    left: ExitStack


def _material(sources: Sources, cache: Cache, underway: _Underway) -> Material:
    found = Collected()
    found.add(underway.problems)
    templates = dict[str, "Template"]()
    assets, photos = Assets(paths={}, files={}), dict[str, Photo]()
    ledger: tuple[Entry, ...] = ()
    known = cache.outlines()
    with found:
        templates = read_templates(sources.templates, cache)
    with found:
        assets = make_assets(sources.static)
    with found:
        ledger = read_ledger(sources.ledger)
    read = underway.finished()
    _compile(templates, known, cache, underway)  # while the rest takes one core
    sources = read.sources
    found.add((*sources.problems, *read.problems))
    with found:
        named = pictures_of(read.articles, underway.config)
        photos = measure_pictures(named, sources, cache, underway.workforce)
    found.raise_any()
    from generator.render import inline_of  # noqa: PLC0415 (as in read_templates)

    files = Files(
        photos=photos,
        media=frozenset(sources.media),
        assets=assets,
        policy=policy(underway.config, inline_of(templates)),
        stamps={a.source: _stamp(a, read.keys[a.source], photos) for a in read.articles},
        ledger=ledger,
    )
    site = assemble(read.articles, underway.config, underway.now, files)
    return Material(site=site, sources=sources, templates=templates, bodies=read.bodies)


def _compile(
    templates: Mapping[str, "Template"], known: Container[bytes], cache: Cache, underway: _Underway
) -> None:
    """Begin to compile templates whose outlines were not known, for those who make pages.

    A process does it that can be ended: a template may name a number that takes for ever.
    """
    from generator.render import Compiling, uncompiled  # noqa: PLC0415 (as in read_templates)

    if underway.workforce.jobs and forks():
        task = partial(Compiling, templates, Shelf(cache.compiled))
        hands = Workforce(1, underway.workforce.budget)
        compiling = begun(task, uncompiled(templates, known), hands)
        underway.left.callback(underway.left.enter_context(compiling))


def _stamp(article: Article, key: bytes, photos: Mapping[str, Photo]) -> bytes:
    """A digest of all that an article says, by the key of its reading, and of its pictures."""
    targets = [mention.target for mention in article.pictures]
    targets += [article.picture.src] if article.picture else []
    shown = [photo_named(article, target, photos) for target in targets]
    return digest_of((key, shown)) if shown else key


def read_ledger(source: Source | None) -> tuple[Entry, ...]:
    """The addresses that were out before; none where there is no ledger. Raises SiteError."""
    return parse_ledger(source.path, source.read()) if source else ()


class Memory(Protocol):
    """What earlier readings gave."""

    def outlines(self) -> Mapping[bytes, bytes]:
        """Outlines of templates by the key of their parsing."""

    def keep_outlines(self, kept: Mapping[bytes, bytes], /) -> None:
        """Keep these outlines and forget all others."""

    def settings(self) -> Mapping[bytes, bytes]:
        """Settings of the site by the key of their reading."""

    def keep_settings(self, kept: Mapping[bytes, bytes], /) -> None:
        """Keep these settings and forget all others."""


def read_settings(
    sources: Sources, address: Address | None, memory: Memory
) -> tuple[Config, Sequence[Problem]]:
    """The settings of a site, read or known to a memory, and what is wrong with them."""
    if sources.config is None:
        return _no_settings(sources)
    key = digest_of((running_code(), sources.config.digest, address))
    if record := memory.settings().get(key):
        return decoded(record, Config), []
    from generator.config.reader import read_config  # noqa: PLC0415 (kept ones need no reader)

    config, problems = read_config(CONFIG, sources.config.read(), address)
    record = msgspec.msgpack.encode(config)
    if not problems:
        memory.keep_settings({key: record})
    return decoded(record, Config), problems


def _no_settings(sources: Sources) -> tuple[Config, Sequence[Problem]]:
    is_told = any(problem.path == CONFIG for problem in sources.unread)
    mend = "Make one with at least title:, url: and timezone:."
    missing = Problem(path=CONFIG, what="this file is missing", mend=mend)
    return Config(title="", origin="", timezone="UTC"), [] if is_told else [missing]


def read_templates(sources: Mapping[str, Source], memory: Memory) -> dict[str, "Template"]:
    """Parse all templates, or those alone that a memory does not know.

    Raises SiteError with all that is wrong with them.
    """
    # Jinja is loaded while others read texts.
    from generator.render import Template, parse_templates  # noqa: PLC0415

    before = memory.outlines()
    found = Collected()
    templates = {name: Template(source.path, "") for name, source in sources.items()}
    for name, source in sources.items():
        with found:
            templates[name] = Template(source.path, decode(source.path, source.read()))
    with found:
        templates = parse_templates(templates, before)
    found.raise_any()
    kept = dict(template.outline for template in templates.values())
    if kept.keys() != before.keys():
        memory.keep_outlines(kept)
    return templates


def pictures_of(articles: Iterable[Article], config: Config) -> Iterator[str]:
    """Source paths of all pictures that the site names."""
    for article in articles:
        yield from shown_by(article)
    for author in config.authors:
        if author.image:
            yield place_of(CONFIG, author.image)
