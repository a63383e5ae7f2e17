"""What search engines read of an article is said in schema.org's own terms."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import MakeSite
from tests.sites import SETTINGS, article, png

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
KINDS, TERMS = VOCABULARY["types"], VOCABULARY["properties"]
PLAIN = {
    str: {"Text", "URL", "Date", "DateTime"},
    int: {"Integer", "Number"},
    bool: {"Boolean"},
}
# https://developers.google.com/search/docs/appearance/structured-data/article
ASKED_BY_GOOGLE = {"author", "dateModified", "datePublished", "headline", "image"}
FULL = {
    "title": "The “Queue” & </script> 面馆",
    "standfirst": "Does it matter?",
    "authors": "[wen, Odd Pell]",
    "topics": "[food, city]",
    "kicker": "Queues",
    "series": "Route 9",
    "date": "2026-05-01 08:00",
    "updated": "2026-05-02",
    "image": "{src: door.png, alt: A door, caption: The door., credit: Wen}",
    "corrections": "[{date: 2026-05-03, text: It was eleven.}, {date: 2026-05-04, text: Twelve.}]",
    "sources": "[{title: A post, url: 'https://b.example/', archived: 'https://a.example/'}, "
    "{title: A talk}]",
    "sponsor": "noodles",
}
OWN = f"""{SETTINGS}copyright: © The Test Column
authors: {{wen: {{name: Wen Lan, bio: Writes.}}}}
sponsors: {{noodles: {{name: Noodles, url: 'https://noodles.example/'}}}}
"""


def described(site: MakeSite, keys: dict[str, str]) -> dict[str, object]:
    """The JSON-LD of an article's page."""
    title = keys.get("title", "The Queue")
    text = article(
        title, **{"date": "2026-05-01"} | {k: v for k, v in keys.items() if k != "title"}
    )
    made = site(
        {"content/queue.md": text, "content/door.png": png("red"), "content/site.yaml": OWN}
    )
    made.build()
    page = LexborHTMLParser(made.output()["2026/05/queue/index.html"].decode())
    (node,) = page.css('script[type="application/ld+json"]')
    found: dict[str, object] = json.loads(node.text())
    return found


def faults(thing: Mapping[str, object]) -> Iterator[str]:
    """Terms that a thing's type does not have, and values that a term does not take."""
    kind = str(thing["@type"])
    for term, value in thing.items():
        if term.startswith("@"):
            continue
        if term not in TERMS or not set(TERMS[term]["of"]) & set(KINDS[kind]):
            yield f"{kind} has no {term}"
            continue
        for each in value if isinstance(value, list) else [value]:
            kinds = set(KINDS[each["@type"]]) if isinstance(each, dict) else PLAIN[type(each)]
            if not kinds & set(TERMS[term]["is"]):
                yield f"{kind}'s {term} is no {each}"
            if isinstance(each, dict):
                yield from faults(each)


@pytest.mark.parametrize("keys", [FULL, {}], ids=["full", "bare"])
def test_every_term_is_one_of_schema_org_and_takes_its_value(
    site: MakeSite, keys: dict[str, str]
) -> None:
    assert list(faults(described(site, keys))) == []


def test_what_is_no_term_is_seen() -> None:
    picture = {"@type": "ImageObject", "headlin": "A"}
    wrong = {"@type": "NewsArticle", "headlin": "A", "wordCount": "two", "author": picture}
    assert len(list(faults(wrong))) == 4


def test_a_full_article_says_all_that_it_has(site: MakeSite) -> None:
    said = described(site, FULL)
    assert said.keys() >= ASKED_BY_GOOGLE
    assert said["headline"] == FULL["title"]
    assert said["url"] == said["mainEntityOfPage"] == "https://test.example/2026/05/queue/"
    assert said["author"] == [
        {"@type": "Person", "name": "Wen Lan", "url": "https://test.example/authors/wen-lan/"},
        {"@type": "Person", "name": "Odd Pell", "url": "https://test.example/authors/odd-pell/"},
    ]
    assert said["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was eleven.",
            "datePublished": "2026-05-03T00:00:00+08:00",
        },
        {
            "@type": "CorrectionComment",
            "text": "Twelve.",
            "datePublished": "2026-05-04T00:00:00+08:00",
        },
    ]
    assert said["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "A post",
            "url": "https://b.example/",
            "archivedAt": "https://a.example/",
        },
        {"@type": "CreativeWork", "name": "A talk"},
    ]
    assert (said["isPartOf"], said["position"]) == (
        {
            "@type": "CreativeWorkSeries",
            "name": "Route 9",
            "url": "https://test.example/series/route-9/",
        },
        1,
    )
    assert said["sponsor"] == {
        "@type": "Organization",
        "name": "Noodles",
        "url": "https://noodles.example/",
    }


def test_moments_say_their_zone_and_the_last_change_is_the_last(site: MakeSite) -> None:
    said = described(site, FULL)
    assert said["datePublished"] == "2026-05-01T08:00:00+08:00"
    assert said["dateModified"] == "2026-05-04T00:00:00+08:00"
    assert all(
        datetime.fromisoformat(str(said[term])).tzinfo for term in ("datePublished", "dateModified")
    )


def test_a_picture_is_told_with_its_words_and_its_maker(site: MakeSite) -> None:
    picture = described(site, FULL)["image"]
    assert isinstance(picture, dict)
    assert str(picture.pop("url")).startswith("https://test.example/assets/door")
    assert picture == {
        "@type": "ImageObject",
        "caption": "The door.",
        "creditText": "Wen",
    }


def test_an_article_without_picture_is_shown_by_its_share_card(site: MakeSite) -> None:
    small = site({"content/site.yaml": f"{SETTINGS}cards: true\n", "content/a.md": article("A")})
    small.build()
    page = LexborHTMLParser(small.page("2026/05/a/index.html"))
    (shared,) = page.css('meta[property="og:image"]')
    (node,) = page.css('script[type="application/ld+json"]')
    said = json.loads(node.text())
    assert said["image"] == shared.attributes["content"]
    assert list(faults(said)) == []


def test_a_bare_article_says_nothing_that_it_has_not(site: MakeSite) -> None:
    said = described(site, {})
    assert not said.keys() & {"image", "author", "correction", "citation", "isPartOf", "sponsor"}
    assert all(said.values())
