"""The policy of a site's pages: what stands in it, where it stands, and what it would stop."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.config.reader import parse_config
from generator.errors import SiteError
from generator.policy import policy
from tests.browser.conftest import header_rules
from tests.conftest import MakeSite
from tests.sites import SETTINGS, article

_MINE = """\
{% extends "theme/base.html" %}
{% block colophon %}
  <script>
    // {# told to designers alone #} twice: {% raw %}{{ x }}{% endraw %}
    document.title += "!";
  </script>
  <script type="application/json">{{ page.meta.title|tojson }}</script>
  <style>h1 { color: red }</style>
{% endblock %}
"""


def _policy(settings: str, *inline: tuple[str, str]) -> dict[str, list[str]]:
    config = parse_config("content/site.yaml", f"{SETTINGS}{settings}".encode())
    directives = (each.split() for each in policy(config, inline).split("; "))
    return {name: sources for name, *sources in directives}


def test_a_page_loads_and_runs_what_its_site_has_and_nothing_else() -> None:
    assert _policy("") == {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
    }


@pytest.mark.parametrize(
    ("settings", "directive", "sources"),
    [
        ("hosts: [img.example]", "img-src", ["'self'", "data:", "img.example:*"]),
        ("embeds: [film.example]", "frame-src", ["https://film.example"]),
        ("policy: {script-src: [a.example]}", "script-src", ["'self'", "https://a.example"]),
        ("policy: {form-action: [a.example]}", "form-action", ["'self'", "https://a.example"]),
    ],
    ids=["pictures", "frames", "scripts", "forms"],
)
def test_a_page_loads_what_site_yaml_names(
    settings: str, directive: str, sources: list[str]
) -> None:
    assert _policy(settings) == _policy("") | {directive: sources}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("embeds: film.example", "here a list is expected"),
        ("embeds: ['https://film.example/a']", "the host's name alone is expected"),
        ('embeds: ["film.example; script-src *"]', "is not the name of a host"),
        ("policy: {script-scr: [a.example]}", 'Did you mean "script-src"'),
        ("policy: {script-src: [\"'unsafe-inline'\"]}", "is not the name of a host"),
        ("policy: [a.example]", "expected"),
    ],
)
def test_a_host_that_is_none_is_told(settings: str, told: str) -> None:
    with pytest.raises(SiteError, match=re.escape(told)) as caught:
        parse_config("content/site.yaml", f"{SETTINGS}{settings}".encode())
    assert {problem.line for problem in caught.value.problems} == {4}


def test_every_page_says_its_policy_before_anything_that_it_loads(site: MakeSite) -> None:
    small = site(
        {
            "content/a.md": article(
                "A", aliases="[/old/]", topics="city", corrections="[{date: 2026-05-26, text: No}]"
            ),
            "content/b.md": article("B", withdrawn="{date: 2026-05-26, reason: It was not so.}"),
            "content/c.md": article("C"),
            "content/pages/about.md": article("About", date=""),
        }
    )
    small.build()
    small.remove("content/c.md")
    small.build()
    pages = {path: text for path, text in small.output().items() if path.endswith(".html")}
    assert {"404.html", "old/index.html", "2026/05/b/index.html", "2026/05/c/index.html"} <= set(
        pages
    )
    headers = header_rules(small.page("_headers"))["/"]
    for path, text in pages.items():
        head = LexborHTMLParser(text.decode()).css("head > *")
        assert "charset" in head[0].attributes, path
        assert head[1].attributes["http-equiv"] == "Content-Security-Policy", path
        said = f"{head[1].attributes['content']}; frame-ancestors 'self'"
        assert said == headers["Content-Security-Policy"]
        assert head[2].attributes == {"name": "referrer", "content": headers["Referrer-Policy"]}
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_headers_are_for_all_paths_below_the_sites_own(site: MakeSite) -> None:
    small = site({"content/site.yaml": SETTINGS.replace("example/", "example/column/")})
    small.build()
    assert header_rules(small.page("_headers")).keys() == {"/column/", "/column/assets/"}


def test_what_stands_in_a_template_is_named_by_the_bytes_that_pages_have(site: MakeSite) -> None:
    small = site({"content/a.md": article("A"), "templates/base.html": _MINE})
    small.build()
    named = set(re.findall(r"'sha256-[^']+'", small.page("_headers")))
    for path in ("index.html", "2026/05/a/index.html", "404.html"):
        written = re.findall(r"(?s)<(?:script|style)>(.*?)</", small.page(path))
        hashes = (b64encode(sha256(each.encode()).digest()).decode() for each in written)
        assert {f"'sha256-{each}'" for each in hashes} == named
        assert len(written) == 2


def test_another_script_in_a_template_makes_a_page_as_a_clean_build_does(
    site: MakeSite, tmp_path: Path
) -> None:
    small = site({"content/a.md": article("A"), "templates/base.html": _MINE})
    small.build()
    before = small.page("index.html")
    small.write({"templates/base.html": _MINE.replace("!", "?")})
    small.build(jobs=2)
    clean = small.copy(tmp_path / "clean")
    clean.build()
    assert small.output() == clean.output()
    assert small.page("index.html") != before


@pytest.mark.parametrize(
    ("written", "line", "what", "mend"),
    [
        ("<p>\n<script>a({{ page.meta.title|tojson }})</script>", 2, "a script that holds", "json"),
        ("<script>\n{% if page %}a(){% endif %}\n</script>", 1, "a script that holds", "json"),
        ("{% if page %}\n\n{% endif %}<style>p { top: {{ 1 }}px }</style>", 3, "a style", "class"),
        ("{# a\nb #}<p style='top: {{ 1 }}px'>", 2, "the attribute style", "class"),
        ("<a\nhref='{{ 1 }}' ONCLICK=a()>", 2, "the attribute onclick", "script"),
    ],
    ids=["value", "tag", "style", "attribute", "handler"],
)
def test_what_a_policy_would_stop_in_a_template_is_told_at_its_line(
    site: MakeSite, written: str, line: int, what: str, mend: str
) -> None:
    small = site({"templates/components/mine.html": written})
    with pytest.raises(SiteError) as caught:
        small.build()
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/components/mine.html", line)
    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize(
    "written",
    [
        "<script type='application/ld+json'>{{ page }}</script>",
        "<script src='{{ page }}'></script>",
        "<script>if (a < b && c.style == d) e.onclick = f</script>",
        "{% set style = 1 %}<p title='{{ \"<p style=a>\" }}'>a < b style = c</p>",
        "<!-- <p> --> <svg fill='none' onfocus-x='1'/>",
    ],
)
def test_what_no_policy_stops_is_passed_over(site: MakeSite, written: str) -> None:
    small = site({"templates/components/mine.html": written})
    small.build()
