"""The theme's pages, whatever the texts in them hold."""

from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.browser.rich import LATER
from tests.sites import SETTINGS, SmallSite, article

_NOTE = "A note.[^1]\n\n[^1]: It is short.\n\n"
_TAKEN = _NOTE + "\n\n".join(
    f'## {name}\n\n<p id="{name}">a</p>\n\n<p id="_{name}">b</p>\n\n<a name="_{name}">c</a>'
    for name in ("main", "Related", "newest")
)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.split("\n"))


def _pages(small: SmallSite) -> dict[str, LexborHTMLParser]:
    """Every page of a site as parsed, by path."""
    small.build(LATER)
    files = small.output().items()
    return {
        path: LexborHTMLParser(content.decode()) for path, content in files if path[-5:] == ".html"
    }


def test_no_page_has_an_id_twice_whatever_its_texts_hold(tmp_path: Path, theme: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/site.yaml": f"{SETTINGS}legal: |\n{_indented(_TAKEN)}",
        "content/pages/about.md": article("About", _TAKEN, date=""),
    }
    keys = {"topics": "city", "series": "Queues", "authors": "Wen"}
    files |= {f"content/a{n}.md": article(f"A{n}", _TAKEN, **keys) for n in range(5)}
    pages = _pages(SmallSite(tmp_path, files, theme))
    assert len(pages) > 10
    for path, page in pages.items():
        found = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert [identity for identity, count in found.items() if count > 1] == [], path
