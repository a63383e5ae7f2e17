"""The theme's pages, whatever the texts in them hold."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.browser.rich import LATER
from tests.sites import SETTINGS, SmallSite, article, png

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


def _settings(language: str, word: str) -> str:
    """Settings whose every word is in a language."""
    return f"""\
title: {word}
tagline: {word}
url: https://test.example/
timezone: Asia/Shanghai
language: {language}
page_size: 2
copyright: {word}
legal: {word}
sponsor: s
sponsors: {{s: {{name: {word}, notice: {word}}}}}
authors: {{s: {{name: {word}, role: {word}, bio: {word}}}}}
topics: {{t: {{title: {word}, description: {word}}}}}
navigation: [{{name: {word}, url: /about/}}]
"""


def _foreign_site(root: Path, theme: Path, *, language: str, word: str) -> SmallSite:
    """A site that has one of everything, its own words all in a language that is not English."""
    keys = {"standfirst": word, "kicker": word, "authors": f"[s, {word}{word}]", "topics": word}
    keys |= {"series": word, "updated": "2026-05-26"}
    note = f"date: 2026-05-26, text: {word}"
    rich = {
        "corrections": f"[{{{note}, material: true}}, {{{note}}}]",
        "sources": f"[{{title: {word}, url: 'https://b.example/', archived: 'https://a.example/'}}]",
        "image": f"{{src: a.png, alt: {word}, caption: {word}, credit: {word}}}",
        "aliases": "[/old/]",
    }
    withdrawn = f"{{date: 2026-05-26, reason: {word}}}"
    text = f"{word}[^1]\n\n| {word} |\n|---|\n| {word} |\n\n[^1]: {word}"
    files: dict[str, str | bytes] = {
        "content/site.yaml": _settings(language, word),
        "content/pages/about.md": article(word, word, date=""),
        "content/gone.md": article(word, withdrawn=withdrawn),
        "content/rich.md": article(word, text, **keys, **rich),
        "content/a.png": png("red"),
    }
    gone = "/2026/05/lost/\tcontent/lost.md\t2026-05-01T00:00:00Z\t2026-05-20T00:00:00Z"
    files["content/ledger.tsv"] = f"{gone}\t{'0' * 32}\n"
    days = {f"content/n{day}.md": f"2026-04-{day}" for day in range(10, 22)}
    files |= {path: article(word, word, **keys, date=day) for path, day in days.items()}
    return SmallSite(root, files, theme)


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "微博"), ("de", "Straße"), ("en-GB", "Word")]
)
def test_the_themes_words_are_in_english_and_the_editors_in_their_own(
    tmp_path: Path, theme: Path, language: str, word: str
) -> None:
    pages = _pages(_foreign_site(tmp_path, theme, language=language, word=word))
    assert len(pages) > 25
    themes = language if language == "en-GB" else "en"
    # A label of both, and a table's name, which the text's own language has.
    mixed = ("Archived copy of", "表格", "Tabelle")
    wrong = [
        (path, text, lang)
        for path, page in pages.items()
        for text, lang in _said(page)
        if not text.startswith(mixed) and lang != (language if word in text else themes)
    ]
    assert wrong == []


def test_the_page_of_a_chinese_article_says_its_furniture_in_english(
    tmp_path: Path, theme: Path
) -> None:
    keys = {"lang": "zh-Hans", "standfirst": "微博", "kicker": "微博", "topics": "City"}
    text = "微博[^1]\n\n[^1]: 微博"
    files: dict[str, str | bytes] = {
        "content/a.md": article("微博", text, **keys, authors="Wen", series="Queues"),
        "content/b.md": article("Before", topics="City", series="Queues", date="2026-05-01"),
    }
    page = _pages(SmallSite(tmp_path, files, theme))["2026/05/a/index.html"]
    said = list(_said(page))
    assert len(said) > 25
    assert [each for each in said if each[1] != ("zh-Hans" if "微博" in each[0] else "en")] == []


def _said(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Every text and label of a page that has a letter, with the language it is said to be in."""
    for node in page.css("body, body *"):
        said = [node.text(deep=False), *map(node.attributes.get, ("aria-label", "title", "alt"))]
        lang = _language(node)
        yield from ((text, lang) for text in said if text and any(map(str.isalpha, text)))


def _language(node: LexborNode) -> str:
    at: LexborNode | None = node
    while at and not at.attributes.get("lang"):
        at = at.parent
    return (at.attributes["lang"] or "") if at else ""
