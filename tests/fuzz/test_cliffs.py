"""Texts that Python-Markdown takes for ever over: refused or bounded by a build, never hung."""

import time
from pathlib import Path

import pytest

from tests.conftest import Tried
from tests.fuzz.commands import PATIENCE, wow
from tests.sites import SETTINGS, article, write_files

MB = 999_000
CLIFFS = "texts that would hang a build"


def filled(unit: str, size: int, before: str = "", after: str = "") -> str:
    """A unit again and again, up to a size."""
    return before + unit * max((size - len(before) - len(after)) // len(unit), 1) + after


def wide_table(columns: int, rows: int) -> str:
    """A table whose rows are short."""
    return f"{'|a' * columns}|\n{'|-' * columns}|\n" + "|a|\n" * rows


def footnotes(count: int) -> str:
    """A footnote used again and again."""
    return "a[^1] " * count + "\n\n[^1]: note\n"


def abbreviations(count: int) -> str:
    """As many abbreviations as there are words."""
    return "".join(f"*[a{n}]: b\n" for n in range(count)) + " ".join(f"a{n}" for n in range(count))


def nested_lists(depth: int) -> str:
    """A list in a list in a list."""
    return "".join(f"{'    ' * n}- a\n" for n in range(depth))


SMALL = {
    "wide table, short rows, 6 KB": wide_table(1_000, 400),
    "brackets, 16 KB": "[" * 16_000,
    "picture brackets, 16 KB": "![" * 8_000,
    "sections, 16 KB": "<![CDATA[" * 1_800,
    "open tags, 16 KB": "<a " * 5_300,
    "fence and spaces": "```" + " " * 16_000 + "\na",
    "quotes, 16 KB": '"' * 16_000,
    "stars in one line": "* " * 496 + "a",
    "lists 250 deep": nested_lists(250),
    "nested div": "<div markdown>\n" * 300,
    "nested div, markdown=1": '<div markdown="1">\n' * 300,
    "quotations 900 deep": "> " * 900 + "a",
    "quotations without space": ">" * 3_000 + "a",
    "footnotes reused": footnotes(3_000),
    "abbreviations": abbreviations(1_000),
    "one long paragraph": filled("word and *word*, ", 200_000),
    "table of 32,000 rows": wide_table(3, 32_000),
}
LARGE = {
    f"{name}, 1 MB": text
    for name, text in {
        "wide table": filled("|a|\n", MB, "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n"),
        "brackets": "[" * MB,
        "closing brackets": "]" * MB,
        "picture brackets": filled("![", MB),
        "links without an end": filled("[a](", MB),
        "sections": filled("<![CDATA[", MB),
        "open tags": filled("<a ", MB),
        "open comments": filled("<!--", MB),
        "instructions": filled("<?", MB),
        "fence and spaces": filled(" ", MB, "```", "\na"),
        "fences": filled("```\n", MB),
        "double quotes": '"' * MB,
        "single quotes": "'" * MB,
        "stars": "*" * MB,
        "stars with words": filled("*a **b ", MB),
        "underscores": "_" * MB,
        "backticks": filled("`a``b", MB),
        "backslashes": "\\" * MB,
        "ampersands": "&" * MB,
        "entities": filled("&#x41;", MB),
        "braces": filled("{: a=", MB),
        "footnotes": footnotes(MB // 7),
        "footnotes defined": "".join(f"[^{n}]: a\n\n" for n in range(70_000)),
        "references": "".join(f"[{n}]: http://a.example\n" for n in range(38_000)),
        "abbreviations": abbreviations(60_000),
        "definitions": filled("a\n: b\n", MB),
        "lists": filled("- a\n", MB),
        "headings": filled("# a\n", MB),
        "rules": filled("***\n", MB),
        "nested div": filled("<div markdown>\n", MB),
        "closing tags": filled("</b>", MB),
        "opening tags": filled("<b>", MB),
        "quotations": filled("> ", MB, after="a"),
        "indented": filled(" ", MB, after="a"),
        "blank lines": "\n" * MB,
        "one paragraph": filled("word ", MB),
        "one word": "w" * MB,
        "Chinese, one paragraph": filled("排队的人很多，", MB // 3),
        "Chinese and English": filled("排队a", MB // 3),
        "code": filled("x = '1'\n", MB, "```python\n", "```\n"),
        "autolinks": filled("<https://a.example>", MB),
        "dashes": "-" * MB,
        "equals signs": "a\n" + "=" * MB,
        "tags of a template": filled("{% a ", MB),
        "open braces": "{" * MB,
    }.items()
}
FRONTS = {
    "brackets": "extra: " + "[" * 500_000,
    "braces": "extra: " + "{a: " * 200_000,
    "dashes": "extra:\n" + "- " * 400_000 + "a",
    "keys": "".join(f"key{n}: a\n" for n in range(60_000)),
    "one long value": "standfirst: " + "word " * 190_000,
    "quotes": 'standfirst: "' + '\\"' * 400_000,
    "colons": "a: " * 300_000,
    "hashes": "standfirst: " + " #" * 400_000,
    "topics": "topics: [" + "a, " * 300_000 + "]",
    "tabs": "\ta: b\n" * 160_000,
    "broken lines": "a\n" * 400_000,
    "unspaced": "a:b\n" * 240_000,
    "long title": "summary: " + "'" * 500_000,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has been built once, so that a build does what is new alone."""
    root = tmp_path_factory.mktemp("cliffs")
    write_files(root, {"content/site.yaml": SETTINGS, "content/good.md": article("The Good")})
    assert wow(root, "build").code == 0
    return root


def assert_bounded(root: Path, content: str) -> None:
    """A build refuses an article in one sentence, or makes its page, in time."""
    write_files(root, {"content/cliff.md": content})
    started = time.monotonic()
    ran = wow(root, "build")
    assert ran.code in (0, 1), ran.err
    if ran.code:
        assert ran.err.startswith("content/cliff.md")
        assert len(ran.err) < 20_000
    assert time.monotonic() - started < PATIENCE


def test_small_texts_do_not_hang_a_build(tmp_path: Path, record_property: Tried) -> None:
    texts = {f"content/cliff-{n}.md": text for n, text in enumerate(SMALL.values())}
    files = {path: article("The Cliff", text) for path, text in texts.items()}
    write_files(tmp_path, {"content/site.yaml": SETTINGS, "content/good.md": article("Good")})
    write_files(tmp_path, files)
    ran = wow(tmp_path, "build")
    assert ran.code == 1
    assert "too long to read" not in ran.err
    assert len(ran.err) < 20_000
    refused = {line.partition(":")[0] for line in ran.err.splitlines() if line[0] != " "}
    harmless = {"quotes, 16 KB", "one long paragraph"}
    assert [name for path, name in zip(texts, SMALL, strict=True) if path not in refused] == sorted(
        harmless, reverse=True
    )
    record_property(CLIFFS, len(SMALL))


@pytest.mark.soak
@pytest.mark.parametrize("text", (SMALL | LARGE).values(), ids=SMALL | LARGE)
def test_no_text_hangs_a_build(built: Path, text: str, record_property: Tried) -> None:
    assert_bounded(built, article("The Cliff", text))
    record_property(CLIFFS, 1)


@pytest.mark.soak
@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_no_front_matter_hangs_a_build(built: Path, front: str, record_property: Tried) -> None:
    assert_bounded(built, f"---\ntitle: The Cliff\ndate: 2026-05-25\n{front}\n---\nWords.\n")
    record_property(CLIFFS, 1)
