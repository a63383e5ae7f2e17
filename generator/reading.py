"""Sources -> Articles: those that are not kept are parsed, on all cores."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import force_setattr

from generator.article.types import Article, Reading
from generator.cache import Cache, Kept, Pack, Place, decoded
from generator.config.types import Config
from generator.digest import digest_of, digest_of_bytes, digest_of_code
from generator.errors import Problem, SiteError
from generator.markup import version
from generator.markup.types import Dialect
from generator.source import File, Source, Sources, read_now
from generator.steps import Steps
from generator.work import Overrun, Workforce, begun

VERSION = digest_of((digest_of_code("article", "proofreading", "text", "yaml"), version.VERSION))


class Read(NamedTuple):
    """The articles of a site, where bodies lie by digest, and what is wrong with the rest.

    sources are all that was read; keys say by path what each reading depended on.
    """

    sources: Sources
    articles: tuple[Article, ...]
    keys: dict[str, bytes]
    bodies: dict[bytes, Place]
    problems: tuple[Problem, ...]


class _Parsed(NamedTuple):
    """What came of a text, which is told by its digest."""

    digest: bytes
    kept: Kept


_Result: TypeAlias = _Parsed | Sequence[Problem] | Overrun


def read_articles(sources: Sources, config: Config, cache: Cache, workforce: Workforce) -> Read:
    """Parse articles, or take them from the cache, which keeps what was parsed."""
    with reading_begun(sources, config, cache, workforce) as finished:
        return finished()


@contextmanager
def reading_begun(
    sources: Sources, config: Config, cache: Cache, workforce: Workforce
) -> Iterator[Callable[[], Read]]:
    """Begin to read articles, to do something else meanwhile; call what is yielded for them.

    What a reading depends on, and by which code, is the key that it is kept by.
    """
    reading, before = reading_of(config), cache.articles()
    due = _Due(sources, digest_of((reading, VERSION)), before)
    make_task = partial(_Parser, reading, cache.packs, cache.first_new_pack())
    with begun(make_task, due.fresh, workforce, "Reading") as finished:
        yield lambda: _read(due, cache, finished)


class _Due:
    """What is to be read: fresh is what has no key among those of the articles kept before."""

    def __init__(self, sources: Sources, how: bytes, before: dict[bytes, Kept]) -> None:
        self.sources, self.how, self.before = sources, how, before
        self.keys = dict[str, bytes]()
        self.fresh: Sequence[File | Source] = sources.written
        if before:  # else all are fresh, and who reads them tells their digests
            self.keys = _keys(sources, how)
            self.fresh = [each for each in sources.articles if self.keys[each.path] not in before]


def _keys(sources: Sources, how: bytes) -> dict[str, bytes]:
    """The key of each article's reading, by path."""
    return {
        source.path: digest_of_bytes(how + source.digest + source.path.encode())
        for source in sources.articles
    }


def _read(due: _Due, cache: Cache, finished: Callable[[], Sequence[_Result]]) -> Read:
    """All articles by their keys: those kept before, and those that are fresh."""
    before, read = due.before, partial(_decoded, {})
    same = (key for key in due.keys.values() if key in before)
    known = {key: read(before[key].record) for key in same}
    results = dict(zip((file.path for file in due.fresh), finished(), strict=True))
    sources = due.sources if before else due.sources.told(_digests(results))
    keys = due.keys or _keys(sources, due.how)
    new, problems = _sorted_out(sources, results)
    found = before | {keys[path]: kept for path, kept in new.items()}
    # What is no longer there is forgotten once all can be read: a slip costs no second reading.
    kept = found if problems else {key: found[key] for key in keys.values()}
    if kept.keys() != before.keys():
        kept = cache.keep_articles(kept)
    articles = [known.get(key) or read(kept[key].record) for key in keys.values() if key in kept]
    bodies = {each.body: each.place for each in kept.values()}
    return Read(sources, tuple(articles), keys, bodies, tuple(problems))


def _decoded(once: dict[Hashable, Any], record: bytes) -> Article:
    """The article of a record; what is equal in many is held once: a third of their weight."""
    article: Article = decoded(record, Article)
    for field in ("authors", "topics", "lang"):
        value = getattr(article, field)
        force_setattr(article, field, once.setdefault(value, value))
    lines = (None, *article.lines.items())  # None: that none are there is no lack of names
    force_setattr(article, "lines", once.setdefault(lines, article.lines))
    return article


def reading_of(config: Config) -> Reading:
    """What of a site's settings the reading of an article depends on."""
    return Reading(
        dialect=Dialect(
            language=config.language,
            chinese=config.chinese,
            hosts=config.hosts,
            embeds=config.embeds,
            home=f"{config.origin}{config.base}/",
        ),
        timezone=config.timezone,
        permalink=config.permalink,
        fields=config.fields,
    )


def _digests(results: dict[str, _Result]) -> dict[str, bytes]:
    """The digests of what could be read."""
    return {path: each.digest for path, each in results.items() if isinstance(each, _Parsed)}


def _sorted_out(
    sources: Sources, results: dict[str, _Result]
) -> tuple[dict[str, Kept], list[Problem]]:
    """What came of articles, by path, and what is wrong with the others."""
    kept, problems = dict[str, Kept](), list[Problem]()
    there = {source.path: source for source in sources.articles}
    for path, result in results.items():
        source = there.get(path)
        if source is None:  # that it cannot be read is told already
            continue
        if isinstance(result, Overrun):
            problems.append(overrun(source))
        elif not isinstance(result, _Parsed):
            problems += result
        elif result.digest == source.digest:
            kept[path] = result.kept
        else:
            problems.append(source.changed())
    return kept, problems


def overrun(source: Source) -> Problem:
    """What to say of a text that outlived its budget."""
    what = "this text takes too long to read, or more memory than there is"
    mend = "Look for very long tables, or for long runs of brackets, stars or quotation marks."
    return Problem(path=source.path, what=what, mend=mend)


class _Parser:
    """Parses articles in one process, and adds their bodies to a pack of its own."""

    def __init__(self, reading: Reading, packs: Path, first_pack: int, number: int) -> None:
        # Here and not above: while this process loads its parser, the build goes on.
        from generator.article.reader import parsing  # noqa: PLC0415

        self._parsing, self._reading = parsing, reading
        self._pack = Pack(packs, f"{first_pack + number}.pack")

    def __call__(self, file: File | Source) -> Steps[_Parsed | Sequence[Problem]]:
        try:
            content = read_now(file)
            article, body = yield from self._parsing(file.path, content, self._reading)
        except SiteError as error:
            return error.problems
        place = self._pack.add(body.html.encode())
        kept = Kept(msgspec.msgpack.encode(article), article.body, place)
        return _Parsed(digest_of_bytes(content), kept)

    def close(self) -> None:
        """Let go of the pack."""
        self._pack.close()
