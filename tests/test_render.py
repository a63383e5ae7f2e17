"""Templates: what a page's key covers, what they may do, and whom a fault is blamed on."""

import re
from pathlib import Path

import msgspec
import pytest

from generator.errors import SiteError
from generator.render import Renderer, Template, closure, parse_templates
from generator.view import BodyText
from tests.conftest import MakeSite
from tests.sites import SmallSite, article


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A page as these templates see it."""

    title: str = ""
    body: BodyText = BodyText(digest=b"", links=(), pictures=())
    numbers: tuple[int, ...] = ()
    named: dict[str, object] = {}


def _templates(texts: dict[str, str]) -> dict[str, Template]:
    return parse_templates({name: Template(f"templates/{name}", t) for name, t in texts.items()})


def _renderer(**texts: str) -> Renderer:
    return Renderer(_templates(texts), lambda digest: "<p>body</p>")


def _rendered(text: str, view: View | None = None, **others: str) -> str:
    return _renderer(page=text, **others).render("page", view or View(), "content/a.md").decode()


def _refused(text: str, view: View | None = None, **others: str) -> str:
    with pytest.raises(SiteError) as caught:
        _rendered(text, view, **others)
    return str(caught.value)


@pytest.mark.parametrize("name", ["page", "page.xml", "page.json", "page.txt", "page.html.j2"])
def test_text_is_escaped_whatever_the_templates_name(name: str) -> None:
    renderer = _renderer(**{name: "{{ page.title }}"})
    assert renderer.render(name, View(title="<b>&'\""), "") == b"&lt;b&gt;&amp;&#39;&#34;"


def test_a_body_is_html() -> None:
    assert _rendered("{{ page.body|html }}") == "<p>body</p>"


def test_what_is_no_text_is_written_as_it_reads() -> None:
    assert _rendered("{{ 7 }} {{ true }} {{ none }} {{ 1.5 }} {{ (1, '<') }}") == (
        "7 True None 1.5 (1, &#39;&lt;&#39;)"
    )


def test_an_if_without_an_else_writes_nothing() -> None:
    assert _rendered('[{{ "a" if page.title }}]', View()) == "[]"


@pytest.mark.parametrize("line", [1, 2])
def test_an_if_without_an_else_says_which_one_it_is(line: int) -> None:
    fault = '{{ ("a" if page.title).b }}'
    assert f"if-expression on line {line} in" in _refused("\n" * (line - 1) + fault)


def test_json_cannot_close_a_script() -> None:
    named: dict[str, object] = {"b": "</script><!--", "a": "微博"}
    assert _rendered("{{ page.named|tojson }}", View(named=named)) == (
        '{"a": "微博", "b": "\\u003c/script\\u003e\\u003c!--"}'
    )


def test_a_template_ends_as_it_is_written() -> None:
    assert _rendered("a\n{% if true %}\n  b\n{% endif %}\n") == "a\n  b\n"


_FAULTS = {
    "a field that is not there": ("\n  {{ page.titel }}", 2, "has no attribute 'titel'"),
    "a name that is not there": ("{{ pag.title }}", 1, "'pag' is undefined"),
    "a variable of an unrun branch": ("\n{% set x = nope %}{{ x }}", 2, "'nope' is undefined"),
    "the clock": ("{{ now() }}", 1, "'now' is undefined"),
    "chance": ("{{ page.numbers|random }}", 1, "No filter named 'random'"),
    "filler": ("\n\n{{ lipsum() }}", 3, "'lipsum' is undefined"),
    "division": ("{{ 1 / 0 }}", 1, "division by zero"),
    "a wrong filter": ("{{ page.title|nope }}", 1, "No filter named 'nope'"),
    "an open block": ("a\n{% if true %}", 2, "the template is not right"),
    "a block twice": ("{% block a %}{% endblock %}{% block a %}{% endblock %}", 1, "twice"),
    "itself": ('\n{% include "page" %}', 2, '"page" is this template itself'),
    "its own heir": ('{% extends "page" %}', 1, '"page" is this template itself'),
    "a computed include": ('\n{% include "a" ~ page.title %}', 2, "is computed here"),
    "a computed extends": ("{% extends page.title %}", 1, "is computed here"),
    "a computed import": ("{% from page.title import a %}", 1, "is computed here"),
    "a choice of names": ('{% include ["page", "other"] %}', 1, "is computed here"),
    "a name unknown": ('{% include "pag" %}', 1, 'there is no template "pag"\n'),
    "a name unknown but for ignoring": ('{% include "x" ignore missing %}', 1, "no template"),
}


@pytest.mark.parametrize(("text", "line", "said"), _FAULTS.values(), ids=_FAULTS.keys())
def test_a_fault_names_the_template_and_its_line(text: str, line: int, said: str) -> None:
    refused = _refused(text)
    assert refused.startswith(f"templates/page:{line}:")
    assert said in refused


def test_a_fault_while_a_page_is_made_names_its_article() -> None:
    assert "(while making the page of content/a.md)" in _refused("{{ page.nope }}")


def test_a_fault_in_a_macro_is_blamed_on_the_macro() -> None:
    refused = _refused(
        '{% from "card" import card %}\n{{ card(page) }}',
        card="{% macro card(of) %}\n\n{{ of.nope }}{% endmacro %}",
    )
    assert refused.startswith("templates/card:3:1: ")


@pytest.mark.parametrize(
    ("calls", "shown"),
    [
        ("{{ say(1) }} {{ say(true) }} {{ say(1) }}", "[1] [True] [1]"),
        ('{{ say("<i>") }} {{ say("<i>"|safe) }}', "[&lt;i&gt;] [<i>]"),
        ('{{ say("a") }} {{ say(x="a") }} {{ say() }}', "[a] [a] []"),
        ("{% set n = namespace(x=1) %}{{ say(n.x) }}{% set n.x = 2 %}{{ say(n.x) }}", "[1][2]"),
        ("{% for n in page.numbers %}{{ say(n) }}{% endfor %}", "[7][7][8]"),
    ],
    ids=["likes", "safe", "named", "changing", "again"],
)
def test_a_macro_gives_the_same_only_for_the_same_values(calls: str, shown: str) -> None:
    macro = '{% macro say(x="") %}[{{ x }}]{% endmacro %}'
    page = f'{{% from "say" import say %}}{calls}'
    renderer = _renderer(page=page, say=macro)
    view = View(numbers=(7, 7, 8))
    assert [renderer.render("page", view, "").decode() for _ in range(2)] == [shown, shown]


@pytest.mark.parametrize(
    "call", ['"a", "b"', '"a", y="b"', 'x="a", y="b"', 'y="b", x="a"', '"a"'], ids=str
)
def test_a_macro_takes_its_values_by_place_and_by_name(call: str) -> None:
    macro = '{% macro say(x, y="b") %}[{{ x }}{{ y }}]{% endmacro %}'
    assert _rendered(f'{{% from "say" import say %}}{{{{ say({call}) }}}}', say=macro) == "[ab]"


def test_a_macro_shows_each_of_its_callers() -> None:
    macro = "{% macro say() %}[{{ caller() }}]{% endmacro %}"
    calls = "{% for n in (1, 2) %}{% call say() %}{{ n }}{% endcall %}{% endfor %}"
    assert _rendered(f'{{% from "say" import say %}}{calls}', say=macro) == "[1][2]"


def test_a_macro_sees_what_has_changed_in_a_namespace() -> None:
    macro = "{% macro say(n) %}[{{ n.x }}]{% endmacro %}"
    calls = "{% set n = namespace(x=1) %}{{ say(n) }}{% set n.x = 2 %}{{ say(n) }}"
    assert _rendered(f'{{% from "say" import say %}}{calls}', say=macro) == "[1][2]"


def test_a_macro_is_made_of_many_values_without_an_end() -> None:
    macro = "{% macro say(x) %}{{ x }},{% endmacro %}"
    page = '{% from "say" import say %}{% for n in page.numbers %}{{ say(n) }}{% endfor %}'
    numbers = tuple(range(100_000, 120_000))
    shown = _rendered(page, View(numbers=numbers), say=macro)
    assert shown == "".join(f"{number}," for number in numbers)


def test_half_a_character_is_refused() -> None:
    assert _refused('{{ "\\ud800" }}').startswith("templates/page")


def test_every_fault_that_can_be_seen_is_told_at_once() -> None:
    with pytest.raises(SiteError) as caught:
        _renderer(a="{% if %}", b='{% include "c" %}{% include d %}')
    assert [problem.path for problem in caught.value.problems] == [
        "templates/a",
        "templates/b",
        "templates/b",
    ]


_CLOSED = {
    "base": "{% block main %}{% endblock %}",
    "macros": '{% import "inner" as inner %}{% macro m() %}{% endmacro %}',
    "inner": "{% macro i() %}{% endmacro %}",
    "part": "part",
    "other": "other",
    "page": '{% extends "base" %}{% block main %}{% from "macros" import m %}'
    '{% if page.title %}{% include "part" %}{% endif %}{% endblock %}',
}


@pytest.mark.parametrize("name", ["page", "base", "macros", "inner", "part"])
def test_a_key_covers_all_that_a_template_reaches(name: str) -> None:
    changed = _CLOSED | {name: f"{_CLOSED[name]} "}
    assert closure("page", _templates(changed)) != closure("page", _templates(_CLOSED))


def test_a_key_covers_nothing_that_a_template_does_not_reach() -> None:
    changed = _CLOSED | {"other": "changed"}
    assert closure("page", _templates(changed)) == closure("page", _templates(_CLOSED))


def test_a_circle_of_templates_is_refused_at_each_of_its_lines() -> None:
    with pytest.raises(SiteError) as caught:
        _renderer(a='\n{% import "b" as b %}', b='{% extends "c" %}', c='{% include "a" %}', d="")
    told = [(problem.path, problem.line) for problem in caught.value.problems]
    assert told == [("templates/a", 2), ("templates/b", 1), ("templates/c", 1)]


_MENDS = {
    "a field": ("{{ page.titel }}", 'Did you mean "title"?'),
    "a strange field": ("{{ page.nope }}", "There are: title, body, numbers, named."),
    "a key": ("{{ page.named.mood }}", "ask first: {% if ... .mood is defined %}"),
    "page": ("{{ pag.title }}", 'Did you mean "page"?'),
    "a component": ("{{ big_card() }}", '{% from "components/big-card.html" import big_card %}'),
    "a strange name": ("{{ nothing }}", "A template sees page, and what it sets or imports."),
    "a filter": ("{{ page.title|uper }}", 'Did you mean "upper"?'),
    "a block": ('{% extends "base" %}{% block colophn %}{% endblock %}', 'mean "colophon"?'),
    "a strange block": ('{% extends "base" %}{% block x %}{% endblock %}', "are: colophon, main."),
}


@pytest.mark.parametrize(("text", "mend"), _MENDS.values(), ids=_MENDS.keys())
def test_a_fault_tells_its_mend_where_it_can_be_known(text: str, mend: str) -> None:
    base = "{% block main %}{% endblock %}{% block colophon %}{% endblock %}"
    component = "{% macro big_card() %}{% endmacro %}"
    assert mend in _refused(text, None, base=base, **{"components/big-card.html": component})


@pytest.mark.parametrize(
    "text",
    [
        "{% block main %}{% block inner %}{% endblock %}{% endblock %}",
        "{% block main %}{{ self.mine() }}{% endblock %}{% block mine %}{% endblock %}",
    ],
    ids=["in a block", "called"],
)
def test_a_block_of_ones_own_that_is_shown_is_no_fault(text: str) -> None:
    assert _rendered(f'{{% extends "base" %}}{text}', base=_CLOSED["base"]) == ""


def test_a_page_is_the_same_whoever_makes_it() -> None:
    text = "{% for n in page.numbers %}{{ loop.cycle('a', 'b') }}{{ n }}{% endfor %}"
    renderer, view = _renderer(page=text), View(numbers=(1, 2, 3))
    first = renderer.render("page", view, "")
    assert renderer.render("page", view, "") == first
    assert _renderer(page=text).render("page", view, "") == first == b"a1b2a3"


def test_a_designer_overrides_one_block(tmp_path: Path, theme: Path) -> None:
    block = "{% block head %}{{ super() }}<meta name='mine'>{% endblock %}"
    plain = SmallSite(tmp_path / "plain", {"content/a.md": article("A")}, theme)
    own = SmallSite(tmp_path / "own", {"content/a.md": article("A")}, theme)
    heir = f'{{% extends "theme/pages/article.html" %}}{block}'
    own.write({"templates/pages/article.html": heir})
    plain.build()
    own.build()
    page = own.page("2026/05/a/index.html")
    assert "<meta name='mine'>" in page
    assert len(re.findall("<main", page)) == 1
    assert plain.output().keys() == own.output().keys()


def test_an_heir_that_forgets_theme_is_told_the_name(tmp_path: Path, theme: Path) -> None:
    heir = '{% extends "pages/article.html" %}\n{% block head %}{% endblock %}'
    files: dict[str, str | bytes] = {"templates/pages/article.html": heir}
    small = SmallSite(tmp_path, files | {"content/a.md": article("A")}, theme)
    with pytest.raises(SiteError) as caught:
        small.build()
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/pages/article.html", 1)
    assert problem.mend == 'Write: {% extends "theme/pages/article.html" %}'


def test_a_designers_fault_leaves_the_output_as_it_was(tmp_path: Path, tiny_theme: Path) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A")}, tiny_theme)
    small.build()
    before = small.output()
    small.write({"templates/pages/article.html": "\n{{ page.titel }}"})
    with pytest.raises(SiteError, match=r"templates/pages/article\.html:2:1: .*content/a\.md"):
        small.build()
    assert small.output() == before


def test_a_base_of_the_sites_own_may_have_fewer_blocks(site: MakeSite) -> None:
    base = "<!doctype html><title>T</title><main>{% block main %}{% endblock %}</main>"
    small = site({"templates/base.html": base, "content/a.md": article("A")})
    small.build()
    assert small.page("2026/05/a/index.html").startswith("<!doctype html><title>T</title><main>")
