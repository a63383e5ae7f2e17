"""A file beside an article that would run as the site's own is not published."""

import pytest

from generator.errors import SiteError
from tests.conftest import MakeSite
from tests.sites import article

_PAGE = b"<!doctype html><script>1</script>"
_DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"words"),
        ("page.XHTML", b"words"),
        ("drawing.svgz", b"\x1f\x8b\x08"),
        ("feed.xml", b"words"),
        ("code.js", b"1"),
        ("paper.pdf", _PAGE),
        ("paper", _PAGE),
        ("paper.", b"\xef\xbb\xbf \n<HTML>"),
        ("route.gpx", b"<?xml version='1.0'?>"),
        ("drawing.txt", _DRAWING),
    ],
)
def test_a_file_that_may_run_is_refused(site: MakeSite, name: str, content: bytes) -> None:
    small = site({"content/a/index.md": article("A", f"[it]({name})")})
    small.write({f"content/a/{name}": content})
    with pytest.raises(SiteError, match=r"may run in the browser .*\n  Pack it") as caught:
        small.build()
    assert [problem.path for problem in caught.value.problems] == [f"content/a/{name}"]
    assert small.output() == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [("paper.pdf", b"%PDF-1.7 <script>"), ("data.csv", b"a < b"), ("talk.mp3", b"ID3"), ("a", b"")],
)
def test_a_file_that_only_lies_there_is_published(
    site: MakeSite, name: str, content: bytes
) -> None:
    small = site({"content/a/index.md": article("A", f"[it]({name})")})
    small.write({f"content/a/{name}": content})
    small.build()
    assert small.output()[f"2026/05/a/{name}"] == content


@pytest.mark.parametrize("shown", ["![x](a.svg)", "[x](a.svg)"], ids=["shown", "linked"])
def test_a_drawing_is_refused(site: MakeSite, shown: str) -> None:
    small = site({"content/a/index.md": article("A", shown), "content/a/a.svg": _DRAWING})
    with pytest.raises(SiteError, match="is an SVG drawing"):
        small.build()
