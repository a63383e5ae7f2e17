"""Articles are read once each, by the digest that their files have then."""

from pathlib import Path

import pytest

from generator.cache import Cache, open_cache
from generator.config.reader import read_config
from generator.config.types import Config
from generator.digest import digest_of_bytes
from generator.errors import describe
from generator.reading import Read, read_articles, reading_begun
from generator.source import CONFIG, Sources, read_sources, survey
from generator.workforce import Workforce
from tests.sites import article, write_files

HERE = Workforce(0)


def _sources(root: Path, cache: Cache) -> Sources:
    return read_sources(survey(root, root), cache.sources())


def _two_articles(root: Path) -> Config:
    """Write two articles; the settings of their site."""
    write_files(root, {f"content/{name}.md": article(name) for name in "ab"})
    config, _ = read_config(CONFIG, b"title: T\nurl: https://t.example\n", None)
    return config


def _titles(read: Read) -> list[str]:
    return [each.title for each in read.articles]


def test_a_file_that_changes_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    config = _two_articles(tmp_path)
    with open_cache(tmp_path) as cache:
        read_articles(_sources(tmp_path, cache), config, cache, HERE)
        write_files(tmp_path, {"content/b.md": article("new")})
        sources = _sources(tmp_path, cache)
        with reading_begun(sources, config, cache, HERE) as finished:
            assert len(sources.articles) == 2  # by the digests that they have now
            write_files(tmp_path, {"content/b.md": article("newer")})
            read = finished()
        assert [describe(each).split("\n")[0] for each in read.problems] == [
            "content/b.md: this file changed while the site was being built"
        ]
        assert _titles(read) == ["a"]
        again = read_articles(_sources(tmp_path, cache), config, cache, HERE)
        assert _titles(again) == ["a", "newer"]


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_new_site_is_read_once_and_known_by_what_was_read(tmp_path: Path, jobs: int) -> None:
    config = _two_articles(tmp_path)
    with open_cache(tmp_path) as cache:
        sources = _sources(tmp_path, cache)
        write_files(tmp_path, {"content/b.md": article("new")})
        read = read_articles(sources, config, cache, Workforce(jobs))
        assert _titles(read) == ["a", "new"]
        write_files(tmp_path, {"content/b.md": article("newer")})
        assert [each.digest for each in read.sources.articles] == [
            digest_of_bytes(article(title).encode()) for title in ("a", "new")
        ]


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_file_that_cannot_be_read_is_told_of_once(tmp_path: Path, jobs: int) -> None:
    config = _two_articles(tmp_path)
    with open_cache(tmp_path) as cache:
        sources = _sources(tmp_path, cache)
        (tmp_path / "content/b.md").unlink()
        read = read_articles(sources, config, cache, Workforce(jobs))
        assert _titles(read) == ["a"]
        (problem,) = (*read.sources.problems, *read.problems)
        assert describe(problem).startswith("content/b.md: this cannot be read")


def test_what_articles_have_in_common_is_held_once(tmp_path: Path) -> None:
    files = {f"content/{name}.md": article(name, topics="Tides", authors="Ada") for name in "ab"}
    write_files(tmp_path, {**files, "content/c.md": "# No front matter\n"})
    config, _ = read_config(CONFIG, b"title: T\nurl: https://t.example\n", None)
    with open_cache(tmp_path) as cache:
        one, other, bare = read_articles(_sources(tmp_path, cache), config, cache, HERE).articles
    assert all(
        getattr(one, each) is getattr(other, each) for each in ("topics", "authors", "lines")
    )
    assert (one.title, other.title, bare.topics, bare.lines) == ("a", "b", (), {})
