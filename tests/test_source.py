"""Which files a site has, and what is said of those that cannot be taken."""

import os
from pathlib import Path

import pytest

from generator.errors import SiteError, describe
from generator.source import Sources, Survey, find_site, read_sources, survey
from tests.sites import write_files

Files = dict[str, str | bytes]


def _survey(root: Path, files: Files, theme: Files | None = None) -> Survey:
    write_files(root / "site", {"content/site.yaml": "title: A"} | files)
    write_files(root / "theme", theme or {"templates/base.html": "built in"})
    return survey(root / "site", root / "theme")


def _read(root: Path, files: Files, theme: Files | None = None) -> Sources:
    return read_sources(_survey(root, files, theme), {})


def _refused(root: Path, files: Files) -> str:
    return "\n".join(map(describe, _read(root, files).problems))


@pytest.mark.parametrize(
    "path",
    [".a.md", "_drafts/a.md", "a.md~", "#a.md#", "~$a.md", ".a.md.swp", "a.tmp", ".md"],
)
def test_hidden_and_half_written_files_are_passed_over(tmp_path: Path, path: str) -> None:
    found = [file.path for file in _survey(tmp_path, {f"content/{path}": "x"}).files]
    assert found == ["content/site.yaml", "theme/templates/base.html"]


@pytest.mark.parametrize("path", ["a.md", "a.MD", "x/y/z/a.Md", "x.md/a.md"])
def test_every_md_file_is_an_article(tmp_path: Path, path: str) -> None:
    assert [source.path for source in _read(tmp_path, {f"content/{path}": "x"}).articles] == [
        f"content/{path}"
    ]


def test_a_folder_named_like_an_article_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site/content/x.md").mkdir(parents=True)
    assert _read(tmp_path, {}).articles == ()


def test_articles_and_settings_are_no_media(tmp_path: Path) -> None:
    files: Files = {"content/a.md": "", "content/ledger.tsv": "", "content/b.pdf": ""}
    assert list(_read(tmp_path, files).media) == ["content/b.pdf"]


def test_a_site_without_settings_has_none(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert read_sources(survey(tmp_path, tmp_path), {}).config is None


def test_a_folder_without_content_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="content: there is no such folder here"):
        find_site(tmp_path)


def test_names_are_composed(tmp_path: Path) -> None:
    sources = _read(tmp_path, {"content/cafe\u0301.md": "x"})
    assert [source.path for source in sources.articles] == ["content/caf\u00e9.md"]


def test_two_names_that_differ_in_encoding_alone_are_refused(tmp_path: Path) -> None:
    said = _refused(tmp_path, {"content/cafe\u0301.md": "x", "content/caf\u00e9.md": "y"})
    assert said.startswith("content/caf\u00e9.md: two files here have this name")


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    said = _refused(tmp_path, {os.fsdecode(b"content/a\xff.md"): "x"})
    assert 'content: the name "a\ufffd.md"' in said


def test_a_name_of_two_lines_is_refused_on_one(tmp_path: Path) -> None:
    assert 'content: the name "a\ufffdb.md"' in _refused(tmp_path, {"content/a\nb.md": "x"})


def test_a_wide_space_in_a_name_is_fine(tmp_path: Path) -> None:
    assert len(_read(tmp_path, {"content/a\u3000b.md": "x"}).articles) == 1


def test_links_to_nowhere_and_to_themselves_are_told(tmp_path: Path) -> None:
    content = tmp_path / "site/content"
    content.mkdir(parents=True)
    (content / "gone.md").symlink_to("nowhere.md")
    (content / "self.md").symlink_to("self.md")
    said = _refused(tmp_path, {})
    assert "content/gone.md: this cannot be read: it is a link to what is not there" in said
    assert "content/self.md: this cannot be read" in said


def test_a_folder_that_holds_itself_is_walked_once(tmp_path: Path) -> None:
    content = tmp_path / "site/content"
    content.mkdir(parents=True)
    (content / "loop").symlink_to(".")
    found = [file.path for file in _survey(tmp_path, {"content/a.md": "x"}).files]
    assert found.count("content/a.md") == 1
    assert len(found) == 3


@pytest.mark.parametrize("link", ["a", "z"])
def test_a_folder_goes_by_its_own_name_where_a_link_gives_it_another(
    tmp_path: Path, link: str
) -> None:
    write_files(tmp_path, {"site/content/m/a.md": "x"})
    (tmp_path / "site/content" / link).symlink_to("m")
    assert [source.path for source in _read(tmp_path, {}).articles] == ["content/m/a.md"]


def test_of_several_links_to_a_folder_the_first_by_name_counts(tmp_path: Path) -> None:
    write_files(tmp_path, {"far/a.md": "x"})
    content = tmp_path / "site/content"
    content.mkdir(parents=True)
    for name in ("m", "c", "x"):
        (content / name).symlink_to(tmp_path / "far")
    assert [source.path for source in _read(tmp_path, {}).articles] == ["content/c/a.md"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "site/content").mkdir(parents=True)
    os.mkfifo(tmp_path / "site/content/pipe.md")
    assert _read(tmp_path, {}).articles == ()


def test_the_sites_own_template_stands_for_the_built_in_one(tmp_path: Path) -> None:
    theme: Files = {"templates/base.html": "built in", "static/a.css": "", "templates/READ.md": ""}
    sources = _read(tmp_path, {"templates/base.html": "own"}, theme)
    assert {name: source.read() for name, source in sources.templates.items()} == {
        "base.html": b"own",
        "theme/base.html": b"built in",
    }
    assert list(sources.static) == ["a.css"]


def test_a_site_that_is_the_theme_reaches_its_own_by_both_names(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/site.yaml": "", "templates/base.html": "one"})
    templates = read_sources(survey(tmp_path, tmp_path), {}).templates
    assert {name: source.path for name, source in templates.items()} == {
        "base.html": "templates/base.html",
        "theme/base.html": "templates/base.html",
    }


def test_a_file_of_a_known_stat_is_not_read_again(tmp_path: Path) -> None:
    files = _survey(tmp_path, {"content/a.md": "x"})
    known = {file.path: (file.stat, b"known") for file in files.files}
    assert read_sources(files, known).articles[0].digest == b"known"


def test_a_file_of_another_stat_is_read_again(tmp_path: Path) -> None:
    files = _survey(tmp_path, {"content/a.md": "x"})
    known = {file.path: (file.stat, b"known") for file in files.files}
    write_files(tmp_path / "site", {"content/a.md": "longer"})
    files = _survey(tmp_path, {})
    assert read_sources(files, known).articles[0].digest != b"known"


def test_a_file_that_changes_under_the_build_is_told(tmp_path: Path) -> None:
    source = _read(tmp_path, {"content/a.md": "x"}).articles[0]
    write_files(tmp_path / "site", {"content/a.md": "y"})
    with pytest.raises(SiteError, match=r"content/a\.md: this file changed while"):
        source.read()


def test_every_file_that_vanishes_is_told(tmp_path: Path) -> None:
    files = _survey(tmp_path, {"content/a.md": "x", "content/b.md": "x"})
    for name in ("a.md", "b.md"):
        (tmp_path / "site/content" / name).unlink()
    problems = read_sources(files, {}).problems
    assert [problem.path for problem in problems] == ["content/a.md", "content/b.md"]
