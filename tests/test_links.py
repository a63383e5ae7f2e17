"""Where links lead: to pages and files by path, nowhere that is not out."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import MakeSite
from tests.sites import NOON, SETTINGS, SmallSite, article, png

_UNDER_COLUMN = SETTINGS.replace("test.example/", "test.example/column/")


@pytest.fixture
def site(tmp_path: Path, tiny_theme: Path) -> MakeSite:
    """Make a small site that is quick."""
    return lambda files: SmallSite(tmp_path, files, tiny_theme)


def _followed(small: SmallSite, link: str) -> tuple[list[str], list[str]]:
    """The hrefs that come of a link in an article, and the codes of the warnings."""
    small.write({"content/from.md": article("From", f"See [this](<{link}>).")})
    report = small.build()
    hrefs = re.findall(r'<p>.*?<a href="([^"]*)"', small.page("2026/05/from/index.html"))
    return hrefs, [problem.code for problem in report.warnings]


def test_a_file_comes_before_a_page_of_its_address(site: MakeSite) -> None:
    small = site({"content/notes": "x", "content/to.md": article("To", url="/notes/")})
    assert _followed(small, "/notes/") == (["/2026/05/from/notes"], [])


_OUT: dict[str, str | bytes] = {
    "content/to.md": article("To", "## A Part\n\nText."),
    "content/deep/er/index.md": article("Deeper"),
    "content/pages/about.md": article("About", date=""),
    "content/file.pdf": "x",
    "content/door.png": png("red"),
}


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("to.md", "/2026/05/to/"),
        ("./x/../to.md#a-part", "/2026/05/to/#a-part"),
        ("/to.md", "/2026/05/to/"),
        ("/file.pdf", "/2026/05/from/file.pdf"),
        ("deep/er/index.md", "/2026/05/er/"),
        ("deep/er", "/2026/05/er/"),
        ("pages/about.md", "/about/"),
        ("/about", "/about/"),
        ("/about/", "/about/"),
        ("/about/#nope", "/about/#nope"),
        ("/2026/05/to/?from=here#a-part", "/2026/05/to/?from=here#a-part"),
        ("/2026/05/to/index.html", "/2026/05/to/"),
        ("https://test.example/2026/05/to/", "/2026/05/to/"),
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "//other.example/x"),
        ("file.pdf", "/2026/05/from/file.pdf"),
        ("/archive/", "/archive/"),
        ("/feed.xml", "/feed.xml"),
        ("/robots.txt?x", "/robots.txt?x"),
        ("#nope", "#nope"),
    ],
)
def test_a_link_leads_where_its_target_is_published(site: MakeSite, link: str, url: str) -> None:
    hrefs, codes = _followed(site(_OUT), link)
    assert hrefs == [url]
    assert codes == (["WOW202"] if "#nope" in link else [])


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("to.md", "/column/2026/05/to/"),
        ("/2026/05/to/", "/column/2026/05/to/"),
        ("file.pdf", "/column/2026/05/from/file.pdf"),
    ],
)
def test_a_link_holds_the_sites_path(site: MakeSite, link: str, url: str) -> None:
    hrefs, codes = _followed(site(_OUT | {"content/site.yaml": _UNDER_COLUMN}), link)
    assert (hrefs, codes) == ([url], [])


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("nowhere.md", "WOW201"),
        ("TO.md", "WOW201"),
        ("../../../etc/passwd", "WOW201"),
        ("site.yaml", "WOW201"),
        ("nowhere.pdf", "WOW201"),
        ("%", "WOW201"),
        ("a%00b.pdf", "WOW201"),
        ("?x=1", "WOW201"),
        ("nowhere.png", "WOW201"),
    ],
)
def test_a_link_to_nothing_is_plain_text_and_told(site: MakeSite, link: str, code: str) -> None:
    assert _followed(site(_OUT), link) == ([], [code])


def test_a_part_that_is_not_there_is_told(site: MakeSite) -> None:
    assert _followed(site(_OUT), "to.md#another-part") == (
        ["/2026/05/to/#another-part"],
        ["WOW202"],
    )


_HELD = {
    "draft": article("Held", draft="true"),
    "in the future": article("Held", url="/2026/05/held/", date="2026-07-01"),
    "embargoed": article("Held", embargo="2026-07-01"),
    "expired": article("Held", expires="2026-05-30"),
}


_WAYS = (
    "held.md",
    "/2026/05/held/",
    "/2026/05/held",
    "/2026/05/held/#part",
    "/2026/05/held/?from=here",
    "/2026/05/held/index.html",
    "{home}/2026/05/held/",
    "{HOME}/2026/05/Held",
    "//{host}/2026/05/held/",
    "http://{host}/2026/05/held/",
    "/2026/05/h%65ld/",
)


@pytest.mark.parametrize("held", _HELD.values(), ids=_HELD.keys())
@pytest.mark.parametrize("base", ["", "column/"])
def test_a_link_to_what_is_not_out_is_plain_text(site: MakeSite, held: str, base: str) -> None:
    settings = SETTINGS.replace("test.example/", f"test.example/{base}")
    host = f"test.example/{base}".rstrip("/")
    home = {"host": host, "home": f"https://{host}", "HOME": f"HTTPS://{host.upper()}"}
    links = "\n".join(f"- [this](<{link.format(**home)}>)" for link in _WAYS)
    files = {"content/held.md": held, "content/from.md": article("From", links)}
    small = site({**files, "content/site.yaml": settings})
    assert small.build().warnings == ()
    assert not [path for path, content in small.output().items() if b"05/held" in content]
    assert small.page("2026/05/from/index.html").count("<li>this</li>") == len(_WAYS)


def test_a_link_to_a_withdrawn_article_leads_to_its_tombstone(site: MakeSite) -> None:
    gone = article("Gone", withdrawn="{date: 2026-05-30, reason: It was wrong.}")
    hrefs, codes = _followed(site({"content/gone.md": gone}), "gone.md")
    assert (hrefs, codes) == (["/2026/05/gone/"], [])


def test_a_link_to_an_article_comes_alive_with_it(site: MakeSite) -> None:
    small = site({"content/held.md": article("Held", embargo="2026-06-02")})
    small.write({"content/from.md": article("From", "See [this](held.md).")})
    small.build()
    assert "<a href" not in small.page("2026/05/from/index.html")
    small.build(NOON.replace(day=3))
    assert '<a href="/2026/05/held/">' in small.page("2026/05/from/index.html")


@pytest.mark.parametrize("name", ["a b.pdf", "a#b.pdf", "a?b.pdf", "a%20b.pdf", "长江.pdf"])
def test_a_file_of_any_name_is_published_where_its_link_leads(site: MakeSite, name: str) -> None:
    hrefs, codes = _followed(site({f"content/{name}": "bytes"}), quote(name))
    assert (hrefs, codes) == ([f"/2026/05/from/{quote(name)}"], [])


def test_a_target_is_found_however_its_accents_are_encoded(site: MakeSite) -> None:
    hrefs, codes = _followed(site({"content/caf\u00e9.pdf": "x"}), "cafe\u0301.pdf")
    assert (hrefs, codes) == (["/2026/05/from/caf%C3%A9.pdf"], [])


def test_a_file_that_only_a_draft_links_to_is_not_published(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", "[x](x.pdf)", draft="true"), "content/x.pdf": "x"})
    small.build()
    assert not [path for path in small.output() if path.endswith(".pdf")]


_FRAME = """navigation:
  - {name: Held, url: /2026/05/held/}
  - {name: Nowhere, url: /nowhere/}
legal: See [the held](/2026/05/held/) and [corrections](/corrections/).
"""


def test_navigation_and_legal_notice_hold_back_what_is_not_out(site: MakeSite) -> None:
    settings = SETTINGS.replace("test.example/", "test.example/column/") + _FRAME
    held = article("Held", embargo="2026-06-02")
    small = site({"content/held.md": held, "content/site.yaml": settings})
    (found,) = small.build().warnings
    assert (found.code, found.path, found.line) == ("WOW201", "content/site.yaml", 4)
    assert not [path for path, content in small.output().items() if b"05/held" in content]
    assert "/column/corrections/" in small.page("404.html")
    small.build(NOON.replace(day=3))
    assert small.page("404.html").count("/column/2026/05/held/") >= 2


def test_a_link_to_another_host_publishes_no_file_of_ours(site: MakeSite) -> None:
    text = "[x](https://other.example/file.pdf) [y](//other.example/file.pdf)"
    small = site({"content/a.md": article("A", text), "content/file.pdf": "x"})
    small.build()
    assert not [path for path in small.output() if path.endswith(".pdf")]
