"""The tuned Python-Markdown makes the bytes that the stock one makes, whatever the text."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import markdown
import msgspec
import pytest
from hypothesis import strategies as st
from markdown import Markdown

from generator.markup.engine import stock_engine
from generator.markup.tuned import VERSIONS, tune
from tests.columns import column
from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.bodies import sound_body, spoilt_body, wild_body
from tests.sites import PROJECT

GOLDEN = Path(__file__).parent / "golden" / "markup"
POSTS = PROJECT.parent / "shared" / "real" / "18f"
_FRONT = re.compile(r"\A---\n.*?\n---[ \t]*\n", re.DOTALL)
INLINE = (
    "a", "b c", ".", "，", "好", "*", "*", "**", "_", "x_y", "[", "]", "(", ")", "!", "^", "\\",
    "`", "&", "<", ">", "[d](e_f)", "](b)", "*g*", "**h**", "{: .x}", "  \n", "\n", "\n\n",
    "- ", "> ", "[d]: k\n",
)  # fmt: skip
_RECORDER = """\
import json, sys, unittest
from markdown import Markdown
stock, texts = Markdown.convert, set()
def convert(engine, source):
    texts.add(source)
    return stock(engine, source)
Markdown.convert = convert
unittest.main(module=None, argv=["tests", "discover", "-s", "tests", "-t", "."], exit=False)
json.dump(sorted(texts), open(sys.argv[1], "w"))
"""


def tuned_engine(version: str = markdown.__version__) -> Markdown:
    engine = stock_engine()
    tune(engine, version)
    return engine


STOCK, TUNED = stock_engine(), tuned_engine()


def converted(engine: Markdown, text: str) -> str:
    engine.reset()
    try:
        return engine.convert(text)
    except RecursionError:
        return "nested too deep"


def same(text: str) -> None:
    """A text has the same HTML from both."""
    assert converted(TUNED, text) == converted(STOCK, text)


def assert_same(texts: Iterable[str]) -> None:
    for text in texts:
        same(text)


@pytest.mark.skipif(
    markdown.__version__ not in VERSIONS,
    reason="this Python-Markdown is used as it comes, until its code is read and it is in VERSIONS",
)
def test_this_version_of_python_markdown_is_tuned() -> None:
    assert type(TUNED.treeprocessors["inline"]) is not type(STOCK.treeprocessors["inline"])


def test_another_version_is_left_as_it_comes_and_makes_the_same_html() -> None:
    other = tuned_engine("3.99")
    assert type(other.treeprocessors["inline"]) is type(STOCK.treeprocessors["inline"])
    assert "convert" in vars(TUNED)
    assert "convert" not in vars(other)
    assert [type(each) for each in other.parser.blockprocessors] == [
        type(each) for each in STOCK.parser.blockprocessors
    ]
    for number in range(20):
        assert converted(other, column(number)) == converted(TUNED, column(number))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "　　中文。\n　　中文。",
        "\n\n\n    code\n\n\n\n    code\n",
        "a\n\n\n\n     \n\nb",
        "- a\n\n  b\n- c\n\nd\n    - e",
        "1. a\nb\n\n    c\n٣. d",
        "a\r\nb\r\n\r\nc  \r\nd",
        "a\n b\n   > c\n    d",
        "a | b\nc",
        "a\n-|-",
        "{: .x }\nA.\n\nB. {: .y }",
        "A.\n{: .x }\n\n{: #y }",
        "[a [b] c](d) [a](<b c> 'd') ![a [b]](c)",
        "[a][b] [b] ![b] [b][]\n\n[b]: c",
        "[a] [^b] ![c]",
        "\\*a\\* \\[b] `\\*` \\\\`c`",
        "*a **b* c** __d _e__ f_ ***g***",
        "a &amp; b & c &lt; < > \" '",
        "<p>a</p>\n\nb <br> <!-- c --> d",
        "<a@b.example> <https://c.example>",
        "a  \nb   \nc",
        "> a\n> > b\n\n> c",
        "A.\n\n///Footnotes Go Here///\n\nB.[^1]\n\n[^1]: C.\n\n    D.",
        "HTML.\n\n*[HTML]: Language",
        "\x02klzzwxh:0000\x03 wzxhzdk:0 \x02wzxhzdk:0\x03",
        "```\na\n```\nb\n~~~ c\nd\n~~~",
        "- a\n- *b*\n\n- c",
        "- a\n\n　\n\n- b\n\nc\n\n- d",
        "1. a\n2. b\n\n7. c\n\nd\n\n7. e",
        "> a\n>\n> b\n>　\n> c\n\n> d\ne",
        "# a\n\n### *b*\n\n####### c\n\n## d ##\n\n##\n\n## e\nf\n\n# \ng",
        "a > b *c > d* [e](f>g)\n\n*h*\n\n* i\n\n***\n\n[j](k) l",
        "2014 a\n\n2014. b\n\n　　c \n\n\n\nd\n===",
        "*a*\n\n*b**c*\\{: .d}*[e]\n\n*b**c*\\*",
        "![" * 40 + "[" * 40 + "](" * 40,
        "> " * 60 + "a",
    ],
)
def test_markup_has_the_same_html(text: str) -> None:
    same(text)


def test_columns_have_the_same_html() -> None:
    assert_same(column(number) for number in range(200))


@pytest.mark.soak
def test_ten_thousand_columns_have_the_same_html() -> None:
    assert_same(column(number) for number in range(10_000))


def test_golden_texts_have_the_same_html() -> None:
    assert_same(path.read_text("utf-8") for path in GOLDEN.glob("*.md"))


@pytest.mark.skipif(
    not POSTS.is_dir(), reason="the real posts are not beside this checkout (../shared/real/18f)"
)
def test_real_posts_have_the_same_html() -> None:
    assert_same(_FRONT.sub("", post.read_text("utf-8")) for post in POSTS.iterdir())


@amounts(50, 5_000)
def test_sound_texts_have_the_same_html(amount: Amount) -> None:
    amount.check(lambda marked: same(marked.text), sound_body)


@amounts(150, 20_000)
def test_wild_texts_have_the_same_html(amount: Amount) -> None:
    amount.check(same, wild_body)


@amounts(50, 5_000)
def test_spoilt_texts_have_the_same_html(amount: Amount) -> None:
    amount.check(same, spoilt_body())


@amounts(150, 20_000)
def test_crowded_signs_have_the_same_html(amount: Amount) -> None:
    amount.check(same, st.lists(st.sampled_from(INLINE), max_size=18).map("".join))


@pytest.mark.soak
def test_texts_of_its_own_tests_have_the_same_html(tmp_path: Path) -> None:
    texts = _texts_of_its_own_tests(tmp_path)
    assert len(texts) > 500
    assert_same(texts)


def _texts_of_its_own_tests(folder: Path) -> list[str]:
    """Whatever the test-suite of this version of Python-Markdown converts."""
    release = f"markdown=={markdown.__version__}"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        "markdown",
    ]
    fetched = subprocess.run([*pip, "--dest", folder, release], capture_output=True, check=False)
    archive = next(folder.glob("*.tar.gz"), None)
    if archive is None:
        assert not os.environ.get("CI"), fetched.stderr.decode()
        pytest.skip("the sources of Python-Markdown cannot be had here")
    subprocess.run(["tar", "-xzf", archive, "-C", folder], check=True)
    sources, found = folder / archive.name.removesuffix(".tar.gz"), folder / "texts.json"
    recorder = [sys.executable, "-c", _RECORDER, str(found)]
    subprocess.run(recorder, cwd=sources, capture_output=True, check=True)
    return msgspec.json.decode(found.read_bytes(), type=list[str])
