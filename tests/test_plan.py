"""Every output has a path of its own, on every file system."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.errors import SiteError
from generator.plan import Data, Planned, Rank, Rendition, make_plan, output_path
from generator.site import Site
from tests.conftest import MakeSite
from tests.sites import SETTINGS, SmallSite, article


@pytest.fixture
def site(tmp_path: Path, tiny_theme: Path) -> MakeSite:
    """Make a small site that is quick."""
    return lambda files: SmallSite(tmp_path, files, tiny_theme)


def _plan_of(*paths: str) -> list[str]:
    def planner(site: Site) -> Iterator[Planned]:
        for path in paths:
            yield Data(path=path, content=b"", sources=(f"content/{path}.md",), rank=Rank.PAGE)

    # A planner of its own needs nothing of a site but that it holds nothing back.
    return list(make_plan(SimpleNamespace(held=()), [planner]))  # type: ignore[arg-type]


def test_outputs_come_in_the_planners_order() -> None:
    assert _plan_of("b", "a", "c/d") == ["b", "a", "c/d"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.HTML"),
        ("caf\u00e9", "cafe\u0301"),
        ("Ä", "a\u0308"),
        ("straße", "STRASSE"),
        ("a", "a/b"),
        ("a/b/c", "A"),
        ("x/a", "x/a/b/c"),
    ],
    ids=["same", "case", "composition", "both", "folded", "folder", "deep folder", "inner folder"],
)
@pytest.mark.parametrize("is_turned", [False, True], ids=["", "turned"])
def test_two_outputs_of_one_path_clash(one: str, other: str, is_turned: bool) -> None:
    paths = (other, one) if is_turned else (one, other)
    with pytest.raises(SiteError, match=r"its address .* is that of"):
        _plan_of(*paths)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "b"), ("a/b", "a/c"), ("ab/c", "a"), ("a.html", "a/index.html"), ("é", "e")],
)
def test_other_paths_do_not_clash(one: str, other: str) -> None:
    assert _plan_of(one, other) == [one, other]


def test_one_picture_of_two_articles_is_one_output() -> None:
    shown = [
        Rendition(
            path="assets/p.png",
            source=f"content/{name}.png",
            digest=b"d",
            width=8,
            format="png",
            sources=(),
        )
        for name in "ab"
    ]
    assert list(make_plan(SimpleNamespace(held=()), [lambda site: shown])) == ["assets/p.png"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/", "index.html"),
        ("/2026/05/x/", "2026/05/x/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/a/b", "a/b"),
    ],
)
def test_a_site_path_is_served_from_its_file(permalink: str, path: str) -> None:
    assert output_path(permalink) == path


_CLASHES = {
    "two articles": (
        {"content/x/a.md": article("A"), "content/y/a.md": article("B", date="2026-05-26")},
        r"content/x/a\.md: its address /2026/05/a/ is that of content/y/a\.md\n.*slug",
    ),
    "names that differ by case": (
        {"content/a.md": article("A"), "content/A.md": article("B")},
        r"content/A\.md: its address /2026/05/a/ is that of content/a\.md",
    ),
    "the archive": (
        {"content/a.md": article("A", url="/archive/"), "content/b.md": article("B")},
        r"content/a\.md: its address /archive/ is that of a page of the site itself",
    ),
    "a topic": (
        {
            "content/a.md": article("A", url="/topics/city/"),
            "content/b.md": article("B", date="2026-05-26", topics="city"),
        },
        r"content/a\.md: its address /topics/city/ is that of a page of the site itself",
    ),
    "a standing page": (
        {"content/pages/about.md": article("A"), "content/b.md": article("B", url="/about/")},
        r"content/pages/about\.md: its address /about/ is that of content/b\.md",
    ),
    "an alias and the article itself": (
        {"content/a.md": article("A", aliases="/2026/05/a/")},
        r"content/a\.md: its old address /2026/05/a/ is that of the article itself\n.*aliases",
    ),
    "an alias and another page": (
        {"content/a.md": article("A"), "content/b.md": article("B", aliases="/2026/05/a/")},
        r"content/b\.md: its old address /2026/05/a/ is that of content/a\.md",
    ),
    "an alias and an alias": (
        {
            "content/a.md": article("A", aliases="/x/"),
            "content/b.md": article("B", aliases="/x"),
        },
        r"content/a\.md: its old address /x/ is that of content/b\.md",
    ),
    "an alias and a feed": (
        {"content/a.md": article("A", aliases="/feed.xml")},
        r"content/a\.md: its old address /feed\.xml is that of a page of the site itself",
    ),
    "an alias below a feed": (
        {"content/a.md": article("A", aliases="/feed.xml/x/")},
        r"content/a\.md: its old address /feed\.xml/x/ is that of a page of the site itself",
    ),
    "an alias and a file beside an article": (
        {
            "content/a.md": article("A", "[x](x.pdf)"),
            "content/x.pdf": "x",
            "content/b.md": article("B", aliases="/2026/05/a/x.pdf"),
        },
        r"content/b\.md: its old address /2026/05/a/x\.pdf is that of content/a\.md",
    ),
    "an old address that is too long": (
        {"content/a.md": article("A", aliases=f"/{'x' * 256}/")},
        r"content/a\.md: its old address /x+/ has a part that is too long",
    ),
    "an old address in long Chinese": (
        {"content/a.md": article("A", aliases=f"/a{'长' * 85}/")},
        r"content/a\.md: its old address /a长+/ has a part that is too long",
    ),
    "an address that is too long": (
        {"content/a.md": article("A", url=f"/{'x' * 300}/")},
        r"content/a\.md: its address /x+/ has a part that is too long",
    ),
    "a file with a backslash": (
        {"content/a.md": article("A", "[x](a%5Cb.pdf)"), "content/a\\b.pdf": "x"},
        r"content/a\.md: content/a\\b\.pdf beside it: its address .* or a \\, for the name",
    ),
    "a file called index.html": (
        {"content/a.md": article("A", "[x](index.html)"), "content/index.html": "x"},
        r"content/a\.md: content/index\.html beside it: its address /2026/05/a/ is that of",
    ),
    "two files of one name": (
        {
            "content/a.md": article("A", "[x](p/x.pdf) [x](q/x.pdf)"),
            "content/p/x.pdf": "p",
            "content/q/x.pdf": "q",
        },
        r"content/a\.md: content/q/x\.pdf beside it: its address .* is that of.*\n.*Rename",
    ),
}


@pytest.mark.parametrize(("files", "said"), _CLASHES.values(), ids=_CLASHES.keys())
def test_a_clash_is_blamed_on_what_an_editor_can_change(
    site: MakeSite, files: dict[str, str | bytes], said: str
) -> None:
    small = site(files)
    with pytest.raises(SiteError) as caught:
        small.build()
    assert re.match(said, str(caught.value))
    assert small.output() == {}


def test_an_alias_written_twice_is_one(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", aliases="[/old/, /old, old/]")})
    small.build()
    assert "old/index.html" in small.output()
    assert small.page("_redirects") == "/old/ /2026/05/a/ 301\n"


def test_a_rule_for_hosts_has_no_space_in_its_path(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", aliases="/old name/旧/")})
    small.build()
    assert small.page("_redirects") == "/old%20name/%E6%97%A7/ /2026/05/a/ 301\n"


def test_an_address_of_an_article_to_come_is_taken_already(site: MakeSite) -> None:
    same = {"slug": "same", "date": "2026-05-25"}
    small = site({"content/a.md": article("A", **same)})
    small.build()
    small.write({"content/b.md": article("B", embargo="2026-07-01", **same)})
    with pytest.raises(SiteError, match=r"its address /2026/05/same/ is that of content/[ab]\.md"):
        small.build()
    small.write({"content/b.md": article("B", draft="true", **same)})
    assert small.build().written == ()


@pytest.mark.parametrize("search", ["", "search: true\n"], ids=["off", "on"])
def test_the_address_of_the_search_page_is_kept_for_it(site: MakeSite, search: str) -> None:
    files = {"content/site.yaml": f"{SETTINGS}{search}"}
    small = site({**files, "content/a.md": article("A", url="/search/")})
    with pytest.raises(SiteError, match="is that of a page of the site itself"):
        small.build()
