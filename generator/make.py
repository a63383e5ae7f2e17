"""Plan -> made outputs: what differs by key from the last build, made on all cores."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

import msgspec

from generator import images
from generator.active import refuse_active
from generator.cache import Bodies, Cache, KeptPage, Place, Shelf
from generator.digest import DIGEST_SIZE, digest_of, digest_of_bytes
from generator.errors import Problem, SiteError
from generator.guard import Needle, Seeker, needles_of
from generator.material import Material
from generator.metadata import refuse_disguised
from generator.output import Made, Output, Stage
from generator.parts import shared
from generator.plan import Copy, Data, Drawing, Page, Plan, Planned, Rank, Rendition
from generator.render import Renderer, Template, closure
from generator.running import running_code
from generator.share_card import draw
from generator.source import Source
from generator.steps import Steps
from generator.work import Overrun, Workforce, begun

_NOTHING = KeptPage(b"", b"", b"")
_SAME = "made again, with the same bytes"
_FEW = 4  # tasks that are not worth a second process where pictures are among them
_COPIED = 2**27  # tasks of a process times all there are: it looks at more of a larger site
_LEAST_SHARE = 2048
SHOWS = "what it shows changed"
"""The reason that a report adds the names of files to."""


_Single: TypeAlias = Page | Drawing | Copy | Data
Task: TypeAlias = _Single | tuple[Rendition, ...]
"""What one process makes at once: an output, or the renditions of one picture, decoded once."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one planned output: its key, its bytes' digest, and where they are staged.

    basis is the digest of its page's; reason says why it was made; "" where it was not. said are
    the numbers of the needles that its bytes hold; None where nobody has looked.
    """

    made: Made
    basis: bytes = b""
    key: bytes
    reason: str = ""
    said: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Before:
    """What is there before anything is made: what is kept of it by path, and what is on disk.

    verdict is of the needles that nothing of what was kept holds.
    """

    kept: Mapping[str, KeptPage]
    on_disk: Mapping[str, bytes]
    verdict: bytes

    def standing(self, path: str) -> KeptPage:
        """What is kept of an output that is on disk as it was made; all empty where it is not."""
        kept = self.kept.get(path, _NOTHING)
        return kept if self.on_disk.get(path) == kept.digest else _NOTHING


@dataclass(frozen=True)
class Workshop:
    """All that a process needs to make outputs: stage is None in a dry run.

    closures are by template; shared is a digest of what any view may depend on; needles are what
    no output may hold; folder is that of the outputs that are there.
    """

    templates: Mapping[str, Template]
    closures: Mapping[str, bytes]
    shared: bytes
    files: Mapping[str, Source]
    bodies: tuple[Path, Mapping[bytes, Place]]
    renditions: Path
    compiled: Path
    stage: Path | None
    folder: Path
    needles: tuple[Needle, ...]
    before: Before


def workshop(
    plan: Plan, material: Material, cache: Cache, output: Output, *, is_dry: bool
) -> Workshop:
    """All that making a plan's outputs needs, taken from what was read and from the last build."""
    medium, bodies = material.sources.medium, (cache.packs, material.bodies)
    shown = {each.source for each in plan.values() if isinstance(each, Rendition | Copy)}
    with closing(Bodies(*bodies)) as texts:
        needles = needles_of(material.site, plan, texts.html)
    return Workshop(
        templates=material.templates,
        closures={name: closure(name, material.templates) for name in material.templates},
        shared=digest_of((running_code(), shared(material.site))),
        files={source: medium(source) for source in shown},
        bodies=bodies,
        renditions=cache.renditions,
        compiled=cache.compiled,
        stage=None if is_dry else output.stage,
        folder=output.folder,
        needles=needles,
        before=Before(kept=cache.pages(), on_disk=output.digests, verdict=cache.note("verdict")),
    )


@contextmanager
def making(
    plan: Plan, workshop: Workshop, workforce: Workforce
) -> Iterator[Callable[[], list[Outcome]]]:
    """Begin to make every output of a plan that is not there already.

    What is yielded waits for the outcomes, in the plan's order. It raises SiteError with the
    problems of all outputs that cannot be made.
    """
    outcomes = {path: _as_it_stands(planned, workshop) for path, planned in plan.items()}
    missing = (planned for path, planned in plan.items() if outcomes[path] is None)
    left = _tasks(missing, plan, workforce)
    hands = _hands(left, workforce)
    with begun(partial(_Maker, workshop), left, hands, "Making") as finished:
        yield lambda: _outcomes(outcomes, left, finished())


def _hands(left: Sequence[Task], workforce: Workforce) -> Workforce:
    """Who makes tasks: what processes come to copy of a site is bounded, however large it is."""
    share = min(workforce.share, max(_LEAST_SHARE, _COPIED // max(len(left), 1)))
    has_pictures = bool(left) and isinstance(left[0], tuple)
    return replace(workforce, share=share, floor=_FEW if has_pictures else workforce.floor)


def _tasks(left: Iterable[Planned], plan: Plan, workforce: Workforce) -> list[Task]:
    """What is made at once, pictures first: nobody shall wait for a last one alone."""
    sets: dict[str, list[Rendition]] = {}
    others: list[_Single] = []
    for each in left:
        if isinstance(each, Rendition):
            sets.setdefault(each.source, []).append(each)
        else:
            others.append(each)
    if len(others) > workforce.floor:  # else one process makes them all
        others = _dealt(others, plan, max(1, workforce.jobs))
    return [*map(tuple, sets.values()), *others]


def _dealt(tasks: Sequence[_Single], plan: Plan, hands: int) -> list[_Single]:
    """Tasks of one rank after another, dealt to as many hands: each has a stretch of neighbours.

    A list comes where the page of its newest article does: a process looks at fewer articles, and
    has made their cards.
    """
    pages = (each.sources[:1] for each in plan.values() if each.rank is Rank.PAGE)
    places = {sources: place for place, sources in enumerate(pages)}
    ordered = sorted(tasks, key=lambda each: (each.rank, places.get(each.sources[:1], -1)))
    ranks = groupby(ordered, attrgetter("rank"))
    return [task for _, members in ranks for task in _in_turn([*members], hands)]


def _in_turn(tasks: Sequence[_Single], hands: int) -> Iterator[_Single]:
    """A task of the first hand's stretch, one of the second's, and so on again."""
    size = -(-len(tasks) // hands)
    return (task for first in range(size) for task in tasks[first::size])


def _outcomes(
    outcomes: dict[str, Outcome | None],
    left: Sequence[Task],
    results: Iterable[Sequence[Outcome | Problem] | Overrun],
) -> list[Outcome]:
    """All outcomes, where some were missing until now."""
    problems: list[Problem] = []
    for task, result in zip(left, results, strict=True):
        for each in [_too_slow(task)] if isinstance(result, Overrun) else result:
            if isinstance(each, Outcome):
                outcomes[each.made.path] = each
            else:
                problems.append(each)
    if problems:
        raise SiteError(dict.fromkeys(problems))
    return [outcome for outcome in outcomes.values() if outcome]


def _as_it_stands(planned: Planned, workshop: Workshop) -> Outcome | None:
    """The outcome of what is known to be what it was, pages by their basis."""
    if not isinstance(planned, Page | Rendition | Drawing):
        return None
    basis, key, digest = workshop.before.standing(planned.path)
    if isinstance(planned, Page):
        is_same = basis and key[DIGEST_SIZE:] == workshop.closures.get(planned.template)
        if not is_same or basis != _basis(planned, workshop):
            return None
    elif key != digest_of(planned.path):
        return None
    return _there(planned, key, digest, basis)


def _there(planned: Planned, key: bytes, digest: bytes, basis: bytes = b"") -> Outcome:
    """The outcome of what is on disk already."""
    made = Made(path=planned.path, digest=digest, staged=None, rank=planned.rank)
    return Outcome(made=made, basis=basis, key=key)


def _basis(page: Page, workshop: Workshop) -> bytes:
    """The digest of a page's basis; empty where it has none."""
    return digest_of((workshop.shared, page.basis())) if page.basis else b""


def _name(planned: Planned) -> str:
    """The name of a picture, which says all of what it is."""
    return planned.path.rpartition("/")[2]


def _too_slow(task: Task) -> Problem:
    planned = task[-1] if isinstance(task, tuple) else task
    where = planned.sources[0] if planned.sources else planned.path
    what = f"making {planned.path} took too long, or more memory than there is"
    mend = "Look for a loop without end in its template, or for a damaged picture."
    return Problem(path=where, what=what, mend=mend)


class _Maker:
    """Makes outputs in one process."""

    def __init__(self, workshop: Workshop, _number: int) -> None:
        self._shop = workshop
        self._stage = Stage(workshop.stage) if workshop.stage else None
        self._bodies = Bodies(*workshop.bodies)
        self._pictures = Shelf(workshop.renditions)
        self._renderer = Renderer(workshop.templates, self._bodies.html, Shelf(workshop.compiled))
        self._seeker = Seeker(workshop.needles)

    def __call__(self, task: Task) -> Steps[Sequence[Outcome | Problem]]:
        try:
            if isinstance(task, tuple):
                return self._renditions(task)
            return [(yield from self._output(task))]
        except SiteError as error:
            return error.problems

    def close(self) -> None:
        """Let go of the bodies."""
        self._bodies.close()

    def _output(self, planned: _Single) -> Steps[Outcome]:
        if isinstance(planned, Page):
            return (yield from self._page(planned))
        if isinstance(planned, Drawing):
            return self._drawing(planned)
        if isinstance(planned, Copy):
            return self._copy(planned)
        return self._data(planned)

    def _page(self, page: Page) -> Steps[Outcome]:
        # What the one looks at is still at hand for the other.
        view, basis = page.make_view(), _basis(page, self._shop)
        yield
        key = digest_of(view) + self._shop.closures[page.template]
        if digest := self._kept(page, key):
            return _there(page, key, digest, basis)
        about = page.sources[0] if page.sources else f"/{page.path.removesuffix('index.html')}"
        yield
        content = self._renderer.render(page.template, view, about)
        yield
        return self._staged(page, key, content, basis)

    def _renditions(self, pictures: Sequence[Rendition]) -> list[Outcome]:
        """The renditions of one picture, of which those are made that no earlier build kept."""
        found = {each.path: self._pictures.find(_name(each)) for each in pictures}
        missing = [each for each in pictures if found[each.path] is None]
        if missing:
            source = missing[0].source
            content = self._shop.files[source].read()
            made = images.render(source, content, [(each.width, each.format) for each in missing])
            for each, encoded in zip(missing, made, strict=True):
                self._pictures.keep(_name(each), encoded)
                found[each.path] = encoded
        return [
            self._staged(each, digest_of(each.path), found[each.path] or b"") for each in pictures
        ]

    def _drawing(self, drawing: Drawing) -> Outcome:
        content = self._pictures.find(_name(drawing))
        if content is None:
            content = draw(drawing.face)
            self._pictures.keep(_name(drawing), content)
        return self._staged(drawing, digest_of(drawing.path), content)

    def _copy(self, copy: Copy) -> Outcome:
        source = self._shop.files[copy.source]
        if self._shop.before.on_disk.get(copy.path) == source.digest:
            return _there(copy, source.digest, source.digest)
        content = source.read()
        refuse_disguised(copy.source, content)
        refuse_active(copy.source, content)
        return self._staged(copy, source.digest, content)

    def _data(self, data: Data) -> Outcome:
        key = digest_of_bytes(data.content)
        if self._shop.before.on_disk.get(data.path) == key:
            return _there(data, key, key)
        return self._staged(data, key, data.content)

    def _kept(self, planned: Planned, key: bytes) -> bytes:
        """The digest of an output that is on disk as this key made it; empty where it is not."""
        standing = self._shop.before.standing(planned.path)
        return standing.digest if standing.key == key else b""

    def _staged(self, planned: Planned, key: bytes, content: bytes, basis: bytes = b"") -> Outcome:
        digest = digest_of_bytes(content)
        is_same = self._shop.before.on_disk.get(planned.path) == digest
        stage = None if is_same else self._stage
        staged = stage.put(planned.path, content) if stage else None
        return Outcome(
            made=Made(path=planned.path, digest=digest, staged=staged, rank=planned.rank),
            basis=basis,
            key=key,
            reason=_SAME if is_same else self._reason(planned, key),
            said=self._seeker.hits(planned.path, digest, content),
        )

    def _reason(self, planned: Planned, key: bytes) -> str:
        before = self._shop.before
        kept_key = before.kept.get(planned.path, _NOTHING).key
        if not kept_key or planned.path not in before.on_disk:
            return "new" if planned.path not in before.on_disk else "made by another version"
        if kept_key == key:
            return "it was changed in output/"
        if isinstance(planned, Page) and kept_key[:DIGEST_SIZE] == key[:DIGEST_SIZE]:
            return f"the template {planned.template} changed, or one that it uses"
        return SHOWS
