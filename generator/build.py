"""The build: files become values, values a plan, the plan bytes, and what differs is written.

Start reading here: each step is a room of its own.
"""

# A build without a change needs no more than these; the steps bring what they need with them.
# ruff: noqa: PLC0415

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.cache import Cache, Damaged, clear, open_cache
from generator.garbage import garbage_left
from generator.indexer import Indexer
from generator.output import open_output
from generator.recall import Recall
from generator.report import Report
from generator.source import Survey, find_site, read_sources, survey
from generator.workforce import Workforce

if TYPE_CHECKING:
    from generator.config.types import Address
    from generator.material import Material

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to build: theme is the folder of the built-in templates/ and static/.

    address stands in for site.yaml's `url`. A dry run leaves the output folder and the ledger as
    they are; forgets leaves the ledger alone; advises adds advice to the warnings. removals: so
    many articles may go at once, however many that is of all. indexer makes the search index; where
    it indexes nothing, an index that is out of date goes.
    """

    theme: Path
    output: Path
    workforce: Workforce
    address: "Address | None" = None
    is_dry: bool = False
    forgets: bool = False
    advises: bool = False
    removals: int = 0
    indexer: Indexer | None = None
    indexes: bool = True


def build(root: Path, now: datetime, options: Options, seen: Survey | None = None) -> Report:
    """Build the site in root as it stands at now; of the files in seen, if they are known.

    Raises SiteError or Refused, having written nothing to the output folder; Locked; OSError.
    """
    return with_cache(root, partial(_build, root, now, options, seen))


def read(root: Path, now: datetime, options: Options) -> "Material":
    """Read the site in root, and make nothing of it. Raises SiteError; Locked; OSError."""
    return with_cache(root, partial(read_with, root, now, options))


@garbage_left()
def with_cache(root: Path, step: Callable[[Cache], Result]) -> Result:
    """Take a step with the site's cache, or with an empty one where it turns out damaged.

    Raises Locked.
    """
    find_site(root)
    try:
        with open_cache(root) as cache:
            return step(cache)
    except Damaged:
        clear(root)
    with open_cache(root) as cache:
        return step(cache)


def read_with(root: Path, now: datetime, options: Options, cache: Cache) -> "Material":
    """The same with a cache that is open."""
    from generator.material import Wanted, read_material

    sources = read_sources(survey(root, options.theme), cache.sources())
    return read_material(sources, cache, options.workforce, Wanted(now=now))


def _build(
    root: Path, now: datetime, options: Options, seen: Survey | None, cache: Cache
) -> Report:
    started = cache.now()
    seen = seen or survey(root, options.theme)
    program = options.indexer and options.indexer.program
    settings = options.address, options.advises, program, options.indexes
    recall = Recall(cache, seen.files, options.output, settings, started)
    if not seen.problems and (report := recall.report(now)):
        return report
    return _made(root, now, options, seen, recall)


def _made(root: Path, now: datetime, options: Options, seen: Survey, recall: Recall) -> Report:
    from generator.material import Wanted, lines_of, reading_material

    cache = recall.cache
    known, hands = cache.outputs(), options.workforce
    with open_output(options.output, known, hands, is_dry=options.is_dry) as output:
        wanted = Wanted(now=now, address=options.address)
        sources = read_sources(seen, cache.sources())
        with reading_material(sources, cache, hands, wanted) as finished:  # dear: Markdown
            # Others read, and there is time to bring what comes after.
            from generator.account import make_report, reasons
            from generator.checks import check
            from generator.door import keep_verdict, refuse_leaks
            from generator.guard import guard_plan
            from generator.ledger.keeping import Kept, keep_ledger
            from generator.make import making, workshop
            from generator.pages import PLANNERS
            from generator.plan import make_plan
            from generator.removals import refuse_removals
            from generator.search import index_of, refuse_unsearchable

            material = finished()
            del finished  # it has what was kept of articles
            lines = lines_of(material.sources)
            refuse_unsearchable(material.site, options.indexer, lines)
            plan = make_plan(material.site, PLANNERS)  # every path decided, no two alike
            guard_plan(material.site, plan)
            output.check(plan)
            refuse_removals(material.site, plan, output.digests, options.removals)
            shop = workshop(plan, material, cache, output, is_dry=options.is_dry)
        with making(plan, shop, hands) as made_all:  # dear: templates, pictures
            warnings = check(material.site, plan, lines, advises=options.advises)
            outcomes = made_all()
        refuse_leaks(material.site, plan, shop, outcomes, hands)
        indexer, makes = options.indexer, options.indexes
        outcomes += index_of(material.site, shop, outcomes, indexer, makes=makes)
        made = [outcome.made for outcome in outcomes]
        changes = output.preview(made) if options.is_dry else output.commit(made)
        is_kept = not (options.is_dry or options.forgets)
        kept = keep_ledger(root, material.ledger(), recall.started) if is_kept else Kept()
        digests = material.digests()
        why = reasons(plan, outcomes, sources.known, digests)
        report = make_report(material.site, changes, kept, why, warnings)
        if not options.is_dry:
            keep_verdict(cache, shop)
            last = recall.after(kept)
            digests |= kept.digests()
            last.keep(now, output, digests=digests, outcomes=outcomes, report=report)
        return report
