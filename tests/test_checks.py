"""What a site is warned of, and how site.yaml weighs it."""

from pathlib import Path

import pytest

from generator.errors import Problem, SiteError
from tests.conftest import MakeSite
from tests.sites import SETTINGS, SmallSite, article, png

_TOPICS = "topics:\n  city:\n    title: City life\n"
_PUBLISH = "publish:\n  host:\n    to: sftp://host.example/\n"
_AUTHORS = "authors:\n  wen:\n    name: Wen Qiao\n"


def _warnings(root: Path, theme: Path, *, settings: str = "", text: str) -> tuple[Problem, ...]:
    files: dict[str, str | bytes] = {
        "content/site.yaml": SETTINGS + settings,
        "content/a.md": text,
        "content/door.png": png("red"),
        "content/x.pdf": "x",
    }
    return SmallSite(root, files, theme).build().warnings


_FOUND: dict[str, tuple[str, str, str, int, int | None]] = {
    "a link to nothing": ("", article("A", "Go\n[there](gone.md)."), "WOW201", 6, 9),
    "a part of nothing": ("", article("A", "## B\n\n[c](#c)"), "WOW202", 7, 5),
    "a missing picture": ("", article("A", "![Door](gate.png)"), "WOW203", 5, 9),
    "a picture that is none": ("", article("A", "![Door](gate.doc)"), "WOW203", 5, 9),
    "another's tags": ("", article("A", "{% image %}"), "WOW205", 5, 1),
    "a topic": (_TOPICS, article("A", topics="[City life, citi]"), "WOW206", 4, 1),
    "an author": (_AUTHORS, article("A", authors="Wen Quao"), "WOW207", 4, 1),
    "no date": ("", article("A", date=""), "WOW208", 0, 0),
    "a picture without words": ("", article("A", image="door.png"), "WOW209", 4, None),
    "a picture without a description": ("", article("A", "![](door.png)"), "WOW209", 5, 1),
    "one in HTML": ("", article("A", 'See <img src="door.png"> it.'), "WOW209", 5, 5),
    "a day that slips": ("", article("A", date="2026-05-25T00:00:00+12:00"), "WOW224", 3, 7),
    "a name without a page": ("", article("A", topics="Политика"), "WOW212", 4, 1),
    "an effect not there yet": (_PUBLISH, article("A"), "WOW211", 4, 1),
}


@pytest.mark.parametrize("expected", _FOUND.values(), ids=_FOUND.keys())
def test_what_is_found_is_placed(
    tmp_path: Path, tiny_theme: Path, expected: tuple[str, str, str, int, int | None]
) -> None:
    settings, text, code, line, column = expected
    (found,) = _warnings(tmp_path, tiny_theme, settings=settings, text=text)
    assert (found.code, found.line, found.is_warning) == (code, line, True)
    assert column in (found.column, None)
    assert found.mend
    assert found.excerpt or not line


_SOUND = {
    "links": article("A", "[b](#b) [x](x.pdf) [h](https://gone.example/) [r](/rss.xml)\n\n## B"),
    "a picture": article("A", "![Door](door.png)"),
    "a topic by key": article("A", topics="[city, CITY LIFE]"),
    "an author by name": article("A", authors="[wen, Wen Qiao]"),
    "a picture that is decoration": article("A", '<img src="door.png" alt="">'),
    "a picture in code": article("A", "`![](door.png)` <!-- <img src='door.png'> -->"),
    "a moment elsewhere": article("A", date="2026-05-24T20:00:00-07:00"),
    "a day by UTC": article("A", date="2026-05-25T00:00:00Z"),
    "a draft of many faults": article(
        "A", "[b](gone.md) ![c](gate.png)", draft="true", topics="x", authors="y"
    ),
}


@pytest.mark.parametrize("text", _SOUND.values(), ids=_SOUND.keys())
def test_where_all_is_well_nothing_is_said(tmp_path: Path, tiny_theme: Path, text: str) -> None:
    assert _warnings(tmp_path, tiny_theme, settings=_TOPICS + _AUTHORS, text=text) == ()


def test_names_are_free_where_site_yaml_names_none(tmp_path: Path, tiny_theme: Path) -> None:
    text = article("A", topics="anything", authors="Anybody")
    assert _warnings(tmp_path, tiny_theme, text=text) == ()


def test_a_name_that_is_near_is_suggested(tmp_path: Path, tiny_theme: Path) -> None:
    text = article("A", topics="City lief")
    (found,) = _warnings(tmp_path, tiny_theme, settings=_TOPICS, text=text)
    assert found.mend == 'Did you mean "City life"?'


def test_a_name_without_a_slug_is_known_by_itself(tmp_path: Path, tiny_theme: Path) -> None:
    settings = "topics:\n  politics:\n    title: Политика\n"
    text = article("A", topics="[Политика, politics, Спорт]")
    found = _warnings(tmp_path, tiny_theme, settings=settings, text=text)
    assert [problem.code for problem in found].count("WOW206") == 1
    assert "Спорт" in next(problem.what for problem in found if problem.code == "WOW206")


def test_a_check_that_is_off_says_nothing(tmp_path: Path, tiny_theme: Path) -> None:
    settings = "checks:\n  WOW201: off\n"
    text = article("A", "[b](gone.md) ![c](gate.png)")
    found = _warnings(tmp_path, tiny_theme, settings=settings, text=text)
    assert [problem.code for problem in found] == ["WOW203"]


def test_a_check_that_is_an_error_refuses_the_site(tmp_path: Path, tiny_theme: Path) -> None:
    settings = "checks:\n  WOW201: error\n"
    with pytest.raises(SiteError) as caught:
        _warnings(tmp_path, tiny_theme, settings=settings, text=article("A", "[b](gone.md)"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.is_warning) == ("WOW201", False)
    assert not (tmp_path / "output/index.html").exists()


def test_warnings_come_by_file_and_line(tmp_path: Path, tiny_theme: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/b.md": article("B", "[x](gone.md)\n\n![x](gone.png)"),
        "content/a.md": article("A", "![x](gone.png)\n\n[x](gone.md)", date="2026-05-26"),
    }
    found = SmallSite(tmp_path, files, tiny_theme).build().warnings
    assert [(problem.path[8], problem.line) for problem in found] == [
        ("a", 5),
        ("a", 7),
        ("b", 5),
        ("b", 7),
    ]


def test_two_names_of_one_address_are_told(site: MakeSite) -> None:
    small = site(
        {
            "content/a.md": article("A", authors="李丽", topics="[City life, C]"),
            "content/b.md": article("B", authors="李莉", topics="[city-life, C++]"),
        }
    )
    found = [(problem.code, problem.what[:12]) for problem in small.build().warnings]
    assert len(found) == 2
    assert {code for code, _ in found} == {"WOW213"}


def test_an_article_to_come_is_checked_before_it_is_out(site: MakeSite) -> None:
    text = "[x](nope.md) ![p](nope.png) [y](#nope)"
    small = site({"content/a.md": article("A", text, embargo="2026-07-01")})
    codes = [problem.code for problem in small.build().warnings]
    assert sorted(codes) == ["WOW201", "WOW202", "WOW203"]


def test_a_portrait_that_is_not_there_is_told(site: MakeSite) -> None:
    settings = f"{SETTINGS}authors:\n  wen: {{name: Wen, image: nope.jpg}}\n"
    (found,) = site({"content/site.yaml": settings}).build().warnings
    assert (found.code, found.path, found.line) == ("WOW203", "content/site.yaml", 4)


@pytest.mark.parametrize("name", ["title", "Tags", "Draft"])
def test_a_field_with_the_name_of_a_key_is_refused(site: MakeSite, name: str) -> None:
    small = site({"content/site.yaml": f"{SETTINGS}fields: [{name}]\n"})
    with pytest.raises(SiteError, match="is a key of front matter already"):
        small.build()


@pytest.mark.parametrize(
    ("file", "target", "mend"),
    [
        ("door.jpg", "Door.JPG", 'Did you mean "door.jpg"?'),
        ("DOOR.JPG", "door.jpg", 'Did you mean "DOOR.JPG"?'),
        ("door.jpg", "door.jpeg", 'Did you mean "door.jpg"?'),
        ("images/door.jpg", "door.jpg", 'Did you mean "/images/door.jpg"?'),
        ("door.jpg", "content/door.jpg", 'Did you mean "door.jpg"?'),
        ("a#b.jpg", "a#b.jpg", "write a%23b.jpg."),
        ("a%20b.jpg", "a%20b.jpg", "write a%2520b.jpg."),
        ("_door.jpg", "_door.jpg", "passed over. Rename it."),
        ("door.jpg", "window.jpg", "Put the file beside the article"),
    ],
)
def test_a_picture_that_is_elsewhere_or_named_otherwise_is_suggested(
    site: MakeSite, file: str, target: str, mend: str
) -> None:
    made = site({f"content/{file}": png("red"), "content/a.md": article("A", f"![It](<{target}>)")})
    (warning,) = made.build().warnings
    assert warning.code == "WOW203"
    assert mend in warning.mend
