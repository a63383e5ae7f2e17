"""Pictures: published where they are shown, once, and never the original."""

import os
import re
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote

import pytest

from generator.errors import Leak, SiteError
from generator.media import is_elsewhere, is_picture, place_of
from tests.conftest import MakeSite
from tests.sites import NOON, SETTINGS, SmallSite, article, png
from tests.test_images import clouds, encoded, see_through


@pytest.fixture
def site(tmp_path: Path, tiny_theme: Path) -> MakeSite:
    """Make a small site that is quick."""
    return lambda files: SmallSite(tmp_path, files, tiny_theme)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("door.png", "content/x/door.png"),
        ("./door.png", "content/x/door.png"),
        ("../door.png", "content/door.png"),
        ("/images/door.png", "content/images/door.png"),
        ("a//b/./c.png", "content/x/a/b/c.png"),
        ("a%20b%23.png", "content/x/a b#.png"),
        ("cafe\u0301.png", "content/x/caf\u00e9.png"),
        ("door.png?x=1#y", "content/x/door.png"),
        ("../../door.png", ""),
        ("../../../../etc/passwd", ""),
        ("../../content/door.png", "content/door.png"),
        ("/../door.png", ""),
    ],
)
def test_a_target_counts_from_its_article(target: str, place: str) -> None:
    assert place_of("content/x/a.md", target) == place


@pytest.mark.parametrize(
    ("target", "is_one"), [("a.png", True), ("a.JPEG", True), ("a.pdf", False), ("png", False)]
)
def test_a_picture_is_known_by_its_ending(target: str, is_one: bool) -> None:
    assert is_picture(target) == is_one


@pytest.mark.parametrize(
    ("target", "is_so"), [("https://a/b.png", True), ("//a/b.png", True), ("a/b.png", False)]
)
def test_a_target_with_a_host_is_elsewhere(target: str, is_so: bool) -> None:
    assert is_elsewhere(target) == is_so


def _pictures(small: SmallSite) -> list[str]:
    return sorted(path for path in small.output() if path.endswith((".jpg", ".png", ".webp")))


def test_a_picture_of_two_articles_is_published_once(site: MakeSite) -> None:
    small = site(
        {
            "content/a.md": article("A", "![Door](images/door.png)"),
            "content/x/b.md": article("B", "![Door](/images/door.png)"),
            "content/images/door.png": png("red"),
        }
    )
    assert small.build().warnings == ()
    (picture,) = _pictures(small)
    assert picture.startswith("assets/door-8.")
    for page in ("2026/05/a/index.html", "2026/05/b/index.html"):
        assert f"/{picture}" in small.page(page)


_HELD = {
    "draft": {"draft": "true"},
    "to come": {"date": "2026-06-02"},
    "embargoed": {"embargo": "2026-06-02"},
    "expired": {"expires": "2026-05-30"},
    "withdrawn": {"withdrawn": "{date: 2026-05-30, reason: Wrong.}"},
}


@pytest.mark.parametrize("keys", _HELD.values(), ids=_HELD.keys())
def test_a_picture_of_what_is_not_out_is_nowhere(site: MakeSite, keys: dict[str, str]) -> None:
    image = "{src: gate.png, alt: Gate, credit: Me}"
    held = article("Held", "![Door](door.png) [it](wall.png)", image=image, **keys)
    names = ("door.png", "gate.png", "wall.png")
    small = site({"content/held.md": held} | {f"content/{n}": png("red") for n in names})
    small.build()
    assert _pictures(small) == []
    assert not [path for path, content in small.output().items() if b"gate" in content]


def test_a_picture_comes_out_with_its_article(site: MakeSite) -> None:
    held = article("Held", "![Door](door.png)", embargo="2026-06-02")
    small = site({"content/held.md": held, "content/door.png": png("red")})
    small.build()
    small.build(NOON.replace(day=3))
    assert len(_pictures(small)) == 1
    small.build()
    assert _pictures(small) == []


def test_an_author_is_shown_who_wrote_what_is_out(site: MakeSite) -> None:
    settings = f"{SETTINGS}authors:\n"
    for key in ("wen", "tang"):
        settings += f"  {key}:\n    name: {key}\n    image: images/{key}.png\n"
    small = site(
        {
            "content/site.yaml": settings,
            "content/a.md": article("A", author="wen"),
            "content/b.md": article("B", author="tang", draft="true"),
            "content/images/wen.png": png("red"),
            "content/images/tang.png": png("blue"),
        }
    )
    small.build()
    assert [path.partition(".")[0] for path in _pictures(small)] == ["assets/wen-8"]
    assert "/assets/wen-8." in small.page("authors/wen/index.html")


@pytest.mark.parametrize(
    "name", ["a b.png", "a#b.png", "a%b.png", "门.png", "Door.PNG", "…png.png"]
)
def test_a_picture_of_any_name_has_a_plain_address(site: MakeSite, name: str) -> None:
    body = f"![Door](<{quote(name)}>)"
    small = site({"content/a.md": article("A", body), f"content/{name}": png("red")})
    assert small.build().warnings == ()
    (picture,) = _pictures(small)
    assert picture.isascii()
    assert quote(picture) == picture


def test_every_picture_that_is_none_is_told(site: MakeSite) -> None:
    files = {f"content/{name}.png": f"no picture {name}" for name in "xy"}
    small = site({"content/a.md": article("A", "![x](x.png) ![y](y.png)"), **files})
    with pytest.raises(SiteError) as caught:
        small.build()
    assert [problem.path for problem in caught.value.problems] == ["content/x.png", "content/y.png"]


def test_a_picture_that_nobody_shows_may_be_anything(site: MakeSite) -> None:
    small = site({"content/a.md": article("A"), "content/x.png": "no picture"})
    assert small.build().warnings == ()


def test_of_two_pictures_of_one_name_each_article_shows_its_own(site: MakeSite) -> None:
    files: dict[str, str | bytes] = {}
    for name, colour in (("x", "red"), ("y", "blue")):
        files[f"content/{name}/index.md"] = article(name, "![Door](door.png)")
        files[f"content/{name}/door.png"] = png(colour)
    small = site(files)
    small.build()
    pictures = _pictures(small)
    assert len(pictures) == 2
    shown = [
        next(path for path in pictures if path in small.page(f"2026/05/{name}/index.html"))
        for name in "xy"
    ]
    assert sorted(shown) == pictures


def _photograph(width: int = 900, height: int = 600) -> bytes:
    return encoded(clouds(width, height), "JPEG")


def test_a_page_offers_every_rendition_and_every_one_that_it_offers_is_there(
    site: MakeSite,
) -> None:
    image = "{src: door.jpg, alt: Door, credit: Me}"
    small = site(
        {
            "content/a.md": article("A", "![Wall](wall.jpg)", image=image),
            "content/door.jpg": _photograph(),
            "content/wall.jpg": _photograph(400, 300),
        }
    )
    small.build()
    offered = set(
        re.findall(r"/(assets/[^\s\"]+\.(?:avif|webp|jpg))", small.page("2026/05/a/index.html"))
    )
    made = {path for path in small.output() if path.endswith((".avif", ".webp", ".jpg"))}
    assert offered == made
    assert len(made) == 3 * 3 + 3


def test_feeds_and_share_pictures_are_plain(tmp_path: Path, theme: Path) -> None:
    image = "{src: door.jpg, alt: Door, credit: Me}"
    body = "![Wall](wall.jpg)"
    pictures: dict[str, str | bytes] = {
        "content/door.jpg": _photograph(),
        "content/wall.jpg": _photograph(500, 300),
    }
    small = SmallSite(
        tmp_path, {"content/a.md": article("A", body, image=image), **pictures}, theme
    )
    small.build()
    for feed in ("feed.xml", "rss.xml", "feed.json"):
        assert "wall-500" in small.page(feed)
        assert not re.findall(r"\.(?:avif|webp)|srcset|<picture|tint", small.page(feed))
    shared = re.findall(r'og:image" content="([^"]+)"', small.page("2026/05/a/index.html"))
    assert [each.rpartition(".")[2] for each in shared] == ["jpg"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_pictures_are_the_same_bytes_on_any_number_of_cores(site: MakeSite, jobs: int) -> None:
    body = " ".join(f"![{name}]({name}.jpg)" for name in "xyz")
    files: dict[str, str | bytes] = {"content/a.md": article("A", body)}
    small = site(files | {f"content/{name}.jpg": _photograph(700 + ord(name)) for name in "xyz"})
    small.build()
    small.build(jobs=jobs, into="others")
    rmtree(small.root / ".cache")
    small.build(jobs=jobs, into="anew")
    assert small.output() == small.output("others") == small.output("anew")


def test_a_picture_that_is_as_it_was_is_neither_read_nor_made_again(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", "![x](x.jpg)"), "content/x.jpg": _photograph()})
    picture = small.root / "content/x.jpg"
    os.utime(picture, ns=(10**18, 10**18))
    small.build()
    rmtree(small.root / ".cache/renditions")
    stat = picture.stat()
    picture.write_bytes(b"\0" * stat.st_size)
    os.utime(picture, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    small.write({"content/a.md": article("A", "Other words. ![x](x.jpg)")})
    assert "2026/05/a/index.html" in small.build().written
    assert not (small.root / ".cache/renditions").exists()


@pytest.mark.parametrize(
    ("picture", "count"),
    [
        ("door.jpg", 6),
        ("door.png", 5),
    ],
)
def test_every_rendition_of_an_embargoed_picture_is_guarded(
    site: MakeSite, picture: str, count: int
) -> None:
    image = encoded(see_through(800, 600), "PNG") if count == 5 else _photograph(800)
    held = article("Held back for now", f"![Door]({picture})", embargo="2026-06-02")
    small = site({"content/held.md": held, f"content/{picture}": image})
    small.build(NOON.replace(day=3), into="later")
    renditions = [path for path in small.output("later") if path.startswith("assets/door-")]
    assert len(renditions) == count
    for path in renditions:
        small.write({"content/a.md": article("A", f"See {path}.")})
        with pytest.raises(Leak, match="a picture of content/held"):
            small.build()
