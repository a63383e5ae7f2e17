"""Outputs are made once, on any number of processes, and none is lost to a fault."""

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.article.types import Article
from generator.build import Options, build
from generator.errors import SiteError
from generator.make import _hands, _tasks
from generator.pages import articles
from generator.plan import Data, Page, Rank
from generator.site import Site
from generator.view import ArticleView, Link
from generator.work import Workforce
from tests.sites import NOON, PROJECT, SmallSite, article, files_in, png


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site with enough in it for three processes."""
    files: dict[str, str | bytes] = {
        f"content/number-{n}.md": article(
            f"Number {n}", f"Word {n}.\n\n![Door](door.png)", topics=f"topic {n % 7}"
        )
        for n in range(80)
    }
    return SmallSite(tmp_path, {**files, "content/door.png": png("red")}, tiny_theme)


def _folder_of(small: SmallSite, jobs: int) -> dict[str, bytes]:
    small.build(jobs=jobs, into=f"with-{jobs}")
    return files_in(small.root / f"with-{jobs}")


def test_any_number_of_processes_makes_the_same_bytes(small: SmallSite) -> None:
    alone = _folder_of(small, 0)
    assert len(alone) > 100
    for jobs in (1, 2, 3):
        assert _folder_of(small, jobs) == alone


def test_a_build_after_one_with_other_processes_has_nothing_to_do(small: SmallSite) -> None:
    small.build(jobs=3)
    small.write({"content/number-0.md": article("Number 0", "Other.")})
    assert "2026/05/number-0/index.html" in small.build(jobs=1).written
    small.build(jobs=2, into="clean")
    assert small.output() == small.output("clean")


def test_no_view_is_made_of_a_page_that_an_edit_cannot_touch(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.build()
    made: list[str] = []
    make_view = articles._article_view

    def noted(site: Site, frame: Any, order: Any, article: Article) -> ArticleView:
        made.append(article.title)
        return make_view(site, frame, order, article)

    monkeypatch.setattr(articles, "_article_view", noted)
    small.write({"content/number-0.md": article("Number 0", "Other.", topics="topic 0")})
    small.build()
    # Itself, its neighbour, and those of its topic to which it might be related.
    assert set(made) == {f"Number {n}" for n in (0, 1, 14, 21, 28, 35, 42, 49, 56, 63)}


@pytest.mark.parametrize("jobs", [0, 2])
def test_every_page_that_cannot_be_made_is_told(small: SmallSite, jobs: int) -> None:
    small.write({"templates/pages/article.html": "{{ page.nope }}"})
    with pytest.raises(SiteError) as caught:
        small.build(jobs=jobs)
    assert len(caught.value.problems) == 80
    assert files_in(small.root / "output") == {}


def test_a_template_without_end_is_told_with_its_page(small: SmallSite) -> None:
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    small.write({"templates/pages/corrections.html": loop})
    options = Options(
        theme=small.theme, output=small.root / "output", workforce=Workforce(2, budget=3)
    )
    with pytest.raises(SiteError, match=r"making corrections/index\.html took too long"):
        build(small.root, NOON, options)
    assert files_in(small.root / "output") == {}


def test_a_template_may_be_as_greedy_as_it_likes(small: SmallSite) -> None:
    small.write({"templates/pages/corrections.html": "{{ 'x' * 99999999999999 }}"})
    with pytest.raises(SiteError, match=r"templates/pages/corrections\.html:1:1: "):
        small.build()


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_dry_run_makes_all_and_writes_nothing(small: SmallSite, jobs: int) -> None:
    dry = small.build(jobs=jobs, is_dry=True)
    assert not (small.root / "output").exists()
    assert dry.written == small.build(jobs=jobs).written
    before = files_in(small.root / "output")
    small.write({"content/number-0.md": article("Number 0", "Other.")})
    assert "2026/05/number-0/index.html" in small.build(jobs=jobs, is_dry=True).written
    assert files_in(small.root / "output") == before


def test_a_rendition_is_made_once_for_all_folders(small: SmallSite) -> None:
    small.build()
    kept = {path: path.stat().st_mtime_ns for path in (small.root / ".cache/renditions").iterdir()}
    assert len(kept) == 1
    small.build(into="elsewhere")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_file_beside_an_article_is_published_anew_where_it_changed(
    tmp_path: Path, tiny_theme: Path
) -> None:
    files: dict[str, str | bytes] = {
        "content/a.md": article("A", "[x](x.pdf)"),
        "content/x.pdf": "one",
    }
    small = SmallSite(tmp_path, files, tiny_theme)
    small.build()
    small.write({"content/x.pdf": "another"})
    small.build()
    assert small.output()["2026/05/a/x.pdf"] == b"another"


_UNDER = """
import sys
from pathlib import Path
from tests.sites import SmallSite
SmallSite(Path(sys.argv[1]), {}, Path(sys.argv[2])).build(jobs=2, into=sys.argv[3])
"""


def test_locale_zone_and_hash_seed_change_no_byte(small: SmallSite) -> None:
    small.build(into="here")
    for name, zone, seed in (("one", "Pacific/Apia", "1"), ("two", "America/St_Johns", "2")):
        environment = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONPATH": "."}
        arguments = [sys.executable, "-c", _UNDER, str(small.root), str(small.theme), name]
        subprocess.run(arguments, cwd=PROJECT, env=environment, check=True)
        assert small.output(name) == small.output("here")


@pytest.mark.parametrize(
    ("count", "share"), [(0, 8192), (12_000, 8192), (32_768, 4096), (125_000, 2048)]
)
def test_of_a_large_site_a_process_takes_a_smaller_share(count: int, share: int) -> None:
    tasks = [Data(path="feed.xml", content=b"")] * count
    assert _hands(tasks, Workforce(2)).share == share


def test_a_process_makes_what_shows_neighbouring_articles() -> None:
    newest_first = [_page(f"{name}", Rank.PAGE, name) for name in "dbca"]
    lists = [_page(f"list-{name}", Rank.LISTING, name, "a") for name in "abcd"]
    plan = {page.path: page for page in (*newest_first, *lists)}
    tasks = _tasks(plan.values(), plan, Workforce(2, floor=1))
    paths = [task.path for task in tasks if isinstance(task, Page)]
    assert paths[::2] == ["d", "b", "list-d", "list-b"]
    assert paths[1::2] == ["c", "a", "list-c", "list-a"]


def _page(path: str, rank: Rank, *sources: str) -> Page:
    return Page(
        path=path,
        template="t",
        make_view=partial(Link, name="", url=""),
        sources=sources,
        rank=rank,
    )
