"""Sixty payloads in every text of front matter, of site.yaml and in bodies run in no browser.

Each is tried with the policy of the site's pages, and in a browser that passes it over.
"""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.errors import SiteError
from tests.browser.conftest import serving
from tests.browser.payloads import ATTRIBUTES, ELEMENTS, LINKS, PAYLOADS, URLS
from tests.conftest import MakeSite, Tried
from tests.sites import SETTINGS, SmallSite, article, png

_UNSAFE = """() => [...document.querySelectorAll('*')].flatMap(each => [...each.attributes]
    .filter(a => a.name.startsWith('on') || a.name === 'style'
                 || /^\\s*(javascript|data|vbscript):/i.test(a.value)
                 && ['href', 'src', 'action', 'cite', 'data'].includes(a.localName))
    .map(a => each.outerHTML.slice(0, 200)))"""
_POKE = "() => document.querySelectorAll('[tabindex], details').forEach(each => each.click())"
_NOTED = """\
{% extends "theme/pages/article.html" %}
{% block article_foot %}{{ super() }}
<p title="{{ page.extra.note }}" data-note='{{ page.extra.note }}'>{{ page.extra.note }}</p>
<script type="application/json">{{ page.extra|tojson }}</script>
{% endblock %}
"""
_PLACES = {
    "front": "---\ndate: 2026-05-25\n{front}\n---\nWords.",
    "body": "---\ntitle: B\ndate: 2026-05-25\n---\n{payload}\n\nWords.",
    "inline": "---\ntitle: I\ndate: 2026-05-25\n---\nWords {payload} and more.",
    "gone": "---\ntitle: G\ndate: 2026-05-25\nwithdrawn: {{date: 2026-05-26, reason: {said}}}\n---",
    "pages/about": "---\ntitle: {said}\nstandfirst: {said}\n---\n{payload}",
}


def _settings(said: str) -> dict[str, str]:
    """Every setting that is a text, or holds some, as YAML."""
    texts = dict.fromkeys(("title", "tagline", "description", "copyright", "legal"), said)
    return texts | {
        "authors": f"{{a: {{name: {said}, role: {said}, bio: {said}}}}}",
        "topics": f"{{t: {{title: {said}, description: {said}}}}}",
        "sponsors": f"{{s: {{name: {said}, notice: {said}}}}}",
        "sponsor": "s",
        "navigation": f"[{{name: {said}, url: /about/}}]",
        "url": "https://test.example/",
        "timezone": "Asia/Shanghai",
    }


def _front(said: str) -> str:
    """Front matter with a payload in each of its texts."""
    keys = dict.fromkeys(("title", "standfirst", "description", "kicker", "series"), said)
    keys |= {
        "authors": f"[a, {said}]",
        "topics": f"[t, {said}]",
        "image": f"{{src: door.png, alt: {said}, credit: {said}, caption: {said}}}",
        "corrections": f"[{{date: 2026-05-29, text: {said}}}]",
        "sources": f"[{{title: {said}, url: 'https://elsewhere.example/'}}]",
        "sponsor": f"{{name: {said}, notice: {said}}}",
        "extra": f"{{note: {said}}}",
    }
    return _lines(keys)


def _lines(keys: Mapping[str, str]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in keys.items())


def _hostile(root: Path, theme: Path, payload: str) -> SmallSite:
    """A site with a payload everywhere, but where that is refused."""
    said = json.dumps(f"Column {payload}", ensure_ascii=False)
    settings = _settings(said)
    texts = {
        f"content/{place}{'' if '/' in place else '/index'}.md": text.format(
            payload=payload, said=said, front=_front(said)
        )
        for place, text in _PLACES.items()
    }
    files: dict[str, str | bytes] = {**texts, "content/front/door.png": png("red")}
    files |= {"templates/pages/article.html": _NOTED}
    small = SmallSite(root, {"content/site.yaml": _lines(settings), **files}, theme)
    while refused := _refused(small):
        for path in refused - {"content/site.yaml"}:
            small.remove(path)
        if "content/site.yaml" in refused:
            del settings["legal"]  # Markdown, and so refused where a text would be
            small.write({"content/site.yaml": _lines(settings)})
    return small


def _refused(small: SmallSite) -> set[str]:
    try:
        small.build()
    except SiteError as error:
        return {problem.path for problem in error.problems}
    return set()


def _looked_at(small: SmallSite, number: int, *, is_whole: bool) -> list[str]:
    """The outputs of a site that a browser reads: all, or the article, its text and one more."""
    paths = sorted(path for path in small.output() if path.endswith((".html", ".xml", ".json")))
    if is_whole:
        return paths
    chosen = {"2026/05/front/index.html", "2026/05/body/index.html"} & {*paths}
    return sorted(chosen | {paths[number % len(paths)]})


class _Reader:
    """A tab that notes whatever a payload does in it."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.ran = tab, list[str]()
        self.unsafe: dict[str, object] = {}
        self.pages = 0
        tab.expose_function("zqran", lambda: self.ran.append(tab.url))

    def read(self, url: str) -> None:
        """Open a page, look at it, and click on what can be clicked on."""
        self.pages += 1
        self.tab.goto(url)
        if url.endswith(".html") and (found := self.tab.evaluate(_UNSAFE)):
            self.unsafe[url] = found
        self.tab.evaluate(_POKE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> list[SmallSite]:
    """A site for each payload."""
    root = tmp_path_factory.mktemp("hostile")
    return [_hostile(root / str(number), theme, each) for number, each in enumerate(PAYLOADS)]


@pytest.mark.parametrize(
    "is_whole",
    [pytest.param(False, id="sample"), pytest.param(True, id="soak", marks=pytest.mark.soak)],
)
def test_no_payload_runs(
    hostile: list[SmallSite], chromium: Browser, record_property: Tried, is_whole: bool
) -> None:
    assert len(hostile) == len({*ELEMENTS, *LINKS, *ATTRIBUTES}) == 60
    with ExitStack() as stack:
        readers = [
            _Reader(stack.enter_context(chromium.new_context(bypass_csp=bypass)).new_page())
            for bypass in (False, True)
        ]
        for number, small in enumerate(hostile):
            with serving(small.root / "output") as origin:
                for path in _looked_at(small, number, is_whole=is_whole):
                    for reader in readers:
                        reader.read(f"{origin}/{path}")
    with_policy, without = readers
    assert (with_policy.ran, without.ran, with_policy.unsafe, without.unsafe) == ([], [], {}, {})
    record_property("payloads in every text of a site", len(hostile))
    record_property("pages read with the policy", with_policy.pages)
    record_property("pages read without the policy", without.pages)


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without"])
def test_payloads_that_a_careless_template_lets_in_are_seen_and_stopped_by_the_policy(
    chromium: Browser, tmp_path: Path, theme: Path, record_property: Tried, *, bypass: bool
) -> None:
    careless = _NOTED.replace("{{ page.extra.note }}</p>", "{{ page.extra.note|safe }}</p>")
    files: dict[str, str | bytes] = {
        f"content/p{number}.md": article("P", extra=f"{{note: {json.dumps(payload)}}}")
        for number, payload in enumerate(PAYLOADS)
    }
    small = SmallSite(tmp_path, {"templates/pages/article.html": careless, **files}, theme)
    small.build()
    ran = 0
    with (
        serving(small.root / "output", reads_headers=False) as origin,
        chromium.new_context(bypass_csp=bypass) as context,
    ):
        reader = _Reader(context.new_page())
        for number in range(len(PAYLOADS)):
            reader.ran.clear()
            reader.read(f"{origin}/2026/05/p{number}/index.html")
            ran += bool(reader.ran)
    assert (ran > 20) is bypass
    assert ran == 0 or bypass
    assert reader.unsafe
    if bypass:
        record_property("payloads seen to run where nothing stops them", ran)


_KEYS = (
    "image: {{src: {0}, alt: a, credit: b}}",
    "sources: [{{title: a, url: {0}}}]",
    "sources: [{{title: a, url: 'https://a.example/', archived: {0}}}]",
    "sponsor: {{name: a, url: {0}}}",
    "aliases: [{0}]",
    "url: {0}",
    "slug: {0}",
    "lang: {0}",
)
_SETTINGS = (
    "authors: {{a: {{url: {0}}}}}",
    "sponsors: {{s: {{name: a, url: {0}}}}}",
    "navigation: [{{name: a, url: {0}}}]",
    "hosts: [{0}]",
    "embeds: [{0}]",
    "policy: {{script-src: [{0}]}}",
    "language: {0}",
    "permalink: {0}",
)


@pytest.mark.parametrize("url", URLS)
def test_no_field_for_an_address_takes_a_payload(site: MakeSite, url: str) -> None:
    said = json.dumps(url)
    small = site({"content/a.md": article("A")})
    for line in _SETTINGS:
        small.write({"content/site.yaml": f"{SETTINGS}{line.format(said)}\n"})
        assert _refused(small) == {"content/site.yaml"}, line
    small.write({"content/site.yaml": SETTINGS})
    for line in _KEYS:
        small.write(
            {"content/a.md": f"---\ntitle: A\ndate: 2026-05-25\n{line.format(said)}\n---\n"}
        )
        assert _refused(small) == {"content/a.md"}, line


_KNOWN = """() => {
  const names = new Set();
  for (const start of [window, document])
    for (let each = start; each; each = Object.getPrototypeOf(each))
      for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  return [...names].filter((name) => /^(?!on)[A-Za-z]*$/.test(name));
}"""
_TAKEN = """(names) => names.filter((name) => [window, document].some((known) =>
  known[name] instanceof Element && known[name].closest(".body")))"""


def test_no_name_that_a_browser_knows_leads_to_a_part_of_a_text(
    chromium: Browser, site: MakeSite
) -> None:
    page = chromium.new_page()
    names = page.evaluate(_KNOWN)
    assert len(names) > 800
    raw = "\n\n".join(f'<p id="{name}">x</p>' for name in names)
    listed = "\n\n".join(f"x\n{{: #{name} }}\n\n## {name}" for name in names)
    small = site({"content/a.md": article("A", raw), "content/b.md": article("B", listed)})
    small.write({"content/c.md": article("C", '<p id="cheese">x</p>')})
    small.build()
    with serving(small.root / "output") as origin:
        for name in ("a", "b"):
            page.goto(f"{origin}/2026/05/{name}/")
            assert page.evaluate(_TAKEN, names) == []
        page.goto(f"{origin}/2026/05/c/")
        assert page.evaluate(_TAKEN, ["cheese"]) == ["cheese"]
    page.close()


_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'">
<script>document.title = 'ran'</script></svg>
"""


@pytest.mark.parametrize("name", ["a.svg", "a.SVG", "a.svgz", "a.png", "a.pdf", "a.txt", "a"])
@pytest.mark.parametrize("shown", ["![x]({0})", "[x]({0})", "<svg onload=zqran()>[x]({0})"])
def test_no_drawing_is_there_to_be_opened(site: MakeSite, name: str, shown: str) -> None:
    small = site({"content/a/index.md": article("A", shown.format(name))})
    small.write({f"content/a/{name}": _DRAWING})
    assert "content/a" in {path.rpartition("/")[0] for path in _refused(small)} or not [
        path for path, content in small.output().items() if b"document.title" in content
    ]


@pytest.mark.parametrize("reads_headers", [True, False], ids=["with the policy", "without"])
def test_a_drawing_that_is_opened_by_itself_would_run_only_without_the_policy(
    chromium: Browser, tmp_path: Path, theme: Path, reads_headers: bool
) -> None:
    """The theme's own drawings are its designer's: they are published, under the policy."""
    drawing = _DRAWING.replace("document.title = 'ran'", "document.documentElement.id = 'ran'")
    small = SmallSite(tmp_path, {"content/a.md": article("A"), "static/a.svg": drawing}, theme)
    small.build()
    (path,) = (path for path in small.output() if path.startswith("assets/a."))
    with serving(small.root / "output", reads_headers=reads_headers) as origin:
        page = chromium.new_page()
        page.goto(f"{origin}/{path}")
        assert page.evaluate("() => document.documentElement.id") == (
            "" if reads_headers else "ran"
        )
        page.close()
