"""Sixty payloads in every field and in bodies run in no reader's browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.errors import SiteError
from tests.browser.conftest import serving
from tests.browser.payloads import PAYLOADS
from tests.sites import SmallSite, png

_UNSAFE = """() => [...document.querySelectorAll('*')].flatMap(each => [...each.attributes]
    .filter(a => a.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(a.value)
                 && ['href', 'src', 'action', 'cite', 'data'].includes(a.localName))
    .map(a => each.outerHTML.slice(0, 200)))"""


def _front(payload: str) -> str:
    """Front matter with a payload in each of its texts."""
    said = json.dumps(f"Column {payload}", ensure_ascii=False)
    lines = [f"{key}: {said}" for key in ("title", "standfirst", "description", "kicker", "series")]
    lines += [f"{key}: [{said}]" for key in ("authors", "topics")]
    lines += [
        "image:",
        "  src: door.png",
        *(f"  {key}: {said}" for key in ("alt", "credit", "caption")),
    ]
    lines += ["corrections:", "  - date: 2026-05-29", f"    text: {said}"]
    lines += ["sources:", f"  - title: {said}", "    url: https://elsewhere.example/"]
    lines += ["sponsor:", f"  name: {said}", f"  notice: {said}", "extra:", f"  note: {said}"]
    return "\n".join(["---", "date: 2026-05-25", *lines, "---", "Words."])


def _texts() -> Iterator[tuple[str, str]]:
    for number, payload in enumerate(PAYLOADS):
        yield f"content/f{number}/index.md", _front(payload)
        yield (
            f"content/b{number}/index.md",
            f"---\ntitle: B\ndate: 2026-05-25\n---\n{payload}\n\nWords.",
        )
        inline = f"Words {payload} and more."
        yield f"content/i{number}/index.md", f"---\ntitle: I\ndate: 2026-05-25\n---\n{inline}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> SmallSite:
    """A site of all payloads, but those that are refused."""
    files: dict[str, str | bytes] = dict(_texts())
    pictures: dict[str, str | bytes] = {
        path.replace("index.md", "door.png"): png("red") for path in files
    }
    small = SmallSite(tmp_path_factory.mktemp("hostile"), {**files, **pictures}, theme)
    while refused := _refused(small):
        for path in refused:
            small.remove(path.rpartition("/")[0])
    return small


def _refused(small: SmallSite) -> set[str]:
    try:
        small.build()
    except SiteError as error:
        return {problem.path for problem in error.problems}
    return set()


@pytest.mark.parametrize(
    "step",
    [pytest.param(9, id="sample"), pytest.param(1, id="soak", marks=pytest.mark.soak)],
)
def test_no_payload_runs(hostile: SmallSite, chromium: Browser, step: int) -> None:
    assert len(PAYLOADS) == 60
    made = sorted(path for path in hostile.output() if path.endswith((".html", ".xml", ".json")))
    assert sum(path.startswith("2026/") for path in made) > 120
    pages = ["index.html", "feed.xml", "corrections/index.html", *made[::step]]
    ran: list[str] = []
    unsafe: dict[str, list[str]] = {}
    tab = chromium.new_page()
    tab.expose_function("zqran", lambda: ran.append(tab.url))
    with serving(hostile.root / "output") as origin:
        for path in pages:
            tab.goto(f"{origin}/{path}")
            if path.endswith(".html") and (found := tab.evaluate(_UNSAFE)):
                unsafe[path] = found
            tab.evaluate(
                "() => document.querySelectorAll('[tabindex], details').forEach(e => e.click())"
            )
    tab.close()
    assert (ran, unsafe) == ([], {})


def test_a_payload_would_be_seen(chromium: Browser) -> None:
    """The look itself: on a page that lets them, most of them run or are found."""
    ran: list[int] = []
    tab = chromium.new_page()
    tab.expose_function("zqran", lambda: ran.append(0))
    seen = 0
    for payload in PAYLOADS:
        ran.clear()
        tab.goto("about:blank")
        tab.set_content(f"<!doctype html><title>x</title><body>{payload}", wait_until="commit")
        tab.wait_for_timeout(20)
        seen += bool(ran or tab.evaluate(_UNSAFE))
    tab.close()
    assert seen > 30
