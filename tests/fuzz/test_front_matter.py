"""Front matter, whole, wild and spoilt: read whole, or refused with its line."""

from pathlib import Path

from hypothesis import strategies as st

from generator.article.keys import NAMES
from generator.article.reader import parse_article
from generator.article.types import Article, Reading
from generator.markup.types import Dialect
from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.claims import assert_sound, problems_of, state_of
from tests.fuzz.mutations import SLIPS, STRANGE, as_bytes, slipped
from tests.sites import SmallSite, article

READING = Reading(
    dialect=Dialect(hosts=("pictures.example",)),
    timezone="Asia/Shanghai",
    permalink="/{year}/{month}/{slug}/",
    fields=("mood",),
)
PATHS = (
    "content/a.md",
    "content/2026-02-28-queue.md",
    "content/微博/index.md",
    "content/pages/b.md",
)

WHOLE = """\
---
title: "The Queue: Who Waits?"
standfirst: >-
  Who waits,
  and for what?
date: 2014-08-13 09:30
updated: 2014-08-14T10:00:00+08:00
authors: [wen, "Odette Pell"]
topics:
  - city
  - 微博
image:
  src: door.jpg
  alt: A door
  credit: Wen Qiao
  focus: 30% 60%
corrections:
  - date: 2014-08-15
    text: It was Tuesday.
sources:
  - title: A post
    url: https://weibo.example/1
extra:
  mood: calm
---
The queue went round the block.
"""
SHORT = "---\ntitle: The Queue\ndate: 2014-08-13\nembargo: 2014-08-20 09:00\n---\nWords.\n"
ODD = "---\r\nheadline: '排队'\r\npubDate: 2014-08-13\r\ntags: a, b\r\n---\r\nWords.\r\n"
SPONSORED = """\
---
title: |
  The
  Queue
withdrawn: {date: 2014-08-13, reason: "It was wrong."}
sponsor:
  name: Kettles
  from: 2014-01-01
  until: 2014-12-31
aliases: [/old/, /older.html]
url: /2014/the-queue/
lang: zh-Hant
featured: true
---
"""
REAL = (WHOLE, SHORT, ODD, SPONSORED)

_EDGES = (
    "0000-00-00 0001-01-01 1000-01-01 9999-12-31 9998-12-31T23:59:59-14:00 2026-02-29 2024-02-29"
    " 2014-08-13T24:00 2014-08-13T23:59:60 1986-05-04T00:30 2014-13-01 2014-8-1 13/8/2014"
    " 1e999 -1 0 0x10 0o17 1_000 190:20:30 .inf -.nan 99999999999999999999999999 yes NO on ~ null"
    " true True 3.10 = << ! !!str !!python/object:os.system *a &a %YAML [[[[ {a: {b: [} ]}} 是"
)
SPACED = ("2014-08-13 25:00", "2014-08-13 09:30 +99:99", "2014-08-13 09:30:00.999999999 Z", "  ")
LISTS = st.lists(st.text(max_size=5), max_size=4).map(lambda texts: f"[{', '.join(texts)}]")
TEXTS = st.text(max_size=30)
BLOCKS = st.lists(TEXTS, max_size=3).map(lambda each: "".join(f"\n  - {text}" for text in each))
TABLES = st.dictionaries(TEXTS, TEXTS, max_size=3).map(
    lambda each: "".join(f"\n  {key}: {value}" for key, value in each.items())
)
NUMBERS = st.integers().map(str) | st.floats().map(str) | st.integers(0, 999).map("9".__mul__)
VALUES = (
    st.sampled_from([*_EDGES.split(), *SPACED]) | TEXTS | LISTS | BLOCKS | TABLES | NUMBERS
    | st.dates().map(str) | st.datetimes().map(str)
    | st.integers(1, 200).map(lambda depth: "[" * depth)
    | st.integers(1, 60).map(lambda depth: "".join(f"\n{' ' * n}a:" for n in range(2, depth)))
)  # fmt: skip
KEYS = st.sampled_from(sorted(NAMES)) | st.sampled_from(["mood", "tilte", "Title", "<<"]) | TEXTS
LINES = st.lists(st.tuples(KEYS, VALUES).map(": ".join), max_size=6).map("\n".join)
HEADS = st.sampled_from(["", "title: The Queue\n", "title: The Queue\ndate: 2014-08-13\n"])
FRONTS = st.tuples(HEADS, LINES).map(lambda each: f"---\n{each[0]}{each[1]}\n---\nWords.\n")
ENCODINGS = ("gb18030", "utf-16", "utf-32", "utf-8-sig")
UNICODE = st.text(st.characters(), max_size=200)
FILES = (
    st.binary(max_size=300)
    | UNICODE.map(as_bytes)
    | UNICODE.map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.tuples(st.sampled_from(REAL), st.sampled_from(ENCODINGS))
    .map(lambda pair: pair[0].encode(pair[1]))
    | st.tuples(st.sampled_from(REAL), st.binary(max_size=5), st.integers(0, 400))
    .map(lambda each: each[0].encode()[: each[2]] + each[1] + each[0].encode()[each[2] :])
)  # fmt: skip


def read_or_refused(content: bytes) -> None:
    """Content is an article whole, or refused with problems that are sound; never anything else."""
    for path in PATHS:
        problems = problems_of(lambda path=path: _assert_whole(path, content))  # type: ignore[misc]
        for problem in problems:
            assert problem.path == path
            assert_sound(problem, content)


def _assert_whole(path: str, content: bytes) -> None:
    found, body = parse_article(path, content, READING)
    assert isinstance(found, Article)
    assert found.title
    assert found.slug
    assert all(warning.is_warning for warning in found.warnings)
    for warning in found.warnings:
        assert_sound(warning, content)
    assert parse_article(path, content, READING) == (found, body)


@amounts(200, 5_000)
def test_wild_values_under_known_keys(amount: Amount) -> None:
    amount.check(lambda text: read_or_refused(as_bytes(text)), FRONTS)


@amounts(300, 10_000)
def test_slips_in_good_front_matter(amount: Amount) -> None:
    amount.check(lambda text: read_or_refused(as_bytes(text)), slipped(REAL))


@amounts(200, 5_000)
def test_any_bytes_as_a_file(amount: Amount) -> None:
    amount.check(read_or_refused, FILES)


def test_no_slip_in_a_draft_brings_it_out() -> None:
    text = "---\ntitle: Queue\ndate: 2014-08-13\ndraft: true\nfeatured: false\n---\nWords.\n"
    places = range(text.index("\ndraft"), text.index("\nfeatured") + 4)
    spoilt = {slip(text, at, new) for at in places for slip in SLIPS for new in STRANGE}
    out = [each for each in sorted(spoilt) if _is_out(each)]
    assert [each for each in out if "draft" in each and "#draft" not in each] == []


def _is_out(text: str) -> bool:
    found: list[Article] = []
    problems_of(lambda: found.append(parse_article("content/a.md", as_bytes(text), READING)[0]))
    return any(not each.is_draft and each.date for each in found)


@amounts(12, 500)
def test_a_build_publishes_an_article_whole_or_changes_nothing(
    amount: Amount, tiny_theme: Path, tmp_path: Path
) -> None:
    small = SmallSite(tmp_path, {"content/good.md": article("The Good")}, tiny_theme)
    small.build()

    def built_or_as_before(content: bytes) -> None:
        before = state_of(small.root / "output")
        small.write({"content/wild.md": content})
        problems = problems_of(small.build)
        if problems:
            assert state_of(small.root / "output") == before
        assert all(problem.path.startswith("content/") for problem in problems)

    amount.check(built_or_as_before, FRONTS.map(as_bytes) | slipped(REAL).map(as_bytes) | FILES)
