"""The whole output of the sample: every address in it leads somewhere, under / and under a path."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Options, build
from generator.cli.pagefind import find_pagefind
from generator.config.types import Address
from generator.work import Workforce
from tests.sites import PROJECT, article, files_below, files_in, write_files

ORIGIN = "https://weibo.example"
LATER = datetime(2026, 12, 1, tzinfo=UTC)
SETTINGS = "\npage_size: 4\nembeds: [film.example]\n"
FILM = '<iframe src="https://film.example/a" title="A film"></iframe>'
_URLS = {
    "a": ("href",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("srcset",),
    "script": ("src",),
    "blockquote": ("cite",),
}
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class Output:
    """A built sample: its files by path, its pages parsed, and the path that it stands under."""

    def __init__(self, folder: Path, base: str) -> None:
        self.base = base
        found = files_in(folder)
        self.files = {path: found[path] for path in found if not path.startswith(".wow/")}
        self.pages = {
            path: LexborHTMLParser(content.decode())
            for path, content in self.files.items()
            if path.endswith(".html")
        }
        self.ids = {path: set(ids(page)) for path, page in self.pages.items()}

    def url(self, path: str) -> str:
        """The absolute address of a file."""
        return f"{ORIGIN}{self.base}/{path.removesuffix('index.html')}"

    def is_there(self, url: str) -> bool:
        """Whether an absolute address leads to a file, and its fragment to an id."""
        where, fragment = urldefrag(url)
        path = unquote(urlsplit(where).path)
        if not path.startswith(f"{self.base}/"):
            return False
        path = path.removeprefix(f"{self.base}/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        return path in self.files and (not fragment or unquote(fragment) in self.ids[path])

    def broken(self, urls: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of (file, address in it) that lead nowhere on this site."""
        absolute = ((path, urljoin(self.url(path), url)) for path, url in urls)
        ours = ((path, url) for path, url in absolute if url.startswith(f"{ORIGIN}/"))
        return [(path, url) for path, url in ours if not self.is_there(url)]


def ids(page: LexborHTMLParser) -> list[str]:
    """The ids of a page, in order."""
    return [node.attributes["id"] or "" for node in page.css("[id]")]


@pytest.fixture(scope="module", params=["", "/column"], ids=["at the root", "under a path"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Output:
    """The sample and a film, built with short lists, so that there are numbered pages."""
    root, base = tmp_path_factory.mktemp("whole"), request.param
    write_files(root, files_below(PROJECT, ["content"]))
    write_files(root, {"content/film.md": article("The Film", FILM)})
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8") + SETTINGS, "utf-8")
    options = Options(
        theme=PROJECT,
        output=root / "output",
        workforce=Workforce(0),
        address=Address(ORIGIN, base),
        indexer=find_pagefind(),
    )
    build(root, LATER, options)
    return Output(root / "output", base)


def test_every_link_and_picture_of_a_page_leads_somewhere(output: Output) -> None:
    found = [(path, url) for path, page in output.pages.items() for url in urls_of(page)]
    assert len(found) > 500
    assert output.broken(found) == []


def test_every_link_of_a_page_stays_under_the_path_of_the_site(output: Output) -> None:
    found = [(path, url) for path, page in output.pages.items() for url in urls_of(page)]
    rooted = [(path, url) for path, url in found if url.startswith("/")]
    assert [url for _, url in rooted if not url.startswith(f"{output.base}/")] == []


def test_every_address_in_a_feed_leads_somewhere(output: Output) -> None:
    feeds = [path for path in output.files if re.search(r"(feed|rss)\.xml$|feed\.json$", path)]
    found = [(path, url) for path in feeds for url in addresses(output.files[path].decode())]
    assert len(found) > 100
    assert output.broken(found) == []


def test_every_address_in_json_ld_leads_somewhere(output: Output) -> None:
    found = [(path, url) for path, page in output.pages.items() for url in linked_data(page)]
    assert len(found) > 20
    assert output.broken(found) == []


def test_every_address_in_the_head_leads_somewhere(output: Output) -> None:
    found = [
        (path, node.attributes["content"] or "")
        for path, page in output.pages.items()
        for node in page.css('meta[property="og:url"], meta[property="og:image"]')
    ]
    assert len(found) > 20
    assert output.broken(found) == []


def test_the_canonical_address_of_a_page_is_where_it_stands(output: Output) -> None:
    for path, page in output.pages.items():
        canonical = page.css_first('link[rel="canonical"]')
        if canonical and not is_redirect(page):
            assert canonical.attributes["href"] == output.url(path)


def test_the_sitemap_lists_every_page_to_be_indexed_and_no_other(output: Output) -> None:
    listed = [loc.text or "" for loc in ET.fromstring(output.files["sitemap.xml"]).iter(_LOC)]
    indexed = {output.url(path) for path, page in output.pages.items() if is_indexed(page)}
    assert len(listed) == len(set(listed))
    assert set(listed) == indexed


def test_a_page_to_be_found_says_its_language_and_its_kind(output: Output) -> None:
    found = {path: page for path, page in output.pages.items() if is_indexed(page)}
    assert len(found) > 10
    for path, page in found.items():
        url, (html,) = output.url(path), page.css("html")
        (alternate,) = page.css("link[hreflang]")
        assert alternate.attributes["hreflang"] == html.attributes["lang"]
        assert alternate.attributes["href"] == url
        said = {node.attributes.get("property"): node.attributes for node in page.css("meta")}
        is_article = page.css_first('script[type="application/ld+json"]') is not None
        assert said["og:type"]["content"] == ("article" if is_article else "website")
        assert said["og:url"]["content"] == url
        assert said["og:title"]["content"]
        assert said["og:site_name"]["content"] == "World of Weibo"
        (robots,) = page.css('meta[name="robots"]')
        assert robots.attributes["content"] == "max-image-preview:large"


def test_robots_names_the_sitemaps_that_are_there(output: Output) -> None:
    lines = output.files["robots.txt"].decode().splitlines()
    named = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert len(named) == 2
    assert output.broken([("robots.txt", url) for url in named]) == []


def test_every_old_address_leads_to_a_page_in_both_ways(output: Output) -> None:
    rules = [line.split() for line in output.files["_redirects"].decode().splitlines()]
    assert rules
    for old, new, status in rules:
        assert (output.is_there(ORIGIN + new), status) == (True, "301"), old
        stub = output.pages[f"{old.removeprefix(output.base).strip('/')}/index.html"]
        refresh = stub.css_first('meta[http-equiv="refresh"]')
        assert refresh
        assert refresh.attributes["content"] == f"0; url={ORIGIN}{new}"


def test_every_page_has_a_title_of_its_own_and_one_main_heading(output: Output) -> None:
    titles = dict[str, str]()
    for path, page in output.pages.items():
        assert len(page.css("h1")) == 1, path
        title = " ".join(node.text().strip() for node in page.css("head title"))
        assert title
        if not is_redirect(page):
            assert titles.setdefault(title, path) == path


def test_no_page_has_an_id_twice(output: Output) -> None:
    for path, page in output.pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), path


def test_every_asset_is_used_by_something(output: Output) -> None:
    text = b"".join(output.files[path] for path in output.files if path.endswith((".html", ".css")))
    assets = [path for path in output.files if path.startswith("assets/")]
    assert [path for path in assets if path.encode() not in text] == []


def urls_of(page: LexborHTMLParser) -> Iterator[str]:
    """Every address in a page's markup."""
    for tag, attributes in _URLS.items():
        for node in page.css(tag):
            for attribute in attributes:
                yield from _urls(node, attribute)


def _urls(node: LexborNode, attribute: str) -> Iterator[str]:
    value = node.attributes.get(attribute) or ""
    if attribute == "srcset":
        yield from (candidate.split()[0] for candidate in value.split(",") if candidate.strip())
    elif value:
        yield value


def addresses(text: str) -> Iterator[str]:
    """Every address of the site in a text, however it is escaped there."""
    plain = unescape(unescape(text)).replace("\\u0026", "&").replace("\\", "")
    yield from re.findall(rf"{re.escape(ORIGIN)}/[^\s\"'<>]*", plain)


def linked_data(page: LexborHTMLParser) -> Iterator[str]:
    """Every address in a page's JSON-LD."""
    for node in page.css('script[type="application/ld+json"]'):
        yield from _texts(json.loads(node.text()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value.startswith(ORIGIN) else []
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def is_redirect(page: LexborHTMLParser) -> bool:
    """Whether a page only sends readers on."""
    return page.css_first('meta[http-equiv="refresh"]') is not None


def is_indexed(page: LexborHTMLParser) -> bool:
    """Whether search engines are to list a page."""
    robots = page.css_first('meta[name="robots"]')
    return robots is None or "noindex" not in (robots.attributes["content"] or "")
