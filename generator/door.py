"""The door: what was made is looked at, before any of it stands in output/."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial

from generator.cache import Bodies, Cache, KeptPage
from generator.digest import digest_of, digest_of_bytes, digest_of_code
from generator.errors import Problem, SiteError
from generator.guard import Seeker, leak_of
from generator.make import Outcome, Workshop
from generator.plan import Plan
from generator.site import Site
from generator.steps import Steps, taken
from generator.work import Overrun, run
from generator.workforce import Workforce


def refuse_leaks(
    site: Site, plan: Plan, shop: Workshop, outcomes: Sequence[Outcome], workforce: Workforce
) -> None:
    """See that no output, new or kept, says what is under embargo. Raises Leak: one does.

    A kept one that was looked at for the same needles before is not looked at again.
    """
    if not shop.needles:
        return
    found = {each.made.path: each.said or () for each in outcomes}
    judged = shop.before.kept if shop.before.verdict == _verdict(shop) else {}
    unseen = [each.made.path for each in outcomes if each.said is None and not _is_in(judged, each)]
    found |= _looked_at(unseen, shop, workforce)
    with closing(Bodies(*shop.bodies)) as bodies:
        leak = leak_of(found, shop.needles, site, plan, bodies.html)
    if leak:
        raise leak


def keep_verdict(cache: Cache, shop: Workshop) -> None:
    """Remember, once output/ is written, which needles nothing in it holds.

    Before the build itself is remembered: what an earlier one made was looked at for these, too.
    """
    if shop.before.verdict != (verdict := _verdict(shop)):
        cache.keep_note("verdict", verdict)


def _verdict(shop: Workshop) -> bytes:
    return digest_of((shop.needles, digest_of_code("guard"))) if shop.needles else b""


def _is_in(judged: Mapping[str, KeptPage], outcome: Outcome) -> bool:
    kept = judged.get(outcome.made.path)
    return kept is not None and kept.digest == outcome.made.digest


def _looked_at(
    paths: Sequence[str], shop: Workshop, workforce: Workforce
) -> dict[str, tuple[int, ...]]:
    """The needles in outputs that are there already, by their path."""
    looked = run(partial(_Look, shop), paths, workforce, "Looking")
    slow = [path for path, hits in zip(paths, looked, strict=True) if isinstance(hits, Overrun)]
    if slow:
        mend = "Build again, with more memory if there is any."
        raise SiteError(
            Problem(path=path, what="looking at it took too long", mend=mend) for path in slow
        )
    return {p: hits for p, hits in zip(paths, looked, strict=True) if not isinstance(hits, Overrun)}


class _Look:
    """Looks at outputs in one process."""

    def __init__(self, shop: Workshop, _number: int) -> None:
        self._folder, self._seeker = shop.folder, Seeker(shop.needles)

    def __call__(self, path: str) -> Steps[tuple[int, ...]]:
        content = (self._folder / path).read_bytes()
        return taken(self._seeker.hits(path, digest_of_bytes(content), content))

    def close(self) -> None:
        """Hold nothing open."""
