"""A page whose basis is what it was has the view that it had, whatever else was edited."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.build import read
from generator.digest import digest_of
from generator.pages import PLANNERS
from generator.parts import shared
from generator.plan import Page, make_plan
from tests.properties.edits import BEGINNING, FILES, KEYS, MOMENTS, PARAGRAPHS, SETTINGS
from tests.sites import NOON, SmallSite

# Two topics, an author and a series of several articles each: what one says, others show.
_KEYS = {"topics": "[city, food]", "authors": "[wen, Pell]", "series": "On Queues"}
_FRONTS: dict[str, dict[str, str]] = {
    **{name: {"title": name[-5:-3], **_KEYS, **front} for name, (front, _) in BEGINNING.items()},
    **{f"content/n{n}.md": {"title": f"N {n}", "date": f"2026-05-{n:02}", **_KEYS} for n in (2, 9)},
    "content/pages/about.md": {"title": "About"},
}
_FRONTS["content/n9.md"]["sponsor"] = "\n  name: Teapots\n  until: 2026-06-02 09:00"
_PAYS_FOR_A_TIME = "\n  kettle:\n    name: Kettles\n    until: 2026-06-02 09:00"
_BODIES = {
    **{name: body for name, (_, body) in BEGINNING.items()},
    "content/n2.md": "Read [c](2026-05-28-c.md), [d](d/index.md) and [old](/old/).",
    "content/n9.md": "See [a](/2026/05/a/), ![Door](/images/door.png) and [nothing](n.md).",
}
# Templates are no matter of views, and two files of one name may clash.
_FILES = {path for path in FILES if not path.startswith("templates/")} - {"content/d/paper.pdf"}
_EDITED = ("content/a.md", "content/n9.md")
_Bases = dict[str, tuple[bytes, bytes]]


class Edit(NamedTuple):
    """What is other than it was: an article's key or text, a setting, a file, the moment."""

    name: str = ""
    key: str = ""
    value: str | bytes | None = ""
    now: datetime = NOON


def _edits() -> Iterator[Edit]:
    for name in _EDITED:
        yield from (Edit(name, key, value) for key, values in KEYS.items() for value in values)
        yield from (Edit(name, "body", text) for text in PARAGRAPHS)
        yield Edit(name)
    yield from (Edit("settings", key, value) for key, each in SETTINGS.items() for value in each)
    yield from (Edit(path, "file", each) for path in sorted(_FILES) for each in FILES[path])
    yield from (Edit(now=now) for now in MOMENTS)


def _files(edit: Edit) -> dict[str, str | bytes]:
    """All files of the site, one edit made."""
    settings = {key: values[0] for key, values in SETTINGS.items() if key != "checks"}
    settings |= {"sponsors": _PAYS_FOR_A_TIME, "feeds": "all"}
    files = {path: values[0] for path, values in FILES.items() if path in _FILES}
    if edit.name == "settings":
        settings[edit.key] = str(edit.value)
    elif edit.key == "file":
        files[edit.name] = edit.value
    for name, front in _FRONTS.items():
        if edit != Edit(name):
            files[name] = _article(name, front, edit)
    files["content/site.yaml"] = "".join(f"{k}: {v}\n" for k, v in settings.items() if v)
    return {path: content for path, content in files.items() if content is not None}


def _article(name: str, front: Mapping[str, str], edit: Edit) -> str:
    body = _BODIES.get(name, "Words.")
    if edit.name == name and edit.key == "body":
        body = str(edit.value)
    elif edit.name == name:
        front = {**front, edit.key: str(edit.value)}
    lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return f"---\n{lines}---\n{body}\n"


def _bases(root: Path, theme: Path, edit: Edit) -> _Bases:
    """Digests of the basis and of the view of each page that has a basis, by path."""
    small = SmallSite(root, _files(edit), theme)
    site = read(small.root, edit.now, small.options()).site
    pages = (each for each in make_plan(site, PLANNERS).values() if isinstance(each, Page))
    return {
        page.path: (digest_of((shared(site), page.basis())), digest_of(page.make_view()))
        for page in pages
        if page.basis
    }


@pytest.fixture(scope="module")
def before(tiny_theme: Path, tmp_path_factory: pytest.TempPathFactory) -> _Bases:
    """The site before any edit."""
    return _bases(tmp_path_factory.mktemp("before"), tiny_theme, Edit(key="none"))


@pytest.mark.parametrize("edit", list(_edits()), ids=lambda edit: f"{edit.name} {edit.key}")
def test_where_bases_are_equal_views_are(
    edit: Edit, before: _Bases, tiny_theme: Path, tmp_path: Path
) -> None:
    after = _bases(tmp_path, tiny_theme, edit)
    both = before.keys() & after.keys()
    told = {path for path in both if before[path][0] == after[path][0]}
    assert {path for path in told if before[path][1] != after[path][1]} == set()
