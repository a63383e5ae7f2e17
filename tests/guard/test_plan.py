"""What is held back is in no plan, whoever planned it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import material
from generator.article.types import Article
from generator.build import read
from generator.errors import Refused
from generator.groups import Group
from generator.guard import guard_plan
from generator.pages import PLANNERS
from generator.pages.articles import article_pages
from generator.plan import Copy, Data, Page, Planned, Planner, Rendition, make_plan
from generator.site import Site, State, assemble
from generator.slug import Slug
from generator.view import RedirectView
from tests.sites import NOON, SmallSite, article

HOLDS = {
    "draft": {"draft": "true"},
    "undated": {"date": ""},
    "scheduled": {"embargo": "2026-06-03"},
    "expired": {"expires": "2026-05-31"},
}
OUT, HELD = "content/out.md", "content/held.md"


@pytest.fixture(params=list(HOLDS.values()), ids=list(HOLDS))
def site(request: pytest.FixtureRequest, tmp_path: Path, tiny_theme: Path) -> Site:
    """A site with one article that is out and one that is held back."""
    keys = {"topics": "Kettles", "authors": "Wen", "series": "Queues", **request.param}
    files: dict[str, str | bytes] = {OUT: article("Out"), HELD: article("Held", **keys)}
    small = SmallSite(tmp_path, files, tiny_theme)
    return read(small.root, NOON, small.options()).site


def planner_of(planned: Planned) -> Planner:
    def plan(_site: Site) -> Iterable[Planned]:
        return [planned]

    return plan


SOURCES = (OUT, HELD)
VIEW = partial(RedirectView, lang="en", title="X", target="/")
LEAKS: dict[str, Planned] = {
    "page": Page(path="x/index.html", template="t", make_view=VIEW, sources=(HELD,)),
    "listing": Page(path="x/index.html", template="t", make_view=VIEW, sources=SOURCES),
    "feed": Page(path="x/index.html", template="feeds/atom.xml", make_view=VIEW, sources=SOURCES),
    "picture": Rendition(
        path="x/index.html", source="a.png", digest=b"", width=1, format="png", sources=SOURCES
    ),
    "attachment": Copy(path="x/index.html", source="a.pdf", sources=(HELD,)),
    "redirect": Data(path="x/index.html", content=b"", sources=(HELD,)),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_an_output_of_what_is_held_back_is_refused(site: Site, leak: Planned) -> None:
    guard_plan(site, make_plan(site, PLANNERS))
    with pytest.raises(Refused, match=rf"^x/index.html would show {HELD}, which is \w+\.\n"):
        guard_plan(site, make_plan(site, (*PLANNERS, planner_of(leak))))


LISTS: dict[str, Callable[[Article, Group], Any]] = {
    **dict.fromkeys(("articles", "standing", "withdrawn"), lambda held, _: (held,)),
    "by_permalink": lambda held, _: {"/x/": held},
    "cards": lambda held, _: {held.source: None},
    **dict.fromkeys(("topics", "authors", "series"), lambda _, group: {"x": group}),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_holds_what_is_held_back_is_refused(site: Site, name: str) -> None:
    held = site.addresses[HELD]
    group = Group(slug=Slug("x"), name="X", articles=(held,))
    changed: Any = {name: LISTS[name](held, group)}
    with pytest.raises(Refused, match=HELD):
        guard_plan(replace(site, **changed), {})


def test_it_asks_what_is_out_itself(site: Site) -> None:
    """A site that was assembled wrongly is refused, and not only a plan."""
    before = replace(site, now=NOON - timedelta(days=365))
    plan = make_plan(before, (article_pages,))
    with pytest.raises(Refused, match=rf"would show {OUT}, which is scheduled"):
        guard_plan(before, plan)


def test_a_mistake_in_assembling_reaches_no_output(
    tmp_path: Path, tiny_theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = partial(assemble, judge=lambda *_: State.PUBLISHED)

    monkeypatch.setattr(material, "assemble", careless)
    small = SmallSite(
        tmp_path, {OUT: article("Out"), HELD: article("Held", draft="true")}, tiny_theme
    )
    with pytest.raises(Refused, match=HELD):
        small.build()
    assert not (small.root / "output").exists()
