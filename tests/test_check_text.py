"""One article checked by itself: as the whole site's check tells it, whatever it says by now."""

from collections.abc import Callable
from itertools import chain

import pytest
from msgspec.structs import replace

from generator.article.types import Article
from generator.build import read
from generator.checks import SITE_CHECKS, check, check_text
from generator.errors import Problem, SiteError
from generator.markup.types import Mention
from generator.material import Material, lines_of
from generator.pages import PLANNERS
from generator.plan import make_plan
from tests.conftest import MakeSite
from tests.sites import NOON, SETTINGS, SmallSite, article

_FAULTS = "[x](gone.md) ![p](gone.png) [y](#gone) {% image %}"
_KEYS = {"topics": "[citi, Спорт]", "authors": "Wen Quao"}
_NAMES = "topics:\n  city: {title: City life}\nauthors:\n  wen: {name: Wen Qiao}\n"
CheckText = Callable[[Article], tuple[Problem, ...]]


def _material(small: SmallSite) -> Material:
    return read(small.root, NOON, small.options())


def _check_text(material: Material) -> CheckText:
    plan = make_plan(material.site, PLANNERS)
    return lambda one: check_text(material.site, plan, one, lines_of(material.sources))


def test_its_warnings_are_those_that_the_whole_site_gives_it(site: MakeSite) -> None:
    held = {
        "draft": {"draft": "true"},
        "tocome": {"embargo": "2026-07-01"},
        "undated": {"date": ""},
    }
    files = {f"{name}.md": article(name, _FAULTS, **keys, **_KEYS) for name, keys in held.items()}
    files |= {"out.md": article("Out", _FAULTS, **_KEYS), "pages/about.md": article("A", _FAULTS)}
    small = site({f"content/{path}": text for path, text in files.items()})
    small.write({"content/site.yaml": SETTINGS + _NAMES})
    material = _material(small)
    whole = check(material.site, make_plan(material.site, PLANNERS), lines_of(material.sources))
    texts = map(_check_text(material), material.site.addresses.values())
    assert sorted(chain(*texts), key=repr) == sorted(whole, key=repr)
    assert {problem.path for problem in whole} == {f"content/{path}" for path in files}


def test_a_body_newer_than_the_site_is_checked_as_it_is_now(site: MakeSite) -> None:
    material = _material(site({"content/a.md": article("A", "[x](gone.md)\n\n[y](b.md)")}))
    (old,) = material.site.articles
    new = replace(old, links=(Mention(target="a.md#part", line=7, column=1),), anchors=("part",))
    assert [found.code for found in _check_text(material)(old)] == ["WOW201", "WOW201"]
    assert _check_text(material)(replace(new, links=())) == ()
    (found,) = _check_text(material)(replace(new, anchors=()))
    assert (found.code, found.line, found.excerpt) == ("WOW202", 7, "[y](b.md)")


def test_it_is_weighed_as_the_site_is(site: MakeSite) -> None:
    settings = f"{SETTINGS}checks: {{WOW203: off}}\n"
    text = article("A", "[x](gone.md) ![p](gone.png)")
    material = _material(site({"content/site.yaml": settings, "content/a.md": text}))
    (found,) = _check_text(material)(material.site.articles[0])
    assert found.code == "WOW201"


@pytest.mark.parametrize("keys", [{}, {"draft": "true"}], ids=["out", "a draft"])
def test_a_sponsor_that_nobody_knows_is_refused(site: MakeSite, keys: dict[str, str]) -> None:
    material = _material(site({"content/a.md": article("A", sponsor="nobody", **keys)}))
    (sponsored,) = material.site.addresses.values()
    with pytest.raises(SiteError, match='names no "nobody"'):
        _check_text(material)(sponsored)


def test_a_refusal_of_one_article_is_that_of_the_site(site: MakeSite) -> None:
    settings = f"{SETTINGS}checks: {{WOW201: error}}\n"
    files: dict[str, str | bytes] = {"content/site.yaml": settings}
    material = _material(site(files | {"content/a.md": article("A", "[x](gone.md)")}))
    with pytest.raises(SiteError) as of_site:
        check(material.site, make_plan(material.site, PLANNERS), lines_of(material.sources))
    with pytest.raises(SiteError) as of_text:
        _check_text(material)(material.site.articles[0])
    assert of_text.value.problems == of_site.value.problems


def test_settings_are_no_matter_of_one_article(site: MakeSite) -> None:
    settings = f"{SETTINGS}publish: {{host: {{to: x}}}}\nnavigation: [{{name: X, url: /gone/}}]\n"
    material = _material(site({"content/site.yaml": settings, "content/a.md": article("A")}))
    plan = make_plan(material.site, PLANNERS)
    assert _check_text(material)(material.site.articles[0]) == ()
    assert len([found for one in SITE_CHECKS for found in one(material.site, plan)]) == 2
