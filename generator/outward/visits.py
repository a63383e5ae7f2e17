"""What is known of other sites' pages: asked for once a week, and kept in between."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build import Options, read_with, with_cache
from generator.cache import Bodies, Cache, decoded
from generator.checks.external import Outgoing, Standing, Verdict
from generator.material import Material
from generator.outward.finding import outgoing
from generator.text import decode

_NOTE = "visits"
_LASTS = timedelta(days=7)
_LASTS_BAD = timedelta(hours=1)  # what is mended over there is seen soon


class Visit(NamedTuple):
    """When somebody asked for a page, and what came of it."""

    when: datetime
    verdict: Verdict


class Found(NamedTuple):
    """A site, its links to other sites, and the visits that are still good, by URL."""

    material: Material
    links: tuple[Outgoing, ...]
    visits: Mapping[str, Visit]

    def unvisited(self) -> list[str]:
        """The URLs to ask for, each once."""
        linked = dict.fromkeys(link.url for link in self.links)
        return [url for url in linked if url not in self.visits]


def find_links(root: Path, now: datetime, options: Options) -> Found:
    """Find the links of the site in root. Raises SiteError; Locked; OSError."""
    return with_cache(root, partial(_found, root, now, options))


def keep_visits(root: Path, visits: Mapping[str, Visit]) -> None:
    """Keep visits, and forget all others. Raises Locked; OSError."""
    with_cache(root, lambda cache: cache.keep_note(_NOTE, msgspec.msgpack.encode(visits)))


def visits_of(verdicts: Mapping[str, Verdict], now: datetime) -> dict[str, Visit]:
    """Visits that were made now."""
    return {url: Visit(now, verdict) for url, verdict in verdicts.items()}


def _found(root: Path, now: datetime, options: Options, cache: Cache) -> Found:
    material = read_with(root, now, options, cache)
    with closing(Bodies(cache.packs, material.bodies)) as bodies:
        links = tuple(outgoing(material.site, _text_of(material), bodies.html))
    note = cache.note(_NOTE)
    kept: dict[str, Visit] = decoded(note, dict[str, Visit]) if note else {}
    linked = {link.url for link in links}
    good = {url: visit for url, visit in kept.items() if url in linked and _is_good(visit, now)}
    return Found(material, links, good)


def _text_of(material: Material) -> Callable[[str], str]:
    sources = material.sources
    read = {source.path: source for source in (*sources.articles, sources.config) if source}
    return lambda path: decode(path, read[path].read())


def _is_good(visit: Visit, now: datetime) -> bool:
    lasts = _LASTS if visit.verdict.stands is Standing.THERE else _LASTS_BAD
    return timedelta(0) <= now - visit.when < lasts
