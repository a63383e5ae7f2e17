"""Markdown becomes a body: html, words, headings, links and pictures."""

from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.card import ImageSource
from generator.errors import SiteError
from generator.markup import body
from generator.markup.body import mark_up
from generator.markup.filling import Column, fill
from generator.markup.pieces import MARK
from generator.markup.sanitise import sanitise
from generator.markup.types import Body, Dialect, Mention

GOLDEN = Path(__file__).parent / "golden" / "markup"
CASES = sorted(GOLDEN.glob("*.md"))


class Shown(NamedTuple):
    """A picture as published."""

    url: str
    width: int
    height: int
    tint: str = ""
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()


def marked(text: str, *, language: str = "en", hosts: tuple[str, ...] = ()) -> Body:
    return mark_up(
        text, path="content/a.md", first_line=5, dialect=Dialect(language=language, hosts=hosts)
    )


def html(text: str) -> str:
    return marked(text).html


def problem_of(text: str) -> str:
    with pytest.raises(SiteError) as caught:
        marked(text)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_marked_up_text_is_as_its_golden_file_has_it(case: Path, update_golden: bool) -> None:
    body = marked(case.read_text("utf-8"))
    shown = body.html.replace(MARK, "%") + "\n"
    golden = case.with_suffix(".html")
    if update_golden:
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_there_are_golden_files() -> None:
    assert len(CASES) >= 5


def test_an_empty_text_is_an_empty_body() -> None:
    assert marked("") == Body(html="", text="", words=0, minutes=1)


def test_a_link_by_source_path_is_marked_and_its_place_kept() -> None:
    body = marked("One.\n\nSee [the other](../2014/other.md#part) and [About](/about/).")
    assert body.links == (
        Mention(target="../2014/other.md#part", line=7, column=17),
        Mention(target="/about/", line=7, column=52),
    )
    assert f'<a href="{MARK}0{MARK}">the other</a>' in body.html


def test_the_second_mention_of_a_target_has_its_own_line() -> None:
    body = marked("[a](x.md)\n\n[b](y.md)\n\n[c](x.md)")
    assert [(link.target, link.line) for link in body.links] == [
        ("x.md", 5),
        ("y.md", 7),
        ("x.md", 9),
    ]


def test_a_link_by_reference_is_placed_where_its_target_is_defined() -> None:
    body = marked("[one][a] [two][a]\n\n[a]: x.md")
    assert [(link.line, link.column) for link in body.links] == [(7, 6), (7, 6)]


def test_a_link_within_the_page_is_kept_for_checking() -> None:
    body = marked("## Part\n\n[up](#part)")
    assert body.links[0].target == "#part"
    assert body.anchors == ("part",)


def test_links_of_footnotes_are_left_alone() -> None:
    body = marked("a[^1]\n\n[^1]: b")
    assert body.links == ()
    assert set(body.anchors) == {"fnref:1", "fn:1"}


@pytest.mark.parametrize("target", ["https://a.b/c", "mailto:a@b.c", "tel:+861", "//a.b/c"])
def test_a_link_to_elsewhere_stays(target: str) -> None:
    body = marked(f"[x]({target})")
    assert body.html == f'<p><a href="{target}">x</a></p>'
    assert body.links == ()


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert)",
        "[x](javascript&#58;alert)",
        '<a href="java&#10;script:alert(1)">x</a>',
        "[x](data:text/html,a)",
        "[x](file:///etc/passwd)",
        "[x][y]\n\n[y]: vbscript:a",
        "![x](javascript:a)",
        "![x](data:image/png;base64,a)",
        '<blockquote cite="javascript:a"><p>x</p></blockquote>',
    ],
    ids=lambda text: text[:24],
)
def test_a_scheme_that_runs_or_reads_is_refused(text: str) -> None:
    assert problem_of(text).startswith("content/a.md:")


def test_a_refused_link_says_where_and_how_to_mend_it() -> None:
    assert problem_of("Good.\n\nNot [x](ftp://a.b/c).").splitlines() == [
        'content/a.md:7:9: link that begins with "ftp:"',
        "    7 | Not [x](ftp://a.b/c).",
        "      |         ^^^^^^^^^^^",
        "  A link may begin with https:, http:, mailto: or tel:,",
        "  or be the path of a file or page of this site.",
    ]


def test_a_picture_at_another_host_is_refused() -> None:
    assert 'picture at another host, "a.b"' in problem_of("![x](https://a.b/c.png)")


def test_a_picture_at_a_host_that_the_site_lists_is_shown() -> None:
    body = marked("![x](https://a.b/c.png)", hosts=("a.b",))
    assert '<img src="https://a.b/c.png" alt="x" loading="lazy" decoding="async">' in body.html
    assert body.pictures == ()


def test_all_refused_links_are_told_at_once() -> None:
    text = problem_of("[x](ftp:a)\n\n[y](ftp:b)")
    assert text.count("link that begins with") == 2


def test_filling_puts_in_links_and_pictures_in_order() -> None:
    body = marked("[a](a.md) [b](b.md)\n\n![door](door.jpg)")
    filled = fill(body.html, ["/a/?x&y", "/b/"], [Shown("/d.webp", 800, 600)])
    assert filled == (
        '<p><a href="/a/?x&amp;y">a</a> <a href="/b/">b</a></p>\n'
        '<figure class="picture"><img src="/d.webp" width="800" height="600" loading="lazy"'
        ' decoding="async" alt="door"></figure>'
    )


def test_filling_offers_each_format_and_width_of_a_picture() -> None:
    body = marked("![door](door.jpg){: .wide}")
    sources = (ImageSource(type="image/avif", srcset="/d-1.avif 1w, /d-2.avif 2w"),)
    picture = Shown("/d.jpg", 800, 600, "tint tint-r-1", "/d-1.jpg 1w, /d.jpg 2w", sources)
    sizes = 'sizes="min(800px, 40rem)"'
    assert fill(body.html, [], [picture], Column("40rem")) == (
        '<figure class="picture"><picture>'
        f'<source type="image/avif" srcset="/d-1.avif 1w, /d-2.avif 2w" {sizes}>'
        f'<img src="/d.jpg" srcset="/d-1.jpg 1w, /d.jpg 2w" {sizes} width="800" height="600"'
        ' loading="lazy" decoding="async" alt="door" class="tint tint-r-1 wide">'
        "</picture></figure>"
    )


@pytest.mark.parametrize(
    ("text", "opens", "eager"),
    [
        ("![a](a.jpg)\n\n![b](b.jpg)", True, [True, False]),
        ("![a](a.jpg)\n\n![b](b.jpg)", False, [False, False]),
        ("Words. " * 200 + "\n\n![a](a.jpg)", True, [False]),
    ],
    ids=["at the beginning", "under another", "far down"],
)
def test_a_picture_that_is_seen_first_does_not_wait(
    text: str, opens: bool, eager: list[bool]
) -> None:
    pictures = [Shown("/d.jpg", 800, 600)] * len(eager)
    page = LexborHTMLParser(fill(marked(text).html, [], pictures, Column(opens=opens)))
    shown = [image.attributes for image in page.css("img")]
    assert ["fetchpriority" in each for each in shown] == eager
    assert ["loading" not in each for each in shown] == eager


def test_an_empty_link_is_plain_text_and_a_missing_picture_its_description() -> None:
    body = marked('[a *b*](a.md)\n\n![a <b> "door"](door.jpg "Shut")')
    assert fill(body.html, [""], [None]) == (
        "<p>a <em>b</em></p>\n"
        '<figure class="picture"><span class="missing-picture">a &lt;b&gt; &quot;door&quot;</span>'
        "<figcaption>Shut</figcaption></figure>"
    )


def test_what_leads_to_a_lost_link_or_picture_still_leads_there() -> None:
    body = marked("[a](a.md){#a}\n\n![b](b.jpg){#b}")
    assert fill(body.html, [""], [None]) == (
        '<p><a id="a">a</a></p>\n'
        '<figure class="picture"><span class="missing-picture" id="b">b</span></figure>'
    )


def test_a_linked_picture_without_its_link_is_still_a_figure() -> None:
    body = marked("[![door](door.jpg)](big.md)")
    assert fill(body.html, [""], [None]) == (
        '<figure class="picture"><span class="missing-picture">door</span></figure>'
    )


def test_an_empty_link_around_another_drops_its_own_end() -> None:
    body = marked('<a href="a.md"><table><tr><td><a href="b.md">b</a></td></tr></table></a>')
    filled = fill(body.html, ["" if link.target == "a.md" else "/b/" for link in body.links], [])
    assert filled.count("<a ") == filled.count("</a>") == 1


def test_the_ids_of_the_theme_are_never_a_texts() -> None:
    text = '<p id="_main">a</p>\n\n<a name="_related">b</a>\n\n## C {#_c}\n\n<p id="">d</p>'
    assert marked(text).anchors == ("c",)


def test_the_ids_of_a_second_text_on_a_page_are_its_own() -> None:
    dialect = Dialect(prefix="_legal-")
    body = mark_up("## A\n\nb[^1]\n\n[^1]: c", path="a.md", first_line=1, dialect=dialect)
    assert set(body.anchors) == {"_legal-a", "_legal-fn:1", "_legal-fnref:1"}
    assert 'href="#_legal-fn:1"' in body.html
    assert 'href="#fn' not in body.html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One <!-- note --> two\nthree", "<p>One  two\nthree</p>"),
        ("One <!-- note -->\ntwo", "<p>One\ntwo</p>"),
        ("One\n<!-- note -->\ntwo", "<p>One\ntwo</p>"),
        ("<!-- note --> One\ntwo", "<p>One\ntwo</p>"),
        ("<!-- note -->\nOne", "<p>One</p>"),
        ("One <!-- a\n\nnote --> two", "<p>One  two</p>"),
        ("   <!-- note --> One", "<p>One</p>"),
        ("`<!-- code -->`", "<p><code>&lt;!-- code --&gt;</code></p>"),
    ],
    ids=["within", "end", "line", "start", "above", "blank line", "indented", "code"],
)
def test_a_comment_is_never_published_and_leaves_its_paragraph_whole(text: str, shown: str) -> None:
    assert html(text) == shown


def test_a_comment_by_itself_keeps_two_lists_apart() -> None:
    assert html("- a\n\n<!-- -->\n\n- b").count("<ul>") == 2


def test_a_link_below_a_comment_with_the_same_link_has_its_own_line() -> None:
    assert marked("<!-- [a](x.md) -->\n\n[a](x.md)").links[0].line == 7


def test_a_line_full_of_comments_is_soon_read() -> None:
    assert marked("x<!---->" * 20_000).words == 1


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        ("<video>kept</video>", ["video"], "kept"),
        ("a <iframe src='x'>lost</iframe> b", ["iframe"], "a b"),
        ("<svg><text>lost</text></svg>", ["svg"], ""),
        ("<select><option>kept</select>", ["select"], "kept"),
        ("<form>kept</form>\n\n<SCRIPT>lost</SCRIPT>", ["form", "script"], "kept"),
        ("`<video>` <!-- <video> -->", [], "<video>"),
        ("    <iframe>", [], "<iframe>"),
        ("<b>kept</b> <center>kept</center>", [], "kept kept"),
    ],
    ids=lambda value: str(value)[:16],
)
def test_what_is_taken_out_is_told(text: str, names: list[str], words: str) -> None:
    body = marked(text)
    assert [tag.target for tag in body.taken_out] == names
    assert body.text == words


_FRAME = '<iframe width="560" height="{1}" src="{0}" title="A film"></iframe>'
_SHOWN = (
    '<figure class="embed{1}"><a class="embed__link" href="{0}" data-embed="">'
    '<span class="embed__title">A film</span> <span class="embed__host">film.example</span></a>'
    "</figure>"
)


def _embedded(text: str) -> Body:
    dialect = Dialect(embeds=("film.example",))
    return mark_up(text, path="content/a.md", first_line=1, dialect=dialect)


@pytest.mark.parametrize(
    ("src", "height", "address", "shape"),
    [
        (
            "https://film.example/embed/a?b=1&amp;c=2",
            315,
            "https://film.example/embed/a?b=1&amp;c=2",
            "",
        ),
        ("//film.example/a", 315, "https://film.example/a", ""),
        ("HTTP://Film.example", 315, "https://film.example", ""),
        ("https://film.example/a", 900, "https://film.example/a", " embed--tall"),
        ("https://film.example/a", 160, "https://film.example/a", " embed--low"),
    ],
    ids=["whole", "no scheme", "insecure", "upright", "sound"],
)
def test_a_frame_of_a_listed_host_is_a_figure_that_links_to_it(
    src: str, height: int, address: str, shape: str
) -> None:
    body = _embedded(f"Before.\n\n{_FRAME.format(src, height)}\n\nAfter.")
    assert body.html == f"<p>Before.</p>\n{_SHOWN.format(address, shape)}\n\n<p>After.</p>"
    assert (body.has_embeds, body.taken_out) == (True, ())


def test_a_frame_within_a_sentence_is_a_link() -> None:
    body = _embedded(f"See {_FRAME.format('https://film.example/a', 315)} here.")
    assert body.html == '<p>See <a href="https://film.example/a">A film</a> here.</p>'
    assert (body.has_embeds, body.taken_out) == (False, ())


@pytest.mark.parametrize(
    ("src", "told"),
    [
        ("https://other.example/a", "iframe other.example"),
        ("https://film.example.other.example/a", "iframe film.example.other.example"),
        ("https://film.example@other.example/", "iframe"),
        ("https://other.example\\@film.example/", "iframe"),
        ("https://film.example:8080/", "iframe"),
        ("javascript://film.example/%0azqran()", "iframe"),
        ("data:text/html,<p>", "iframe"),
        ("film.example", "iframe"),
        ("", "iframe"),
    ],
)
def test_a_frame_of_any_other_host_is_not_published_and_told_at_its_line(
    src: str, told: str
) -> None:
    listed = _FRAME.format("https://film.example/a", 315)
    body = _embedded(f"{listed}\n\n{_FRAME.format(src, 315)}\n\n{listed}")
    assert body.html.count("<figure") == 2
    assert "iframe" not in body.html
    assert [(tag.target, tag.line) for tag in body.taken_out] == [(told, 3)]


def test_a_frame_that_is_never_closed_is_told() -> None:
    body = _embedded('<iframe src="https://film.example/a">')
    assert ([tag.target for tag in body.taken_out], body.html) == (["iframe"], "")


def test_nothing_but_a_listed_host_makes_a_link_that_the_script_opens() -> None:
    raw = '<figure class="embed"><a class="embed__link" data-embed href="https://other.example/">'
    assert "data-embed" not in _embedded(f"{raw}a</a></figure>").html
    assert "data-embed" not in _embedded("[a](https://other.example/){: .embed data-embed=1 }").html


def test_a_class_makes_no_embed_of_another_host() -> None:
    assert (
        "figure"
        not in _embedded('<p><a class="embed" href="https://other.example/">a</a></p>').html
    )


def test_an_id_is_given_once() -> None:
    assert marked('<p id="a">x</p>\n\n<p id="a">y</p>\n\n## A').anchors == ("a", "a-2")


@pytest.mark.parametrize(
    "text",
    [
        '<p id="location">x</p>',
        '<p ID="forms">x</p>',
        "<p id=body>x</p>",
        "<a name='cookie'>x</a>",
        "<img src=a.png name=images id=getElementById alt=x>",
        "x\n{: #document }",
        "*x*{: id=addEventListener name=top }",
        "- x\n{: #self }",
    ],
)
def test_no_element_of_a_text_has_a_name_that_scripts_know(text: str) -> None:
    assert marked(text).anchors == ()
    assert "name=" not in html(text)


def test_a_heading_that_scripts_know_has_a_number() -> None:
    assert marked("## Forms\n\n## History {: #history }").anchors == ("forms-1", "history-1")


def test_a_picture_within_a_sentence_is_no_figure() -> None:
    assert "<figure" not in html("See ![door](door.jpg) here.")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B", ["h2", "h3"]),
        ("## A\n\n### B", ["h2", "h3"]),
        ("### A\n\n#### B", ["h2", "h3"]),
        ("<h1>A</h1>\n\n## B", ["h2", "h3"]),
        ("# A\n\n###### B", ["h2", "h6"]),
    ],
    ids=["h1", "h2", "h3", "raw", "bottom"],
)
def test_the_highest_heading_is_an_h2(text: str, levels: list[str]) -> None:
    shown = html(text)
    assert [shown[at + 1 : at + 3] for at in _heading_places(shown)] == levels


@pytest.mark.parametrize("between", ["<li>", "<div>", "<b>"])
def test_an_empty_heading_within_an_empty_heading_goes_with_it(between: str) -> None:
    assert html(f"Text.\n\n<h1>{between}<h1>").count("<h") == 0


def _heading_places(shown: str) -> list[int]:
    return [at for at in range(len(shown)) if shown.startswith("<h", at)]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("## The queue", ("the-queue",)),
        ("## 微博 now", ("wei-bo-now",)),
        ("## A\n\n## A\n\n## A", ("a", "a-2", "a-3")),
        ("## A-2\n\n## A\n\n## A", ("a-2", "a", "a-3")),
        ("## A {#b}\n\n## B", ("b", "b-2")),
        ("## ？", ("part",)),
        ("## A\n\n### \n\n## Part\n\n##", ("a", "part")),
        ("## _ {#_main}", ("part",)),
    ],
    ids=["words", "pinyin", "same", "taken", "own", "signs", "empty", "theme"],
)
def test_headings_have_readable_ids_of_their_own(text: str, anchors: tuple[str, ...]) -> None:
    assert marked(text).anchors == anchors


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="a.png" onerror="alert(1)">',
        '<p style="color:red">x</p>',
        "<svg><a href='/x'>y</a></svg>",
        '<iframe src="https://a.b"></iframe>',
        "<form action='/x'><input></form>",
        "# x {: onclick=alert(1) }",
        "x\n{: onclick=alert(1) style=a }",
        '```{.python onclick="alert(1)" style="x"}\na\n```',
        "![x](a.png){ onerror=alert(1) }",
    ],
    ids=lambda text: text[:24],
)
def test_what_could_run_or_load_is_taken_out(text: str) -> None:
    shown = html(f"Before.\n\n{text}")
    assert not [word for word in ("script", " on", "style=", "svg", "iframe") if word in shown]
    assert "<form" not in shown


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table", "a href='/x'", "p", "ul"])
def test_a_tag_left_open_ends_with_the_body(tag: str) -> None:
    shown = html(f"Before.\n\n<{tag}>pasted\n\nAfter.")
    for name in ("div", "b", "blockquote", "a", "p", "ul"):
        assert shown.count(f"<{name}>") + shown.count(f"<{name} ") == shown.count(f"</{name}>")


def test_a_bold_tag_left_open_ends_with_its_paragraph() -> None:
    assert html("one <b>two\n\nthree") == "<p>one <b>two</b></p>\n<p>three</p>"


def test_what_only_looks_like_a_tag_is_read_as_text() -> None:
    assert marked("git push origin <branch> now").text == "git push origin <branch> now"


def test_a_character_that_feeds_forbid_is_taken_out() -> None:
    assert marked("a&#30;b&#2;").text == "ab"


def test_a_forged_mark_is_an_ordinary_link() -> None:
    body = marked('<a href="&#30;0&#30;">x</a> [y](y.md)')
    assert [link.target for link in body.links][-1] == "y.md"
    assert "/y/" in fill(body.html, ["" for _ in body.links[:-1]] + ["/y/"], [])


def test_an_attribute_at_the_very_top_breaks_nothing() -> None:
    assert "a" in html("{#a}\n{#b}\n\na")


def test_an_unknown_option_of_a_code_block_breaks_nothing() -> None:
    assert "codehilite" in html("```{.python pygments_style=none}\nx = 1\n```")


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("It's a state-of-the-art queue.", 4, 1),
        ("微博 is big", 4, 1),
        ("word " * 230, 230, 1),
        ("word " * 231, 231, 2),
        ("字" * 400 + " word", 401, 2),
        ("a &amp; b", 2, 1),
        ("| a | b |\n|---|---|\n| c | d |", 4, 1),
    ],
    ids=["latin", "mixed", "a minute", "over", "han", "entity", "table"],
)
def test_words_and_minutes_count_latin_words_and_han(text: str, words: int, minutes: int) -> None:
    body = marked(text)
    assert (body.words, body.minutes) == (words, minutes)


def test_text_is_the_words_without_tags() -> None:
    assert marked("# A\n\nb *c*d &lt;\n\n- e\n- f<br>g").text == "A b cd < e f g"


def test_two_tables_have_names_of_their_own() -> None:
    table = "| a |\n|---|\n| b |\n\n"
    shown = html(f"{table}x\n\n{table}")
    assert shown.count('role="region"') == 2
    assert 'aria-label="Table"' in shown
    assert 'aria-label="Table 2"' in shown


def test_marking_up_again_gives_the_same_body() -> None:
    text = "# A\n\n[a](b.md) 微博 *[WHO]: World\n\na[^1]\n\n[^1]: b\n\n[x]: y"
    first = marked(text)
    marked("[x] other *[B]: c\n\n[^1]: d")
    assert marked(text) == first


@pytest.mark.parametrize(
    "text",
    [
        "A note[^1] and another[^long-name].\n\n[^1]: It is *short*.\n\n[^long-name]: 面馆 “so”.",
        'Twice[^1], twice[^1].\n\n[^1]: One.\n\n    Two, with [a link](/x/ "so").',
        "In a table[^a_b].\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n[^a_b]: ![A door](door.png)",
        "None is there[^1], nor [^*].",
    ],
)
def test_footnotes_are_as_the_cleaner_would_have_them(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = html(text)
    # A text with such a sign is cleaned whatever else it holds.
    monkeypatch.setattr(body, "sanitise", lambda made, text: sanitise(made, f"{text}<"))
    assert html(text) == plain


def test_the_label_of_a_footnote_brings_nothing_into_a_page() -> None:
    label = 'x"onclick="alert(1)'
    shown = html(f"A[^{label}].\n\n[^{label}]: B.")
    assert not LexborHTMLParser(shown).css("[onclick]")
