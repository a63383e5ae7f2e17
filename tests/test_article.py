"""One file becomes an article, read whole, or all that is wrong with it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.article.reader import parse_article
from generator.article.types import Article, Reading
from generator.config.types import Sponsor
from generator.errors import Problem, SiteError, describe
from generator.markup.aside import without_code
from generator.markup.types import Body, Dialect

READING = Reading(
    dialect=Dialect(hosts=("img.example",)),
    timezone="Asia/Shanghai",
    permalink="/{year}/{month}/{slug}/",
    fields=("Rating",),
)
PATH = "content/the-queue.md"


def parsed(text: str, path: str = PATH) -> tuple[Article, Body]:
    return parse_article(path, text.encode(), READING)


def article(front: str = "", body: str = "Text.\n", path: str = PATH) -> Article:
    return parsed(f"---\ntitle: The Queue\ndate: 2014-08-13\n{front}\n---\n{body}", path)[0]


def refused(front: str, body: str = "Text.\n") -> tuple[Problem, ...]:
    with pytest.raises(SiteError) as caught:
        parsed(f"---\n{front}\n---\n{body}")
    return caught.value.problems


def test_a_whole_article() -> None:
    made = article(
        "standfirst: Who pays?\nauthors: [wen, tang]\ntopics: food, city\nseries: Small things\n"
        "image:\n  src: door.jpg\n  alt: A door\n  credit: Wen\n  focus: center top\n"
        "corrections:\n- date: 2014-08-20\n  text: It was soup.\n"
        "sources:\n- title: A post\n  url: https://weibo.example/1\n"
        "featured: true\nextra:\n  mood: no\n  loud: true\n  list: [1, 2]\nrating: 3.10\n"
    )
    assert made.permalink == "/2014/08/the-queue/"
    assert made.date == datetime(2014, 8, 12, 16, tzinfo=UTC)
    assert (made.authors, made.topics) == (("wen", "tang"), ("food", "city"))
    assert made.picture
    assert (made.picture.src, made.picture.line, made.picture.column) == ("door.jpg", 9, 8)
    assert made.corrections[0].text == "It was soup."
    assert made.references[0].url == "https://weibo.example/1"
    assert made.extra == {"mood": "no", "loud": True, "list": ["1", "2"], "Rating": "3.10"}
    assert made.is_featured
    assert made.warnings == ()
    assert made.lines["standfirst"] == 4


@pytest.mark.parametrize(
    ("alias", "key", "value"),
    [
        ("Headline: x", "title", "x"),
        ("summary: x", "standfirst", "x"),
        ("DECK: x", "standfirst", "x"),
        ("description: x", "standfirst", "x"),
        ("lastmod: 2014-08-14", "updated", datetime(2014, 8, 13, 16, tzinfo=UTC)),
        ("expiryDate: 2014-08-14", "expires", datetime(2014, 8, 13, 16, tzinfo=UTC)),
        ("byline: Wen Qiao", "authors", ("Wen Qiao",)),
        ("tags: 火锅，排队", "topics", ("火锅", "排队")),
        ("column: The desk", "kicker", "The desk"),
        ("status: draft", "is_draft", True),
        ("status: Published", "is_draft", False),
        ("published: false", "is_draft", True),
        ("lead: true", "is_featured", True),
        ("redirect_from: /old/name", "aliases", ("/old/name/",)),
        ("aliases: [old.html, /%E5%BE%AE/]", "aliases", ("/old.html", "/微/")),
        ("slug: a-name", "permalink", "/2014/08/a-name/"),
        ("permalink: /about/us", "permalink", "/about/us/"),
        ("path: a-name", "permalink", "/2014/08/a-name/"),
        ("lang: ZH-hans", "lang", "zh-Hans"),
        ("sponsor: false", "sponsor", False),
        ("sponsor: kettle", "sponsor", "kettle"),
        ("sponsor: {name: A}", "sponsor", Sponsor(name="A", notice="Sponsored by A.")),
        ("params: {a: b}", "extra", {"a": "b"}),
        ("updated:", "updated", None),
        ("image: ~", "picture", None),
    ],
)
def test_a_key_may_be_called_otherwise(alias: str, key: str, value: object) -> None:
    title = "" if alias.startswith("Headline") else "title: T\n"
    made, _ = parsed(f"---\n{title}date: 2014-08-13\n{alias}\n---\nText.\n")
    assert getattr(made, key) == value


@pytest.mark.parametrize(
    ("front", "line", "what", "mend"),
    [
        ("title: T\nstandfrist: x", 3, 'unknown key "standfrist"', 'Did you mean "standfirst"?'),
        ("title: T\nlayout: post", 3, 'unknown key "layout"', "extra:"),
        ("title: T\ndrfat: true", 3, 'unknown key "drfat"', 'Did you mean "draft"?'),
        ("title: T\nHeadline: U", 3, 'something else than "title" on line 2', "Keep one"),
        ("title: T\nTitle: T", 3, "stands on line 2 already", "Keep one"),
        ("title: T\ndraft: false\nstatus: draft", 4, 'something else than "draft"', "Keep one"),
        ("title: T\ndraft: yes", 3, "neither true nor false", "Write: draft: true"),
        ("title: T\ndraft:", 3, '"draft" has no value', "take the line out"),
        ("title: T\nembargo:", 3, '"embargo" has no value', "take the line out"),
        ("title: T\npublished: 2014-08-13", 3, "this is a day", "Write: date: 2014-08-13"),
        ("title: T\nstatus: pending", 3, "no status", "draft or published"),
        ("title: T\ndate: 2026-02-30", 3, "no such moment", "calendar"),
        ("title: T\ndate: 13 August 2014", 3, "not written as", "Write: date: 2014-08-13"),
        ("title: T\nembargo: soon", 3, "not a day", "2014-08-13"),
        ("title:", 2, '"title" has no value', "title"),
        (
            "title: T\nimage: {src: a.jpg, credit: [Me, {x: y}], alt: A}",
            3,
            "brackets stand",
            'Write: image: {src: a.jpg, credit: "[Me, {x: y}]", alt: A}',
        ),
        ("title: C # D", 2, "passed over", 'Write: title: "C # D"'),
        ("title: {{ page.title }}", 2, "brackets", ""),
        ("title: T\nslug: The Queue!", 3, "cannot stand in an address", "Write: slug: the-queue"),
        ("title: T\nslug: a/b", 3, "last part", "Write: url: a/b"),
        ("title: T\nurl: https://x.example/a/", 3, "without its host", "/"),
        ("title: T\nurl: /a/../b/", 3, "cannot be an address", "a to z"),
        ("title: T\nurl: /2014/a.html", 3, "ends with /", "aliases: /2014/a.html"),
        ("title: T\naliases: /?p=1", 3, "cannot lead here", "path alone"),
        ("title: T\nimage: {alt: a, credit: b}", 3, '"src" is missing', "src"),
        ("title: T\nimage: {src: a.jpg, credit: b}", 3, '"alt" is missing', "alt"),
        ("title: T\nimage: {src: a.jpg, alt: b}", 3, '"credit" is missing', "credit"),
        ("title: T\nimage: https://x.example/a.jpg", 3, "at another site", "hosts:"),
        ("title: T\nimage: true", 3, "not the path of a picture", "door.jpg"),
        ("title: T\nimage: data:image/png", 3, "not the path of a picture", "door.jpg"),
        ("title: T\nimage: {src: a.jpg, alt: b, credit: c, focus: url(x)}", 3, "no part", "left"),
        ("title: T\nwithdrawn: true", 3, "date and reason", "reason:"),
        ("title: T\ncorrections: {date: 2014-08-13}", 3, "a list is expected", "- "),
        ("title: T\ncorrections:\n- text: x", 4, '"date" is missing', "date"),
        ("title: T\nsources:\n- title: x\n  url: javascript:x", 5, "not a web address", "https"),
        ("title: T\nsponsor: true", 3, "names no sponsor", "false"),
        ("title: T\nlang: chinese", 3, "not a language tag", "zh-Hans"),
        ("title: T\nextra: x", 3, "keys with values", "key: value"),
        ("title: T\nextra:\n  Draft: true", 4, '"Draft" holds nothing back', "first column"),
        ("title: T\nextra:\n  status: draft", 4, '"status" holds nothing back', "first column"),
        ("title: T\nextra:\n  expiryDate: 2026-01-01", 4, "holds nothing back", "first column"),
    ],
)
def test_a_fault_is_told_at_its_line(front: str, line: int, what: str, mend: str) -> None:
    errors = [problem for problem in refused(front) if not problem.is_warning]
    assert [(p.line, what in p.what, mend in p.mend) for p in errors] == [(line, True, True)]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    problems = refused("title: T\ndraft: yes\ndat: x\ndate: never", "[x](javascript:y)\n")
    assert sorted(problem.line for problem in problems if not problem.is_warning) == [3, 4, 5, 7]


def test_topics_of_several_keys_are_joined() -> None:
    assert article("tags: [a, b]\ncategory: c, a\n").topics == ("a", "b", "c")


@pytest.mark.parametrize(
    ("path", "permalink"),
    [
        ("content/The Queue.md", "/2014/08/the-queue/"),
        ("content/2014/08/queue.md", "/2014/08/queue/"),
        ("content/the-queue/index.md", "/2014/08/the-queue/"),
        ("content/2013-01-02-old.md", "/2014/08/old/"),
        ("content/2013-01-02-old/index.md", "/2014/08/old/"),
        ("content/排队.md", "/2014/08/pai-dui/"),
        ("content/pages/about.md", "/about/"),
        ("content/pages/about/index.md", "/about/"),
        ("content/pages/about/team.md", "/about/team/"),
    ],
)
def test_an_address_is_made_from_the_files_name(path: str, permalink: str) -> None:
    assert article(path=path).permalink == permalink


def test_a_name_without_letters_needs_a_slug() -> None:
    with pytest.raises(SiteError, match="no letter or digit"):
        article(path="content/！！.md")


def test_the_day_in_an_address_is_the_sites() -> None:
    reading = replace(
        READING, timezone="America/New_York", permalink="/{year}/{month}/{day}/{slug}/"
    )
    text = b"---\ntitle: T\ndate: 2014-09-01T01:00Z\n---\nText."
    assert parse_article(PATH, text, reading)[0].permalink == "/2014/08/31/the-queue/"


def test_a_files_name_gives_the_date() -> None:
    made, _ = parsed("---\ntitle: T\n---\nText.", "content/2014-08-13-a.md")
    assert (made.permalink, made.warnings) == ("/2014/08/a/", ())
    with pytest.raises(SiteError, match="no such day"):
        parsed("---\ntitle: T\n---\nText.", "content/2014-02-30-a.md")


_SLIPS = {
    "2014-08-16-a.md": ("2014-08-16T20:00:00Z", "readers see Sunday 2014-08-17, and not Saturday"),
    "2014-08-17-a.md": ("2014-08-16T20:00:00Z", ""),
    "2014-08-20-a.md": ("2014-08-16T20:00:00Z", ""),
    "a.md": ("2014-08-16 20:00 -04:00", ""),
    "b.md": ("2014-08-16 00:00 +12", "readers see Friday 2014-08-15, and not Saturday"),
    "2014-08-15-b.md": ("2014-08-16T00:00:00+12:00", ""),
    "c.md": ("2014-08-16 00:00", ""),
}


@pytest.mark.parametrize(("name", "case"), _SLIPS.items())
def test_a_day_that_its_zone_moves_is_told(name: str, case: tuple[str, str]) -> None:
    date, said = case
    made, _ = parsed(f"---\ntitle: T\ndate: {date}\n---\nText.", f"content/{name}")
    assert [warning.what[: len(said)] for warning in made.warnings] == ([said] if said else [])
    assert all((each.code, each.column) == ("WOW224", 7) for each in made.warnings)


def test_an_article_without_a_date_is_held_back_with_a_warning() -> None:
    made, _ = parsed("---\ntitle: T\n---\nText.")
    assert (made.date, made.permalink) == (None, "")
    assert [warning.code for warning in made.warnings] == ["WOW208"]


def test_a_standing_page_needs_no_date() -> None:
    made, _ = parsed("# About\n\nText.", "content/pages/about.md")
    assert (made.title, made.is_standing, made.warnings) == ("About", True, ())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *Big* `Queue` #\n\nText.", "The Big Queue"),
        ("Text.\n\n# Second\n", "Second"),
        ("The Queue\n=========\n\nText.", "The Queue"),
        ("```\n# code\n```\n\n# 微博\n", "微博"),
    ],
)
def test_the_first_heading_is_the_title_and_leaves_the_body(text: str, title: str) -> None:
    made, body = parsed(text)
    assert made.title == title
    assert title not in body.text


def test_a_file_without_title_is_refused() -> None:
    with pytest.raises(SiteError, match="there is no title"):
        parsed("Just text.\n")


def test_a_link_keeps_its_line_though_the_heading_left() -> None:
    made, _ = parsed("Head\n====\n\n[x](other.md)\n")
    assert [(link.target, link.line) for link in made.links] == [("other.md", 4)]


def test_tags_of_other_generators_are_warned_of() -> None:
    body = "A {% image 'x' %} and {{ page.url }}.\n\n{{< figure >}}\n"
    code = "\n`{{ code }}`\n\n```\n{% x %}\n```\n"
    warnings = article(body=body + code).warnings
    assert [(w.code, w.line, w.column) for w in warnings] == [
        ("WOW205", 6, 3),
        ("WOW205", 6, 23),
        ("WOW205", 8, 1),
    ]


def test_a_bare_picture_is_taken_with_a_warning() -> None:
    made = article("cover: images/door.jpg")
    assert made.picture
    assert made.picture.src == "images/door.jpg"
    assert [warning.code for warning in made.warnings] == ["WOW209"]
    assert article("cover: https://img.example/a.jpg").picture


def test_a_decoration_has_an_empty_description() -> None:
    made = article('image: {src: a.jpg, alt: "", credit: Wen}')
    assert made.picture
    assert (made.picture.alt, made.warnings) == ("", ())


def test_titles_have_the_quotation_marks_of_print() -> None:
    made, _ = parsed('---\ntitle: It\'s "so"\ndate: 2014-08-13\n---\nText.')
    assert made.title == "It’s “so”"


def test_long_texts_are_warned_of_and_then_refused() -> None:
    paragraph = "word " * 100 + "\n\n"
    assert [w.code for w in article(body=paragraph * 600).warnings] == ["WOW210"]
    with pytest.raises(SiteError, match="longer than 1 MB"):
        article(body=paragraph * 2100)


@pytest.mark.parametrize(
    "written",
    [
        "“A” — it’s  *so*\n[there](/x/): 3.5…",
        '"A" -- it\'s so [there](https://elsewhere.example/y): 3.5...',
        "“A” – it’s\nso [there](z.md): **3.5**...\n\n",
    ],
)
def test_the_texts_digest_sees_words_and_no_typography(written: str) -> None:
    one, two = article(body='"A" - it\'s so [there](/x/): 3.5...'), article(body=written)
    assert one.text_digest == two.text_digest


@pytest.mark.parametrize("other", ["A b d.", "A b c!", "A b c.1", "A bd.", "A 队。", "A 伞。"])
def test_the_texts_digest_sees_other_words(other: str) -> None:
    assert article(body="A b c.").text_digest != article(body=other).text_digest


@given(st.text(st.sampled_from("ab:-#'\"[]{}|>&*!%@\\ \n\t`,微：")))
def test_no_front_matter_makes_a_traceback(front: str) -> None:
    try:
        made, _ = parsed(f"---\ntitle: T\n{front}\n---\nText.\n")
    except SiteError as error:
        assert error.problems
    else:
        assert made.title


def test_html_that_is_not_published_is_warned_of() -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\n---\nA.\n\nSee <iframe src='x'>b</iframe>.\n"
    article, _ = parse_article("content/a.md", text.encode(), READING)
    assert describe(article.warnings[0]).splitlines() == [
        "content/a.md:7:5: WOW214 <iframe> is not published, nor is what stands in it",
        "    7 | See <iframe src='x'>b</iframe>.",
        "      |     ^^^^^^^",
        "  Link to the film, the sound or the map instead: [the film](https://...).",
    ]


def test_a_frame_of_a_host_that_is_not_listed_is_warned_of_with_what_to_list() -> None:
    frame = '<iframe src="https://film.example/a"></iframe>'
    article, _ = parsed(f"---\ntitle: A\ndate: 2026-05-01\n---\nA.\n\n{frame}\n")
    (warning,) = article.warnings
    assert (warning.line, warning.code) == (7, "WOW214")
    assert 'List "film.example" under "embeds:" in content/site.yaml' in warning.mend


@given(st.text(st.sampled_from("`~a \n")))
def test_blanking_code_moves_nothing(text: str) -> None:
    blanked = without_code(text)
    assert len(blanked) == len(text)
    assert [len(line) for line in blanked.split("\n")] == [len(line) for line in text.split("\n")]


def test_an_image_of_false_is_none() -> None:
    read, _ = parsed("---\ntitle: T\ndate: 2026-01-01\nimage: false\n---\nText.\n")
    assert (read.picture, read.warnings) == (None, ())


def test_a_value_of_several_lines_is_named_on_one() -> None:
    problems = refused("title: A\ndate: 2014-08-13\nupdated: 2014-08-14T10:00\n\n  city\n  street")
    assert problems[0].what == '"2014-08-14T10:00 city street" is not a day'
