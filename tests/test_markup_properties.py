"""Whatever is typed becomes well-formed HTML that runs nothing, or is refused with its line."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SiteError
from generator.markup.body import mark_up
from generator.markup.counting import reading
from generator.markup.filling import fill
from generator.markup.pieces import MARK
from generator.markup.types import Dialect

SIGNS = (
    "a |word |\n|\n\n|> |- |1. |    |*|**|_|`|```\n|[|](|)|](x.md)|![a](b.jpg)|[^1]|\n\n[^1]: n|# "
    "|---|--|'|\"|微博|他说|，|— |<b>|</b>|<div>|</div>|<p>|<td>|<table>|<a href='x'>|</a>|<br>"
    "|&amp;|&#30;|<|{: .x}|{#a}|{|}|\\|~~~\n|*[a]: b\n|: |=\n|<!--|-->|<![CDATA[|<script>|<li>"
    "|<h1>|“|”|<img src=q alt='x>y'>|<blockquote>|</blockquote>"
)
TYPED = [*SIGNS.split("|"), "|", "|---|---|\n"]
VOID = {"br", "img", "hr", "wbr", "col"}


class Reader(HTMLParser):
    """Reads HTML and keeps what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.unclosed: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.unclosed.append(tag)
        if tag in {"script", "style", "svg", "iframe", "h1"}:
            self.faults.append(tag)
        self.faults += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        if not self.unclosed or self.unclosed.pop() != tag:
            self.faults.append(f"/{tag}")


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(st.sampled_from(TYPED), max_size=40).map("".join),
    language=st.sampled_from(["en", "zh-Hans"]),
    url=st.sampled_from(["", "/x/"]),
)
def test_whatever_is_typed_becomes_sound_html(text: str, language: str, url: str) -> None:
    try:
        body = mark_up(text, path="a.md", first_line=1, dialect=Dialect(language=language))
    except SiteError as error:
        assert all(problem.line for problem in error.problems)
        return
    html = fill(body.html, [url] * len(body.links), [None] * len(body.pictures))
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.faults == []
    assert reader.unclosed == []
    assert len(reader.ids) == len(set(reader.ids)) == len(body.anchors)
    assert MARK not in html
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", html)


@settings(max_examples=500)
@given(st.text(alphabet="aZ9_é好の .,-'’“”—–…!\n|{", max_size=40))
def test_words_are_counted_as_one_pattern_would(text: str) -> None:
    latin, characters = re.subn("[好の]", " ", text)
    words = re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", latin)
    assert reading(text)[0] == len(words) + characters
