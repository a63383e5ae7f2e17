"""What is kept of a template's parsing: used while its text is the same, and for that alone."""

import pytest

from generator.cache import open_cache
from generator.errors import SiteError
from generator.render import Template, parse_templates
from tests.conftest import MakeSite
from tests.sites import SmallSite, article

_BASE = "{% block main %}{% endblock %}"
_PAGE = '{% extends "base.html" %}{% block main %}x{% endblock %}'


def _templates(**texts: str) -> dict[str, Template]:
    return {
        f"{name}.html": Template(f"templates/{name}.html", text) for name, text in texts.items()
    }


def _outlines(small: SmallSite) -> dict[bytes, bytes]:
    with open_cache(small.root) as cache:
        return cache.outlines()


def test_a_text_whose_outline_is_kept_is_not_parsed() -> None:
    templates = _templates(base=_BASE, page=_PAGE)
    parsed = parse_templates(templates)
    key, _ = parsed["page.html"].outline
    _, of_base = parsed["base.html"].outline
    assert parse_templates(templates, dict([parsed["page.html"].outline])) == parsed
    assert parse_templates(templates, {key: of_base})["page.html"].references == frozenset()


def test_a_text_that_changed_has_another_outline() -> None:
    before = dict(each.outline for each in parse_templates(_templates(base=_BASE)).values())
    changed = parse_templates(_templates(base=_BASE + " "), before)
    assert changed["base.html"].outline[0] not in before


def test_one_text_under_two_names_has_one_outline() -> None:
    parsed = parse_templates(_templates(base=_BASE, twin=_BASE))
    assert parsed["base.html"].outline == parsed["twin.html"].outline


def test_a_build_keeps_the_outlines_of_the_templates_there_are(site: MakeSite) -> None:
    small = site({"content/a.md": article("A")})
    small.build()
    before = _outlines(small)
    small.write({"templates/pages/standing.html": '{% extends "base.html" %}'})
    small.build()
    assert len(_outlines(small).keys() - before.keys()) == 1
    small.remove("templates/pages/standing.html")
    small.build()
    assert _outlines(small).keys() == before.keys()


def test_a_fault_between_kept_templates_is_told(site: MakeSite) -> None:
    small = site({"templates/pages/about.html": '{% include "mine.html" %}'})
    small.write({"templates/mine.html": "x"})
    small.build()
    small.remove("templates/mine.html")
    with pytest.raises(SiteError, match=r'there is no template "mine\.html"'):
        small.build()


def test_a_name_with_half_a_character_is_of_no_template() -> None:
    with pytest.raises(SiteError, match="there is no template"):
        parse_templates(_templates(page='{% include "\\ud800" %}'))
