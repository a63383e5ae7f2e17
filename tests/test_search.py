"""The search index: of what is out and nothing else, the same bytes, and made only when needed."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from generator.build import build
from generator.cli.pagefind import Pagefind, find_pagefind
from generator.errors import SiteError
from generator.indexer import Indexer
from generator.markup.scripts import CJK, PUNCTUATION
from generator.report import Report
from generator.search import ENTRY, Found, searchable
from generator.stat import stat_of
from tests.conftest import MakeSite
from tests.sites import NOON, PROJECT, SETTINGS, SmallSite, article

ON = f"{SETTINGS}search: true\n"
FOLDER = "search/pagefind/"
FROM = r"$(for word; do echo $word | sed -n 's/^--output-path=//p'; done)"
PIECES: dict[str, str | bytes] = {
    "content/site.yaml": ON,
    "content/bridge.md": article("The Bridge", "It spans the river. 武汉长江大桥。", topics="city"),
    "content/kettle.md": article("The Kettle", "It whistles.", topics="food", authors="Wen Qiao"),
    "content/pages/about.md": article("About", "What we are.", date=""),
}


@pytest.fixture
def small(site: MakeSite) -> SmallSite:
    """A site with a search."""
    return site(dict(PIECES))


@pytest.fixture
def program(small: SmallSite) -> Path:
    """A Pagefind of the test's own, which it may take away."""
    spec = find_spec("pagefind_bin")
    assert spec and spec.submodule_search_locations
    copy = small.root / "pagefind"
    shutil.copy2(Path(spec.submodule_search_locations[0]) / "pagefind", copy)
    return copy


def index(small: SmallSite, folder: str = "output") -> dict[str, bytes]:
    """The files of the index, by path."""
    found = small.output(folder)
    return {path: found[path] for path in found if path.startswith(FOLDER)}


def told(small: SmallSite) -> bytes:
    """All that the index says of texts, by name and by content."""
    found = index(small).items()
    texts = ((path, content) for path, content in found if not path.endswith((".js", ".pagefind")))
    return b"\n".join(path.encode() + b"\n" + plain(content) for path, content in texts)


def plain(content: bytes) -> bytes:
    """A file of the index as it was before it was packed."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def pages(small: SmallSite) -> Mapping[str, str]:
    """The texts that the index has, by URL."""
    fragments = (plain(text) for path, text in index(small).items() if "/fragment/" in path)
    read = (msgspec.json.decode(each.removeprefix(b"pagefind_dcd")) for each in fragments)
    return {each["url"]: each["content"] for each in read}


def run(small: SmallSite, indexer: Indexer | None, *, indexes: bool = True) -> Report:
    """Build with a Pagefind of the test's own, or without one."""
    options = replace(small.options(), indexer=indexer, indexes=indexes)
    return build(small.root, NOON, options)


def of(program: Path) -> Indexer:
    """What runs a program that need not be Pagefind."""
    return Indexer(stat_of(program.stat()), Pagefind(program))


def script(program: Path, *lines: str) -> Path:
    """A program that is Pagefind and more: in its lines, $PAGEFIND is what the fixture gave."""
    own = program.with_name("own")
    text = "\n".join(("#!/bin/sh", f"PAGEFIND={program}", f"INDEX={FROM}", *lines, ""))
    own.write_text(text)
    own.chmod(0o700)
    return own


def test_articles_and_standing_pages_are_in_the_index_and_no_lists(small: SmallSite) -> None:
    small.build()
    assert sorted(pages(small)) == ["/2026/05/bridge/", "/2026/05/kettle/", "/about/"]
    assert "It whistles." in pages(small)["/2026/05/kettle/"]


def test_a_site_that_asks_for_no_search_has_none(small: SmallSite) -> None:
    small.build()
    assert "search/index.html" in small.output()
    small.write({"content/site.yaml": SETTINGS})
    small.build()
    assert [path for path in small.output() if path.startswith("search/")] == []
    assert not re.search("search|slash", small.page("index.html"))


def test_a_site_without_a_page_has_no_index(site: MakeSite) -> None:
    small = site({"content/site.yaml": ON})
    small.build()
    assert index(small) == {}


@pytest.mark.parametrize("is_dry", [False, True])
def test_a_search_without_pagefind_is_told_at_its_line(small: SmallSite, is_dry: bool) -> None:
    options = replace(small.options(is_dry=is_dry), indexer=None)
    with pytest.raises(SiteError) as caught:
        build(small.root, NOON, options)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column) == ("content/site.yaml", 4, 1)
    assert problem.excerpt == "search: true"
    assert "pip install pagefind-bin" in problem.mend
    assert not (small.root / "output").exists()


def test_a_site_that_was_built_is_told_so_once_pagefind_is_gone(small: SmallSite) -> None:
    small.build()
    before = small.output()
    with pytest.raises(SiteError, match="not installed"):
        run(small, None)
    assert small.output() == before


def test_pagefind_is_what_is_installed_beside_python(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_pagefind()
    here = [path for path in sys.path if not (Path(path) / "pagefind_bin").exists()]
    monkeypatch.setattr(sys, "path", here)
    assert find_pagefind() is None


def test_a_command_without_pagefind_says_what_to_install(small: SmallSite) -> None:
    hidden = (
        "import sys; sys.modules['pagefind_bin'] = None\nfrom generator.cli import main; main()"
    )
    command = [sys.executable, "-c", hidden, "--root", str(small.root), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 1
    assert "content/site.yaml:4:1: a search is asked for" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_runs_where_no_page_that_is_searched_has_changed(
    small: SmallSite, program: Path
) -> None:
    indexer = of(program)
    run(small, indexer)
    before = small.output()
    program.chmod(0o600)
    assert run(small, indexer).written == ()
    small.write({"static/js/own.js": "1", "content/later.md": article("Later", date="2027-01-01")})
    report = run(small, indexer)
    assert report.written
    assert not any(path.startswith(FOLDER) for path in (*report.written, *report.removed))
    assert index(small) == {path: before[path] for path in before if path.startswith(FOLDER)}
    small.write({"content/kettle.md": article("The Kettle", "It is silent.")})
    with pytest.raises(OSError, match="Permission denied"):
        run(small, indexer)
    assert b"It whistles" in small.output()["2026/05/kettle/index.html"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("echo 'out of paper' >&2; exit 3", "out of paper"),
        ("exit 3", "it ended with 3"),
        ("kill -KILL $$", "it was ended by signal 9 (Killed)"),
        ("exit 0", "it wrote none"),
        ("printf 'b\\377d' >&2; exit 1", "b\N{REPLACEMENT CHARACTER}d"),
        ("yes panic | head -n 9999 >&2; exit 101", f"{'panic ' * 50}\n"),
        ("exec sleep 99", "it was not done after 3 seconds"),
    ],
    ids=["fails", "says nothing", "killed", "writes nothing", "no UTF-8", "panics", "hangs"],
)
def test_what_pagefind_fails_at_is_told_and_nothing_changed(
    small: SmallSite, program: Path, line: str, told: str
) -> None:
    small.build()
    before = small.output()
    small.write({"content/kettle.md": article("The Kettle", "It is silent.")})
    own = script(program, line)
    impatient = Pagefind(own, patience=3, for_each=0)
    with pytest.raises(OSError, match=re.escape(f"make the search index: {told}")) as caught:
        run(small, Indexer(stat_of(own.stat()), impatient))
    assert caught.value.filename == str(own)
    assert "\n  Nothing is changed. Build again; if it goes on" in str(caught.value.strerror)
    assert small.output() == before
    assert not (small.root / "output/.wow/stage").exists()


@pytest.mark.parametrize(
    "name", ["pagefind-entry.json", "pagefind.js", "*.pf_meta", "wasm.en*", "index/*", "fragment/*"]
)
@pytest.mark.parametrize("left", [0, 100])
def test_a_file_that_a_full_disk_cut_short_is_never_published(
    small: SmallSite, program: Path, name: str, left: int
) -> None:
    cut = f'for file in $INDEX/{name}; do head -c {left} $file >cut; mv cut "$file"; done'
    with pytest.raises(OSError, match="is the disk full"):
        run(small, of(script(program, '$PAGEFIND "$@"', cut)))
    assert small.output() == {}


def test_a_page_that_pagefind_passes_over_is_told(small: SmallSite) -> None:
    small.write({"templates/pages/standing.html": "<!doctype html><title>A</title><p>A"})
    with pytest.raises(SiteError, match=r"about\.md: a search would not find this"):
        small.build()
    assert small.output() == {}


def test_pagefind_heeds_nothing_that_lies_about(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    monkeypatch.setenv("PAGEFIND_GLOB", "none")
    small.write({"pagefind.yml": "root_selector: footer\nexclude_selectors: [p]\n"})
    small.build()
    assert "It whistles." in pages(small)["/2026/05/kettle/"]


def test_how_far_pagefind_is_is_told(small: SmallSite, program: Path) -> None:
    said: list[tuple[str, int, int]] = []
    own = script(program, '$PAGEFIND "$@" && sleep 2')
    slow = Pagefind(own, lambda *words: said.append(words))
    run(small, Indexer(stat_of(own.stat()), slow))
    assert said[-2:] == [("Indexing", 2, 3), ("Indexing", 3, 3)]


def test_another_pagefind_makes_another_index(small: SmallSite, program: Path) -> None:
    run(small, of(program))
    os.utime(program, (1, 1))
    program.chmod(0o600)
    with pytest.raises(OSError, match="Permission denied"):
        run(small, of(program))


@pytest.mark.parametrize(
    "change",
    [
        {"content/kettle.md": article("The Kettle", "It is silent.", topics="food")},
        {"content/kettle.md": article("The Kettle", "It whistles.", topics="city")},
        {"content/new.md": article("The New")},
        {"content/kettle.md": article("The Kettle", draft="true")},
        {"content/bridge.md": article("The Bridge", withdrawn="{date: 2026-05-26, reason: No.}")},
        {"content/site.yaml": ON.replace("example/", "example/column/")},
        {"content/site.yaml": f"{ON}language: zh-Hans\n"},
        {"content/site.yaml": SETTINGS},
        {"templates/pages/article.html": "<html><body>{{ page.title }}</body></html>"},
    ],
    ids=["text", "topic", "new", "draft", "withdrawn", "address", "language", "off", "template"],
)
def test_an_incremental_index_is_that_of_a_clean_build(
    small: SmallSite, change: dict[str, str], tmp_path: Path
) -> None:
    small.build()
    small.write(change)
    small.build(jobs=2)
    clean = small.copy(tmp_path / "clean")
    clean.build()
    assert small.output() == clean.output()
    assert small.build().written == ()


def test_every_run_makes_the_same_bytes(site: MakeSite, tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {
        f"content/a{n}.md": article(f"A {n}", f"Word{n} 汉字{n}", topics=f"[t{n % 9}, u{n % 7}]")
        for n in range(60)
    }
    small = site(PIECES | many)
    small.build()
    for jobs, name in ((1, "b"), (2, "c"), (2, "d")):
        other = small.copy(tmp_path / name)
        other.build(jobs=jobs)
        assert index(other) == index(small)


def test_a_spoilt_index_is_mended(small: SmallSite) -> None:
    small.build()
    before = small.output()
    (fragment, *_) = (path for path in index(small) if "/fragment/" in path)
    small.remove(f"output/{fragment}")
    small.write({f"output/{ENTRY}": "{}"})
    small.build()
    assert small.output() == before


def test_what_is_held_back_is_not_in_the_index_before_and_after(small: SmallSite) -> None:
    held = article(
        "The Zqsecret", "All about zqtoken and 机密。", topics="zqtopic", embargo="2026-06-02"
    )
    small.write({"content/zqheld.md": held})
    small.build(NOON)
    tokens = [b"zq", "机".encode(), "密".encode()]
    assert [token for token in tokens if token in told(small)] == []
    small.build(NOON + timedelta(days=2))
    assert [token for token in tokens if token not in told(small)] == []
    assert pages(small)["/2026/05/zqheld/"].startswith("The Zqsecret. All about zqtoken")
    small.write({"content/zqheld.md": held.replace("06-02", "06-09")})
    small.build(NOON + timedelta(days=2))
    assert [token for token in tokens if token in told(small)] == []


@pytest.mark.parametrize("indexes", [True, False], ids=["built", "watched"])
def test_a_watch_keeps_an_index_that_holds_and_no_other(small: SmallSite, indexes: bool) -> None:
    small.build()
    before = index(small)
    run(small, find_pagefind(), indexes=indexes)
    assert index(small) == before
    small.write({"content/kettle.md": article("The Kettle", draft="true")})
    run(small, find_pagefind(), indexes=indexes)
    assert bool(index(small)) is indexes
    assert b"whistles" not in told(small)
    small.build()
    assert sorted(pages(small)) == ["/2026/05/bridge/", "/about/"]


def test_a_watch_runs_nothing(small: SmallSite, program: Path) -> None:
    program.chmod(0o600)
    run(small, of(program), indexes=False)
    assert "search/index.html" in small.output()
    assert index(small) == {}


def test_a_dry_run_says_that_the_index_would_change(small: SmallSite) -> None:
    small.build()
    before = small.output()
    assert small.build(is_dry=True).written == ()
    small.write({"content/bridge.md": article("The Bridge", "It sways.", topics="city")})
    report = small.build(is_dry=True)
    assert [path for path in report.written if path.startswith(FOLDER)] == [ENTRY]
    assert report.removed == ()
    assert small.output() == before


def test_a_page_whose_template_marks_nothing_is_read_whole(small: SmallSite) -> None:
    own = "<html><body><h1>{{ page.title }}</h1><p>Own words.</p>{{ page.body|html }}</body></html>"
    small.write({"templates/pages/article.html": own})
    small.build()
    assert "The Kettle. Own words. It whistles." in pages(small)["/2026/05/kettle/"]


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("the <i>长江</i>a大，桥。B", "the <i>长‸ 江</i>‸ a‸ 大，‸ 桥。‸ B"),
        ("the<i>长江</i>。<b>B</b> 5", "the<i>‸ 长‸ 江</i>。<b>‸ B</b> 5"),
        ("第一行\n第二", "第‸ 一‸ 行\n第‸ 二"),
        ("花了$9，长江&amp;黄河", "花‸ 了‸ $9，‸ 长‸ 江&amp;‸ 黄‸ 河"),
        ("<i>是</i>￥<b>9</b><i>元</i>", "<i>是</i>￥<b>‸ 9</b><i>‸ 元</i>"),
        ("ＡＢＣ，（１２３）！", "ABC，（‸ 123）！"),
        ("세계 カラ", "세‸ 계 カ‸ ラ"),
        ("2 ^ 3 ꙮ", "2 ^ 3 ꙮ"),
    ],
)
def test_a_space_stands_between_chinese_signs_and_within_no_tag(text: str, spaced: str) -> None:
    page = f'<html><body><p title="长江">{text}</p></body></html>'
    read = searchable(page, Found(title="长江", lang="zh-Hant-TW", facets=("ꙮx",)))
    assert f'<p title="长江">{spaced}</p>' in read
    assert 'content="长‸ 江"' in read
    assert "<p>ꙮx ꙮzhHant</p></body></html>" in read


def test_both_sides_of_a_search_know_the_same_chinese_signs() -> None:
    script = (PROJECT / "static/js/search.js").read_text(encoding="utf-8")
    written = re.findall('const (?:SIGNS|MARKS) = "(.*)";', script)
    sign = re.compile(r"\\u(\w{4})|\\u\{(\w+)\}")
    signs = (sign.sub(lambda each: chr(int(each[1] or each[2], 16)), each) for each in written)
    assert tuple(signs) == (CJK, PUNCTUATION)


def test_the_index_holds_no_look_of_pagefinds_own(small: SmallSite) -> None:
    small.build()
    names = {Path(path).name for path in index(small) if path.endswith((".js", ".css"))}
    assert names == {"pagefind.js"}


def test_a_search_is_kept_to_no_author_where_there_is_none(small: SmallSite) -> None:
    small.build()
    names = re.findall('<select.* name="(.*)">', small.page("search/index.html"))
    assert names == ["topic", "author", "year"]
    small.remove("content/kettle.md")
    small.build(removals=9)
    names = re.findall('<select.* name="(.*)">', small.page("search/index.html"))
    assert names == ["topic", "year"]


def test_only_the_page_for_searching_may_run_webassembly(small: SmallSite) -> None:
    small.build()
    found = small.output().items()
    texts = {path: unescape(text.decode()) for path, text in found if path.endswith(".html")}
    allowed = [path for path, text in texts.items() if "wasm-unsafe-eval" in text]
    assert allowed == ["search/index.html"]
    assert "; script-src 'self' 'wasm-unsafe-eval'\"" in texts["search/index.html"]
    assert "'wasm-unsafe-eval'" in small.page("_headers")


def test_no_article_may_have_an_address_in_the_index(small: SmallSite) -> None:
    small.write({"content/a.md": article("A", url="/search/pagefind/a/")})
    with pytest.raises(SiteError, match=r"its address /search/pagefind/a/ is that of a page of"):
        small.build()
