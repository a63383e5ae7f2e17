"""A designer's templates, spoilt: the build is refused with the line, and changes nothing."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.claims import assert_sound, problems_of, state_of
from tests.fuzz.hurried import hurried_build
from tests.fuzz.mutations import as_bytes, slipped
from tests.sites import PROJECT, SmallSite, article, files_in

TEMPLATES = {
    f"templates/{path}": content.decode()
    for path, content in files_in(PROJECT / "templates").items()
    if not path.endswith(".md")
}
SCRAPS = (
    *("{% if %}", "{% endif %}", "{% for x in page %}", "{% endblock %}", "{% block main %}", "{#"),
    *("{{ page.nothing }}", "{{ nothing }}", "{{ page.title|nofilter }}", "{{ 1/0 }}"),
    *("{{ page( }}",),
    *("{% include page.title %}", "{% include 'none.html' %}", "{% extends 'base.html' %}", "{{ '"),
    *("{% import 'base.html' as base %}", "{{ base.nothing() }}", "{{ page.title.foo.bar }}", "{%"),
    *("{{ page.site.url + 1 }}", "{{ [].pop() }}", "{{ {}['a'] }}", "{{ self.main() }}"),
    *("%}", "}}"),
    *("{{ caller() }}", "{{ super() }}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "\x00"),
    *("{{ 'a' * 99999999999 }}", "{{ range(9)|list|sum('x') }}", "{{ page.__class__.__init__ }}"),
    *("{% set page = 1 %}", "{{ ''.join([1]) }}", "{{ '%d' % 'a' }}", "{{ 'a'|tojson|fromjson }}"),
    *("{{ '\ud800' }}", "\ufeff", "{{ '\\ud800' }}", "{{ page|safe }}", "{{ 10 ** 100000 }}"),
    *("{{ " + "(" * 4000 + ")" * 4000 + " }}", "{% if 1 %}" * 2000, "{{ 1" + " + 1" * 9000 + "}}"),
    *("{{ " + "[" * 90 + "]" * 90 + " }}", "{% if 1 %}" * 90 + "{% endif %}" * 90),
    *("{{ page" + ".a" * 5000, "{{ page" + ".a" * 5000 + " }}"),
)  # fmt: skip


FILES: dict[str, str | bytes] = {
    "content/a.md": article("The Queue", topics="city", authors="Wen", series="Queues"),
    "content/b.md": article("The Lift", corrections="[{date: 2026-05-26, text: It was.}]"),
    "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
}


@pytest.fixture
def small(tmp_path: Path, theme: Path) -> SmallSite:
    """A site with a page of most kinds, which has been built once."""
    made = SmallSite(tmp_path, FILES, theme)
    made.build()
    return made


def assert_built_or_as_before(small: SmallSite, path: str, content: bytes) -> None:
    """A template is used, or refused with problems that are sound, and nothing has changed."""
    before = state_of(small.root / "output")
    small.write({path: content})
    problems = problems_of(small.build)
    small.remove(path)
    for problem in problems:
        assert problem.path.startswith(("templates/", "theme/")), problem
        assert_sound(problem, content if problem.path == path else b"\n" * problem.line)
    if problems:
        assert state_of(small.root / "output") == before


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real template with a slip of the hand, or with something strange on a line of its own."""
    path = draw(st.sampled_from(sorted(TEMPLATES)))
    if draw(st.booleans()):
        return path, as_bytes(draw(slipped((TEMPLATES[path],), most=2)))
    lines = TEMPLATES[path].splitlines(keepends=True)
    at = draw(st.integers(0, len(lines)))
    return path, as_bytes("".join([*lines[:at], draw(st.sampled_from(SCRAPS)), *lines[at:]]))


@amounts(20, 2_000)
def test_a_spoilt_template_is_used_or_refused(amount: Amount, small: SmallSite) -> None:
    amount.check(lambda each: assert_built_or_as_before(small, *each), spoilt())


@pytest.mark.parametrize("scrap", SCRAPS, ids=range(len(SCRAPS)))
def test_a_strange_scrap_is_used_or_refused(tmp_path: Path, tiny_theme: Path, scrap: str) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("The Queue")}, tiny_theme)
    small.build()
    path = "templates/pages/article.html"
    form = '{{% extends "theme/pages/article.html" %}}\n{{% block main %}}\n{}\n{{% endblock %}}\n'
    assert_built_or_as_before(small, path, as_bytes(form.format(scrap)))


ENDLESS = {
    "a number": "{{ 9 ** (9 ** 9) }}",
    "a loop": "{% for x in range(9 ** 15) %}{% endfor %}",
    "a loop that fills memory": "{% for x in range(9 ** 12) %}words words words{% endfor %}",
}


@pytest.mark.parametrize("loop", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_template_is_ended(small: SmallSite, loop: str) -> None:
    before = state_of(small.root / "output")
    small.write({"templates/pages/not-found.html": loop})
    told = hurried_build(small, budget=1.0)
    assert told.code == 1
    assert "404.html took too long" in told.problems
    assert state_of(small.root / "output") == before
