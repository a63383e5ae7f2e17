"""Feeds and sitemaps as their readers take them: feedparser, JSON and XML by their standards."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser

from tests.sites import PROJECT, SmallSite, article, files_below, png

LATER = datetime(2026, 12, 1, tzinfo=UTC)
NOON = datetime(2026, 5, 26, 12, tzinfo=UTC)
ATOM, MAPS = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
NASTY = """Tom & "Jerry" <b>'s</b> ]]> 面馆 🥟 &amp; &lt;"""
SET = NASTY.replace('"Jerry"', "“Jerry”").replace("'", "’")
COLUMN = "The <Test> & “Column” ]]>"
_BODY = """\
First [a sibling](b.md), [a part](#teil), ![A door & "more"](door.png "Ten <past> six")
and `]]>`&#2;&#xFFFF;.

# Teil

> 你好 & <goodbye>
> — @x, Weibo [original](https://posts.example/?a=1&b=2)
"""
_SETTINGS = """\
title: 'The <Test> & "Column" ]]>'
url: https://test.example/column/
timezone: Asia/Shanghai
description: 'What <b>they</b> & we said ]]> 🥟'
copyright: © 2026 & on
authors: {lu: {name: 'Lu & "Xun" <x>'}}
"""
_FILES: dict[str, str | bytes] = {
    "content/site.yaml": _SETTINGS,
    "content/a/index.md": article(
        f"'{NASTY.replace(chr(39), chr(39) * 2)}'",
        _BODY.replace("b.md", "../b.md"),
        date="2026-05-25 09:30",
        updated="2026-05-26 10:00",
        standfirst="'Who & <what> ]]>?'",
        authors="lu",
        topics="['R&D <x>', 面馆]",
        series="Parts & <more>",
        image="{src: door.png, alt: 'A \"door\" <x>', credit: 'Me & <you>', caption: 'C ]]>'}",
        corrections="[{date: 2026-05-26, text: 'It was <5> & not 6.'}]",
    ),
    "content/a/door.png": png("red"),
    "content/b.md": article("一碗面", "正文。", date="2026-05-24", lang="zh-Hans"),
    "content/held.md": article(
        "Sesame", "Sesame.", date="2026-05-26", embargo="2026-05-27", topics="sesame-topic"
    ),
    "content/draft.md": article("Walnut", "Walnut.", draft="true"),
    "content/gone.md": article("Almond", "Almond.", withdrawn="{date: 2026-05-26, reason: No}"),
}
_ADDRESS = "https://test.example/column/"
_A = f"{_ADDRESS}2026/05/a/"
_FEEDS = ("feed.xml", "rss.xml", "series/parts-more/feed.xml", "authors/lu-xun-x/feed.xml")


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> SmallSite:
    """A site whose every text holds what feeds trip over."""
    small = SmallSite(tmp_path_factory.mktemp("nasty"), _FILES, theme)
    small.build(NOON)
    return small


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Path:
    """The output of the sample column."""
    root = tmp_path_factory.mktemp("sample")
    SmallSite(root, files_below(PROJECT, ["content"]), theme).build(LATER)
    return root / "output"


def test_feedparser_reads_every_feed_of_the_sample(sample: Path) -> None:
    feeds = sorted(sample.rglob("*.xml"))
    read = {str(feed.relative_to(sample)): parsed(feed) for feed in feeds if is_feed(feed)}
    assert len(read) > 10
    assert [path for path, feed in read.items() if feed.bozo or not feed.entries] == []
    assert len(read["feed.xml"].entries) == len(read["rss.xml"].entries) == 12


@pytest.mark.parametrize("path", _FEEDS)
def test_a_feed_says_what_the_article_says(nasty: SmallSite, path: str) -> None:
    feed = parsed(nasty.root / "output" / path)
    entry = feed.entries[0]
    assert (feed.bozo, entry.title, entry.summary) == (False, SET, "Who & <what> ]]>?")
    assert (entry.id, entry.link) == (_A, _A)
    assert entry.published_parsed[:5] == (2026, 5, 25, 1, 30)
    assert [author.name for author in entry.authors] == ['Lu & "Xun" <x>']
    assert [tag.term for tag in entry.tags] == ["R&D <x>", "面馆"]


@pytest.mark.parametrize("path", _FEEDS)
def test_a_feed_carries_the_whole_text_with_absolute_addresses(nasty: SmallSite, path: str) -> None:
    html = parsed(nasty.root / "output" / path).entries[0].content[0].value
    assert f'href="{_ADDRESS}2026/05/b/"' in html
    assert f'href="{_A}#teil"' in html
    assert "It was &lt;5&gt; &amp; not 6." in html
    assert "<code>]]&gt;</code>" in html
    addresses = re.findall(r'(?:href|src|cite)="([^"]*)"', html)
    assert len(addresses) > 5
    assert [each for each in addresses if not each.startswith("https://")] == []
    pictures = [each for each in addresses if each.startswith(f"{_ADDRESS}assets/door-8.")]
    assert len(pictures) == 2


def test_atom_has_what_the_standard_requires(nasty: SmallSite) -> None:
    """RFC 4287 4.1.1 and 4.1.2."""
    feed = ET.fromstring(nasty.page("feed.xml"))
    assert feed.tag == f"{ATOM}feed"
    for owner in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(owner.findall(f"{ATOM}{name}")) == 1
        assert links(owner, "alternate")
    moments = [*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")]
    for moment in moments:
        assert datetime.fromisoformat(moment.text or "").tzinfo
    assert links(feed, "self") == [f"{_ADDRESS}feed.xml"]
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.findtext(f"{ATOM}updated") == "2026-05-26T10:00:00+08:00"


_NOTES = (
    "[{date: 2026-05-25, text: The first.}, {date: 2026-05-26, text: 'It was <5> & so.'}, "
    "{date: 2026-05-25, text: The second., material: true}]"
)


def test_corrections_have_a_feed_of_their_own(tmp_path: Path, theme: Path) -> None:
    keys = {"date": "2026-05-24", "corrections": _NOTES}
    files: dict[str, str | bytes] = {
        "content/site.yaml": _SETTINGS,
        "content/a.md": article("一碗面", lang="zh-Hans", **keys),
        "content/pages/about.md": article("About", corrections="[{date: 2026-05-20, text: Us.}]"),
        "content/draft.md": article("Walnut", draft="true", **keys),
    }
    small = SmallSite(tmp_path, files, theme)
    small.build(NOON)
    feed = parsed(tmp_path / "output/corrections/feed.xml")
    assert feed.bozo is False
    said = [(entry.title, entry.summary, entry.updated[:10]) for entry in feed.entries]
    assert said == [
        ("一碗面", "It was <5> & so.", "2026-05-26"),
        ("一碗面", "The first.", "2026-05-25"),
        ("一碗面", "The second.", "2026-05-25"),
        ("About", "Us.", "2026-05-20"),
    ]
    assert feed.feed.updated == "2026-05-26T00:00:00+08:00"
    assert feed.entries[0].link == _A
    assert len({entry.id for entry in feed.entries}) == 4
    page = LexborHTMLParser(small.page("corrections/index.html"))
    (link,) = page.css('link[rel="alternate"][href="/column/corrections/feed.xml"]')
    assert link.attributes["type"] == "application/atom+xml"
    (shown,) = page.css('main a[href="/column/corrections/feed.xml"]')
    assert shown.text() == "Follow in a feed reader"


def test_a_corrected_article_says_so_to_readers_and_to_machines(
    tmp_path: Path, theme: Path
) -> None:
    keys = {"date": "2026-05-24", "corrections": _NOTES}
    small = SmallSite(tmp_path, {"content/a.md": article("A", "The body.", **keys)}, theme)
    small.build(NOON)
    page = LexborHTMLParser(small.page("2026/05/a/index.html"))
    text = " ".join(node.text() for node in page.css("article"))
    assert text.index("The second.") < text.index("The body.") < text.index("The first.")
    (script,) = page.css('script[type="application/ld+json"]')
    stated = json.loads(script.text())
    # https://schema.org/correction: a CorrectionComment
    assert stated["correction"][1] == {
        "@type": "CorrectionComment",
        "text": "It was <5> & so.",
        "datePublished": "2026-05-26T00:00:00+08:00",
    }
    assert stated["dateModified"] == "2026-05-26T00:00:00+08:00"
    (modified,) = page.css('meta[property="article:modified_time"]')
    assert modified.attributes["content"] == stated["dateModified"]


def test_a_corrected_standing_page_says_so(tmp_path: Path, theme: Path) -> None:
    small = SmallSite(
        tmp_path,
        {"content/pages/about.md": article("About", "The body.", corrections=_NOTES)},
        theme,
    )
    small.build(NOON)
    text = small.page("about/index.html")
    assert text.index("The second.") < text.index("The body.") < text.index("The first.")


def test_where_nothing_was_corrected_the_feed_is_whole_all_the_same(
    tmp_path: Path, theme: Path
) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A")}, theme)
    small.build(NOON)
    feed = parsed(tmp_path / "output/corrections/feed.xml")
    assert (feed.bozo, len(feed.entries), feed.feed.updated[:4]) == (False, 0, "1970")


def test_an_entry_says_its_language_and_when_it_was_updated(nasty: SmallSite) -> None:
    first, second = ET.fromstring(nasty.page("feed.xml")).findall(f"{ATOM}entry")
    assert second.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-Hans"
    assert first.findtext(f"{ATOM}updated") == "2026-05-26T10:00:00+08:00"
    assert first.findtext(f"{ATOM}published") == "2026-05-25T09:30:00+08:00"
    assert second.findtext(f"{ATOM}updated") == second.findtext(f"{ATOM}published")


def test_rss_has_what_the_standard_requires(nasty: SmallSite) -> None:
    """https://www.rssboard.org/rss-specification."""
    rss = ET.fromstring(nasty.page("rss.xml"))
    channel = rss.find("channel")
    assert channel is not None
    assert rss.attrib["version"] == "2.0"
    assert channel.findtext("title") == COLUMN
    assert channel.findtext("link") == _ADDRESS
    assert channel.findtext("description") == "What <b>they</b> & we said ]]> 🥟"
    first = channel.findall("item")[0]
    assert first.findtext("guid") == first.findtext("link") == _A
    assert first.findtext("pubDate") == "Mon, 25 May 2026 01:30:00 +0000"
    assert (first.findtext(CONTENT) or "").count("<figure") >= 1


def test_json_feed_has_what_the_standard_requires(nasty: SmallSite) -> None:
    """https://www.jsonfeed.org/version/1.1."""
    feed = json.loads(nasty.page("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == COLUMN
    assert (feed["home_page_url"], feed["feed_url"]) == (_ADDRESS, f"{_ADDRESS}feed.json")
    first, second = feed["items"]
    assert (first["id"], first["url"], first["title"]) == (_A, _A, SET)
    assert first["authors"] == [{"name": 'Lu & "Xun" <x>'}]
    assert first["tags"] == ["R&D <x>", "面馆"]
    assert first["date_published"] == "2026-05-25T09:30:00+08:00"
    assert first["date_modified"] == "2026-05-26T10:00:00+08:00"
    assert first["image"].startswith(f"{_ADDRESS}assets/door-8.")
    assert "It was &lt;5&gt; &amp; not 6." in first["content_html"]
    assert second["language"] == "zh-Hans"


@pytest.mark.parametrize("word", ["Sesame", "sesame", "Walnut", "Almond"])
def test_what_is_not_out_is_in_no_feed_and_no_sitemap(nasty: SmallSite, word: str) -> None:
    machine_read = {
        path: content
        for path, content in nasty.output().items()
        if path.endswith((".xml", ".json", ".txt"))
    }
    assert len(machine_read) > 6
    assert [path for path, content in machine_read.items() if word.encode() in content] == []


def test_an_embargoed_article_is_in_the_feed_from_its_moment_on(nasty: SmallSite) -> None:
    nasty.build(datetime(2026, 5, 26, 16, tzinfo=UTC), into="later")
    titles = [entry.title for entry in parsed(nasty.root / "later/feed.xml").entries]
    assert titles == ["Sesame", SET, "一碗面"]


def test_a_feed_without_articles_is_sound(tmp_path: Path, theme: Path) -> None:
    small = SmallSite(tmp_path, {}, theme)
    small.build()
    for path in ("feed.xml", "rss.xml"):
        feed = parsed(small.root / "output" / path)
        assert (feed.bozo, feed.entries) == (False, [])
    assert "<lastBuildDate>" not in small.page("rss.xml")
    assert json.loads(small.page("feed.json"))["items"] == []
    (url,) = ET.fromstring(small.page("news-sitemap.xml"))
    assert [part.text for part in url] == ["https://test.example/"]
    assert faults(small) == []


def test_the_sitemap_says_when_an_article_last_changed(nasty: SmallSite) -> None:
    urls = list(ET.fromstring(nasty.page("sitemap.xml")))
    changed = {url.findtext(f"{MAPS}loc"): url.findtext(f"{MAPS}lastmod") for url in urls}
    assert changed[_A] == "2026-05-26T10:00:00+08:00"


def test_the_news_sitemap_tells_of_what_is_new(nasty: SmallSite) -> None:
    (news,) = ET.fromstring(nasty.page("news-sitemap.xml")).iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}title") == SET
    assert faults(nasty) == []


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en-GB", "en"),
        ("zh", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("yue", "yue"),
    ],
)
def test_the_news_sitemap_tells_a_language_as_its_schema_has_it(
    tmp_path: Path, theme: Path, lang: str, told: str
) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A", date="2026-05-31", lang=lang)}, theme)
    small.build()
    (news,) = ET.fromstring(small.page("news-sitemap.xml")).iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == told
    assert faults(small) == []


def test_the_schema_of_sitemaps_finds_what_is_wrong(nasty: SmallSite, tmp_path: Path) -> None:
    spoilt = SmallSite(tmp_path, {})
    for name in ("sitemap.xml", "news-sitemap.xml"):
        spoilt.write({f"output/{name}": nasty.page(name).replace(">en<", ">en-GB<")})
    assert "language" in " ".join(faults(spoilt))


def test_an_article_leaves_the_news_sitemap_after_two_days(nasty: SmallSite) -> None:
    nasty.build(datetime(2026, 5, 27, 1, 31, tzinfo=UTC), into="two-days")
    text = (nasty.root / "two-days/news-sitemap.xml").read_text("utf-8")
    assert [url.findtext(f"{MAPS}loc") for url in ET.fromstring(text)] == [
        f"{_ADDRESS}2026/05/held/"
    ]


def faults(small: SmallSite) -> list[str]:
    """What is wrong with the sitemaps of a site, by their schemas."""
    schema = etree.RelaxNG(file=str(Path(__file__).parent / "sitemaps.rng"))
    found: list[str] = []
    for name in ("sitemap.xml", "news-sitemap.xml"):
        schema.validate(etree.parse(small.root / "output" / name))
        found += [error.message for error in schema.error_log]
    return found


def parsed(file: Path) -> Any:
    """What feedparser makes of a feed; its markup as it came."""
    return feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)


def is_feed(file: Path) -> bool:
    """Whether a file is a feed by its name."""
    return file.name in ("feed.xml", "rss.xml")


def links(owner: ET.Element, relation: str) -> list[str]:
    """Where an Atom element's links of a relation lead."""
    return list(_links(owner, relation))


def _links(owner: ET.Element, relation: str) -> Iterator[str]:
    for link in owner.findall(f"{ATOM}link"):
        if link.attrib.get("rel") == relation:
            yield link.attrib["href"]
