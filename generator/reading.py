"""Sources -> Articles: those that are not kept are parsed, on all cores."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.article.types import Article, Reading
from generator.cache import Cache, Kept, Pack, Place, decoded
from generator.config.types import Config
from generator.digest import digest_of, digest_of_code
from generator.errors import Problem, SiteError
from generator.markup import version
from generator.markup.types import Dialect
from generator.source import Source
from generator.steps import Steps
from generator.work import Overrun, Workforce, begun

VERSION = digest_of((digest_of_code("article", "proofreading", "text", "yaml"), version.VERSION))


class Read(NamedTuple):
    """The articles of a site, where bodies lie by digest, and what is wrong with the rest.

    keys say by path what each reading depended on.
    """

    articles: tuple[Article, ...]
    keys: dict[str, bytes]
    bodies: dict[bytes, Place]
    problems: tuple[Problem, ...]


def read_articles(
    sources: Sequence[Source], config: Config, cache: Cache, workforce: Workforce
) -> Read:
    """Parse articles, or take them from the cache, which keeps what was parsed."""
    with reading_begun(sources, config, cache, workforce) as finished:
        return finished()


@contextmanager
def reading_begun(
    sources: Sequence[Source], config: Config, cache: Cache, workforce: Workforce
) -> Iterator[Callable[[], Read]]:
    """Begin to read articles, to do something else meanwhile; call what is yielded for them.

    What a reading depends on, and by which code, is the key that it is kept by.
    """
    reading = reading_of(config)
    how = digest_of((reading, VERSION))
    keys = {source.path: digest_of((source.path, source.digest, how)) for source in sources}
    before = cache.articles()
    fresh = [source for source in sources if keys[source.path] not in before]
    make_task = partial(_Parser, reading, cache.packs, cache.first_new_pack())
    with begun(make_task, fresh, workforce, "Reading") as finished:
        yield partial(_read, keys, cache, before, fresh, finished)


def _read(
    keys: dict[str, bytes],
    cache: Cache,
    before: dict[bytes, Kept],
    fresh: Sequence[Source],
    finished: Callable[[], Sequence[Kept | Sequence[Problem] | Overrun]],
) -> Read:
    """All articles by their keys: those kept before, and those that are fresh."""
    same = (key for key in keys.values() if key in before)
    known = {key: decoded(before[key].record, Article) for key in same}
    parsed, problems = _sorted_out(zip(fresh, finished(), strict=True))
    found = before | {keys[source.path]: kept for source, kept in parsed}
    # What is no longer there is forgotten once all can be read: a slip costs no second reading.
    kept = found if problems else {key: found[key] for key in keys.values()}
    if kept.keys() != before.keys():
        kept = cache.keep_articles(kept)
    articles = [
        known.get(key) or decoded(kept[key].record, Article) for key in keys.values() if key in kept
    ]
    bodies = {each.body: each.place for each in kept.values()}
    return Read(tuple(articles), keys, bodies, tuple(problems))


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


def _sorted_out(
    results: Iterable[tuple[Source, Kept | Sequence[Problem] | Overrun]],
) -> tuple[list[tuple[Source, Kept]], list[Problem]]:
    parsed: list[tuple[Source, Kept]] = []
    problems: list[Problem] = []
    for source, result in results:
        if isinstance(result, Kept):
            parsed.append((source, result))
        else:
            problems += [overrun(source)] if isinstance(result, Overrun) else result
    return parsed, problems


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

    def __call__(self, source: Source) -> Steps[Kept | Sequence[Problem]]:
        try:
            article, body = yield from self._parsing(source.path, source.read(), self._reading)
        except SiteError as error:
            return error.problems
        place = self._pack.add(body.html.encode())
        return Kept(msgspec.msgpack.encode(article), article.body, place)

    def close(self) -> None:
        """Let go of the pack."""
        self._pack.close()
