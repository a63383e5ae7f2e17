"""Why each output was made again, as `--explain` says it."""

from pathlib import Path

import pytest

from tests.sites import NOON, SETTINGS, SmallSite, article, png

A, B, LATER = "2026/05/a/index.html", "2026/05/b/index.html", "2026/06/later/index.html"
SHOWS = "what it shows changed"


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site that was built, its files old enough that nothing about them is in doubt."""
    made = SmallSite(
        tmp_path,
        {
            "content/a.md": article("A", "See [b](b.md).", topics="city"),
            "content/b.md": article("B", "![Door](door.png) [x](x.pdf)", date="2026-05-20"),
            "content/later.md": article("Later", date="2026-06-03"),
            "content/door.png": png("red"),
            "content/x.pdf": "x",
        },
        tiny_theme,
    )
    made.grow_old()
    made.build()
    return made


def test_at_first_every_output_is_new(tmp_path: Path, tiny_theme: Path) -> None:
    report = SmallSite(tmp_path, {"content/a.md": article("A")}, tiny_theme).build()
    assert report.reasons == dict.fromkeys(report.written, "new")


def test_nothing_is_made_again_where_nothing_changed(small: SmallSite) -> None:
    small.remove(".cache/mark")
    assert small.build().reasons == {}


def test_an_edit_of_a_body_is_named_where_it_shows(small: SmallSite) -> None:
    small.write({"content/a.md": article("A", "See [b](b.md) now.", topics="city")})
    assert small.build().reasons == dict.fromkeys(
        [A, "feed.json", "feed.xml", "rss.xml", "topics/city/feed.xml"],
        f"{SHOWS}: content/a.md",
    )


def test_an_article_that_moved_is_named_where_it_is_linked_to(small: SmallSite) -> None:
    body = "![Door](door.png) [x](x.pdf)"
    small.write({"content/b.md": article("B", body, slug="bee", date="2026-05-20")})
    reasons = small.build().reasons
    assert reasons["2026/05/bee/index.html"] == "new"
    assert reasons[A] == f"{SHOWS}: content/b.md"
    assert reasons["archive/2026/index.html"] == f"{SHOWS}: content/b.md"


def test_a_changed_template_is_named(small: SmallSite) -> None:
    small.write({"templates/pages/article.html": "{{ page.title }}"})
    said = "the template pages/article.html changed, or one that it uses"
    assert small.build().reasons == {A: said, B: said}


def test_a_template_that_makes_the_same_bytes_is_told_as_such(small: SmallSite) -> None:
    same = '{# A note. #}{% extends "theme/pages/index.html" %}'
    small.write({"templates/pages/index.html": same})
    report = small.build()
    assert report.written == ()
    assert report.reasons == dict.fromkeys(
        ["authors/index.html", "topics/index.html"], "made again, with the same bytes"
    )


def test_a_setting_is_named(small: SmallSite) -> None:
    small.write({"content/site.yaml": SETTINGS.replace("Test", "Other")})
    reasons = small.build().reasons
    assert reasons[A] == reasons["index.html"] == f"{SHOWS}: content/site.yaml"


def test_a_picture_is_named(small: SmallSite) -> None:
    small.write({"content/door.png": png("blue")})
    reasons = small.build().reasons
    assert reasons[B] == f"{SHOWS}: content/door.png"
    assert [reasons[path] for path in reasons if path.startswith("assets/")] == ["new"]


def test_a_file_beside_an_article_is_named(small: SmallSite) -> None:
    small.write({"content/x.pdf": "y"})
    assert list(small.build().reasons) == ["2026/05/b/x.pdf"]


def test_the_moment_alone_needs_no_file(small: SmallSite) -> None:
    reasons = small.build(NOON.replace(day=4)).reasons
    assert reasons[LATER] == "new"
    assert reasons["index.html"] == f"{SHOWS} with the time"


def test_a_hand_in_the_output_is_told(small: SmallSite) -> None:
    (small.root / "output" / A).write_text("mine")
    (small.root / "output/index.html").unlink()
    (small.root / "output/robots.txt").write_text("mine")
    said = "it was changed in output/"
    assert small.build().reasons == {A: said, "index.html": "new", "robots.txt": said}


def test_without_a_memory_what_stands_is_made_again(small: SmallSite) -> None:
    small.remove(".cache")
    report = small.build()
    assert report.written == ()
    assert report.reasons[A] == "made again, with the same bytes"
    (small.root / "output" / A).write_text("mine")
    small.remove(".cache")
    assert small.build().reasons[A] == "made by another version"


def test_many_files_are_named_by_the_first_of_them(small: SmallSite) -> None:
    small.write({f"content/n{n}.md": article(f"N {n}", date="2026-05-01") for n in range(5)})
    said = small.build().reasons["archive/2026/index.html"]
    assert said == f"{SHOWS}: content/n4.md, content/n3.md, content/n2.md, ..."
