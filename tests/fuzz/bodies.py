"""A grammar of Markdown texts, English and Chinese: sound ones with their words, and wild ones."""

import re
from typing import NamedTuple

from hypothesis import strategies as st

_ENGLISH = "queue umbrella kettle lift noodle soup courtyard bus clock hen"
_CHINESE = "排队 雨伞 电梯 面馆 邻居"
WORDS = (*_ENGLISH.split(), *_CHINESE.split())
# No file with these is read, except the next line's (U+0085).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Marked(NamedTuple):
    """Markdown, and the words of it that readers see."""

    text: str
    words: tuple[str, ...]


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(tuple)
plain = words.map(lambda each: Marked(" ".join(each), each))
_WRAPS = (
    ("", ""),
    ("*", "*"),
    ("**", "**"),
    ('"', '"'),
    ("'", "'"),
    ("“", "”"),
    ("《", "》"),
    ("[", "](https://a.example/b?c=d&e=f)"),
    ("[", "](other.md#part)"),
    ("[", '](/about/ "A title")'),
    ("<b>", "</b>"),
    ('<span class="note">', "</span>"),
    ("==", "=="),
    ("it's -- ", " ... so"),
)
inline = st.tuples(st.sampled_from(_WRAPS), plain).map(
    lambda each: Marked(each[0][0] + each[1].text + each[0][1], each[1].words)
)
code = words.map(lambda each: Marked(f"`{' '.join(each)}`", each))
line = st.lists(inline | code, min_size=1, max_size=4).map(
    lambda parts: Marked(
        " ".join(part.text for part in parts), tuple(w for part in parts for w in part.words)
    )
)


def _led(lead: str, rest: str, marked: Marked) -> Marked:
    first, *others = marked.text.split("\n")
    return Marked("\n".join([lead + first, *(rest + other for other in others)]), marked.words)


def _joined(parts: list[Marked], by: str = "\n\n") -> Marked:
    return Marked(
        by.join(part.text for part in parts), tuple(word for part in parts for word in part.words)
    )


def _table(rows: list[Marked]) -> Marked:
    cells = [f"| {row.text.replace('|', '')} | 1 |" for row in rows]
    return Marked("\n".join([cells[0], "|---|--:|", *cells[1:]]), _joined(rows).words)


def _footnote(pair: tuple[Marked, Marked]) -> Marked:
    body, note = pair
    name = "-".join(note.words)
    return Marked(f"{body.text}[^{name}]\n\n[^{name}]: {note.text}", body.words + note.words)


leaf = st.one_of(
    line,
    st.tuples(st.integers(1, 6), line).map(lambda each: _led("#" * each[0] + " ", "", each[1])),
    line.map(
        lambda each: _led("```python\n", "", each)._replace(text=f"```python\n{each.text}\n```")
    ),
    st.lists(line, min_size=2, max_size=4).map(_table),
    st.tuples(plain, plain).map(_footnote),
    st.tuples(line, plain).map(
        lambda each: Marked(
            f"> {each[0].text}\n> — @somebody, {each[1].text} [original](https://a.example/1)",
            each[0].words + each[1].words,
        )
    ),
    st.tuples(plain, line).map(
        lambda each: Marked(f"{each[0].text}\n:   {each[1].text}", each[0].words + each[1].words)
    ),
    plain.map(lambda each: Marked(f"![{each.text}](door.jpg)", each.words)),
    plain.map(lambda each: Marked(f'![A door](door.jpg "{each.text}")', each.words)),
    line.map(lambda each: each._replace(text=f"{each.text}\n{{: .lead #the-lead }}")),
    line.map(lambda each: each._replace(text=f'<div class="box">\n<p>{each.text}</p>\n</div>')),
    st.just(Marked("* * *", ())),
)


def _nested(inner: "st.SearchStrategy[Marked]") -> "st.SearchStrategy[Marked]":
    leads = (("> ", "> "), ("- ", "    "), ("1. ", "    "))
    blocks = st.lists(inner, min_size=1, max_size=3).map(_joined)
    return st.tuples(st.sampled_from(leads), blocks).map(lambda each: _led(*each[0], each[1]))


block = st.recursive(leaf, _nested, max_leaves=6)
sound_body = st.lists(block, min_size=1, max_size=6).map(_joined)

SCRAPS = (
    "*", "_", "`", "~", "<", ">", "[", "]", "(", ")", "{", "}", "!", "|", "\\", "#", "&", ":", ";",
    '"', "'", "^", "-", "+", "=", ".", "/", " ", "\n", "\t", "**", "***", "```", "~~~", "\n\n",
    "\n    ", "\n> ", "\n- ", "\n1. ", "\n# ", "\n:   ", "  \n", "[^1]", "[^1]: note\n",
    "[a]: http://b.example\n", "*[abc]: Alphabet\n", "abc", "|---|---|\n",
    "<script>alert(1)</script>", "<style>p{}</style>", "<iframe src=x>", "<svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">', "</a>", "</p>", "<p>", "<b>",
    "<div markdown>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<li>", "<details open>",
    "<!--", "-->", "<![CDATA[", "]]>", "<?php ?>", "<!DOCTYPE x>", "&lt;script&gt;", "&#60;",
    "&#x1e;", "&#0;", "&amp;", "&nbsp;", "{: onclick=alert(1) #a }", "{: .b #a style=x }",
    "![x](a.png)", "[x](javascript:alert(1))", "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html,x)", "[x](b.md)", "<javascript:alert(1)>", "<https://a.example/>", "![",
    "](", "[]()", "![]()", '[x](b.md "t")', "<h2 id=a>", "# A {#a}\n", "## A\n", "— @somebody",
    "> — @x [o](http://a.example)\n", "wzxhzdk:1", "\u2028", "\x85", "\u200b", "\u202e", "\ufeff",
    "😀", "微博", "“", "”", "《", "한국", "かな",
    "stxklzzwxh:1etx", "<math>", "<textarea>", "<title>",
    "<plaintext>", "<template>", "<noscript>", "<select><option>", "<a name=x id=a>",
    "<A HREF='b.md'>", "<img alt=x>", "<img src=a.png />",
)  # fmt: skip
wild_body = (
    st.lists(
        st.sampled_from(SCRAPS) | st.sampled_from(WORDS) | st.text(max_size=3),
        min_size=6,
        max_size=30,
    )
    .map("".join)
    .map(lambda text: _CONTROL.sub("", text))
)


@st.composite
def spoilt_body(draw: st.DrawFn) -> str:
    """A sound text with scraps put in anywhere."""
    text = draw(sound_body).text
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SCRAPS)) + text[at + draw(st.integers(0, 2)) :]
    return text
