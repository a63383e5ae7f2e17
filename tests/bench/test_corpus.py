"""The corpus is the same everywhere, reads like a newspaper's, and every site of it is whole."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from generator.build import Options, build
from generator.report import Report
from generator.work import Workforce
from tests.bench.column import Column, words
from tests.bench.corpus import AUTHORS, LONGEST, SHORTEST, TOPICS, make_corpus
from tests.bench.counting import expected, pages
from tests.bench.dialects import Dialect
from tests.bench.edits import EDITS, Turn
from tests.bench.sites import PROJECT, Contender, Site
from tests.bench.sites.all import OUR_SITE, PEER_SITES
from tests.sites import NOON

CORPUS = make_corpus(50)
MANY = make_corpus(600).columns
EVERYBODY = [OUR_SITE, *PEER_SITES.values()]
PRINT_DIGEST = "from tests.bench.test_corpus import *; print(digest(CORPUS.columns))"


def digest(columns: tuple[Column, ...]) -> str:
    """One short text that differs where columns do."""
    return hashlib.sha256(repr(columns).encode()).hexdigest()


def _share(having: str) -> float:
    return sum(having in "\n".join(column.body) for column in MANY) / len(MANY)


def _built(site: Site, theme: Path) -> Report:
    options = Options(theme=theme, output=site.output, workforce=Workforce(0))
    return build(site.folder, NOON.replace(year=2027), options)


def test_corpus_is_the_same_in_every_process() -> None:
    settings = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", PRINT_DIGEST]
    done = subprocess.run(command, env=settings, cwd=PROJECT, capture_output=True, check=True)
    assert done.stdout.decode().strip() == digest(CORPUS.columns)


def test_columns_are_as_long_as_a_newspaper_has_them() -> None:
    lengths = [words(column.body) for column in MANY]
    assert min(lengths) >= SHORTEST
    assert max(lengths) <= 900 > LONGEST
    assert 400 <= median(lengths) <= 460


def test_some_columns_hold_tables_footnotes_and_quotations() -> None:
    assert 0.05 < _share("| --- |") < 0.15
    assert 0.05 < _share("[^1]: ") < 0.15
    assert _share("> — @") > 0.5


def test_one_column_in_three_holds_han() -> None:
    han = [column for column in MANY if any("一" <= sign <= "鿿" for sign in "".join(column.body))]
    assert 0.2 < len(han) / len(MANY) < 0.45


def test_a_few_topics_have_most_columns() -> None:
    assert len(AUTHORS) == 20
    assert len(TOPICS) == 150
    first = sum(TOPICS[0] in column.topics for column in MANY)
    last = sum(TOPICS[-1] in column.topics for column in MANY)
    assert first > 20 * max(last, 1)


@pytest.mark.parametrize("contender", EVERYBODY, ids=lambda each: each.name)
def test_every_dialect_says_the_same(contender: Contender) -> None:
    dialect: Dialect = contender.dialect
    for column in CORPUS.columns:
        text = dialect.text(column)
        said = (column.title, column.standfirst, column.author, *column.topics, *column.body)
        assert all(part in text for part in said)
        assert column.slug in text


@pytest.mark.parametrize("contender", EVERYBODY, ids=lambda each: each.name)
def test_a_note_in_a_template_stands_over_the_last_one(
    contender: Contender, tmp_path: Path
) -> None:
    site = Site(contender, tmp_path, make_corpus(1))
    before = (tmp_path / contender.article_template).read_text(encoding="utf-8")
    site.note_in_template("one")
    site.note_in_template("two")
    after = (tmp_path / contender.article_template).read_text(encoding="utf-8")
    assert after == before.replace("</article>", "</article>\n<p hidden>two</p>\n", 1)


def test_our_site_has_the_pages_that_the_description_has(tmp_path: Path, theme: Path) -> None:
    site = Site(OUR_SITE, tmp_path, CORPUS)
    report = _built(site, theme)
    assert report.warnings == ()
    counted = pages(site.output)
    assert {kind: counted[kind] for kind in expected(CORPUS)} == expected(CORPUS)


def test_edits_change_what_they_say(tmp_path: Path, theme: Path) -> None:
    site, written = Site(OUR_SITE, tmp_path, CORPUS), {}
    _built(site, theme)
    for number, (what, edit) in enumerate(EDITS.items(), start=1):
        turn = Turn(number, CORPUS)
        edit(site, turn)
        report = _built(site, theme)
        gone = "WOW220"  # what was removed had been out
        assert {warning.code for warning in report.warnings} <= {gone}, report.warnings
        written[what] = {path for path in report.written if path[0] == "2"}
    articles = len(CORPUS.columns)
    assert written["no change"] == set()
    assert len(written["one body edited"]) == 1
    assert 1 < len(written["headline edited"]) < 12
    assert 1 < len(written["article added"]) < 12
    assert 1 <= len(written["article removed"]) < 12
    assert len(written["article's template edited"]) == articles
