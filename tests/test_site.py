"""What is out as of a moment, and by what it is found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.article.types import Article, Withdrawal
from generator.build import read
from generator.errors import SiteError
from generator.groups import Group
from generator.site import Site, State, released, state
from tests.conftest import MakeSite
from tests.sites import NOON, SETTINGS, SmallSite, article

BEFORE, AFTER = NOON - timedelta(days=1), NOON + timedelta(days=1)
_GONE = Withdrawal(date=BEFORE, reason="It was wrong.")


@pytest.fixture
def site(tmp_path: Path, tiny_theme: Path) -> MakeSite:
    """Make a small site that is quick."""
    return lambda files: SmallSite(tmp_path, files, tiny_theme)


def _read(small: SmallSite, now: datetime = NOON) -> Site:
    return read(small.root, now, small.options()).site


def _an_article(**keys: Any) -> Article:
    return Article(
        source="content/a.md",
        slug="a",
        permalink="/a/",
        title="A",
        lang="en",
        body=b"",
        text_digest=b"",
        words=0,
        minutes=1,
        **keys,
    )


_STATES: dict[str, tuple[dict[str, Any], State]] = {
    "dated before": ({"date": BEFORE}, State.PUBLISHED),
    "dated now": ({"date": NOON}, State.PUBLISHED),
    "dated a moment later": ({"date": NOON + timedelta(microseconds=1)}, State.SCHEDULED),
    "undated": ({}, State.UNDATED),
    "draft": ({"date": BEFORE, "is_draft": True}, State.DRAFT),
    "draft without date": ({"is_draft": True}, State.DRAFT),
    "draft to come": ({"date": AFTER, "is_draft": True}, State.DRAFT),
    "withdrawn draft": ({"date": BEFORE, "is_draft": True, "withdrawn": _GONE}, State.DRAFT),
    "embargoed": ({"date": BEFORE, "embargo": AFTER}, State.SCHEDULED),
    "embargo over": ({"date": BEFORE, "embargo": NOON}, State.PUBLISHED),
    "embargo over before its date": ({"date": AFTER, "embargo": BEFORE}, State.SCHEDULED),
    "embargoed without date": ({"embargo": BEFORE}, State.UNDATED),
    "expires now": ({"date": BEFORE, "expires": NOON}, State.EXPIRED),
    "expires later": ({"date": BEFORE, "expires": AFTER}, State.PUBLISHED),
    "expired before it came": ({"date": AFTER, "expires": BEFORE}, State.SCHEDULED),
    "withdrawn": ({"date": BEFORE, "withdrawn": _GONE}, State.WITHDRAWN),
    "withdrawn before it came": ({"date": AFTER, "withdrawn": _GONE}, State.SCHEDULED),
    "withdrawn under embargo": (
        {"date": BEFORE, "embargo": AFTER, "withdrawn": _GONE},
        State.SCHEDULED,
    ),
    "withdrawn and expired": (
        {"date": BEFORE, "expires": BEFORE, "withdrawn": _GONE},
        State.WITHDRAWN,
    ),
    "standing": ({"is_standing": True}, State.PUBLISHED),
    "standing draft": ({"is_standing": True, "is_draft": True}, State.DRAFT),
    "standing to come": ({"is_standing": True, "date": AFTER}, State.SCHEDULED),
    "standing under embargo": ({"is_standing": True, "embargo": AFTER}, State.SCHEDULED),
    "standing that expired": ({"is_standing": True, "expires": NOON}, State.EXPIRED),
}


@pytest.mark.parametrize(("keys", "expected"), _STATES.values(), ids=_STATES.keys())
def test_where_an_article_stands(keys: dict[str, Any], expected: State) -> None:
    assert state(_an_article(**keys), NOON) is expected


def test_an_article_is_released_at_the_later_of_its_moments() -> None:
    assert released(_an_article()) is None
    assert released(_an_article(date=NOON)) == NOON
    assert released(_an_article(date=NOON, embargo=AFTER)) == AFTER
    assert released(_an_article(date=AFTER, embargo=NOON)) == AFTER


def test_articles_come_newest_first_and_those_of_one_moment_by_path(site: MakeSite) -> None:
    small = site(
        {
            "content/b.md": article("B"),
            "content/a.md": article("A"),
            "content/new.md": article("New", date="2026-05-26"),
            "content/old.md": article("Old", date="1969-12-31"),
        }
    )
    assert [each.slug for each in _read(small).articles] == ["new", "b", "a", "old"]


def test_an_empty_site_has_nothing_and_awaits_nothing(site: MakeSite) -> None:
    empty = _read(site({}))
    assert (empty.articles, empty.standing, empty.held, dict(empty.topics)) == ((), (), (), {})
    assert (empty.next_article, empty.next_change) == (None, None)


_MOMENTS = {
    "nothing": ({}, None, None),
    "in the news": ({"date": "2026-05-31 12:00"}, None, "2026-06-02 12:00"),
    "no longer in the news": ({"date": "2026-05-30 20:00"}, None, None),
    "to come": ({"date": "2026-06-03 08:00"}, "2026-06-03 08:00", "2026-06-03 08:00"),
    "embargoed": (
        {"date": "2026-05-01", "embargo": "2026-06-03"},
        "2026-06-03 00:00",
        "2026-06-03 00:00",
    ),
    "expiring": ({"date": "2026-05-01", "expires": "2026-06-05"}, None, "2026-06-05 00:00"),
    "draft": ({"date": "2026-06-03", "draft": "true"}, None, None),
}


@pytest.mark.parametrize(("keys", "article_at", "change_at"), _MOMENTS.values(), ids=_MOMENTS)
def test_when_a_build_is_next_due(
    site: MakeSite, keys: dict[str, str], article_at: str | None, change_at: str | None
) -> None:
    found = _read(site({"content/a.md": article("A", **keys)}))

    def in_shanghai(text: str | None) -> datetime | None:
        return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC) if text else None

    assert found.next_article == in_shanghai(article_at)
    assert found.next_change == in_shanghai(change_at)


def test_a_build_at_the_next_change_is_another_one(site: MakeSite) -> None:
    small = site(
        {
            "content/a.md": article("A", date="2026-06-02", expires="2026-06-09"),
            "content/b.md": article("B", date="2026-06-04"),
        }
    )
    now, seen = NOON, []
    while change := _read(small, now).next_change:
        small.build(now)
        before = small.output()
        small.build(change - timedelta(microseconds=1))
        assert small.output() == before
        small.build(change)
        assert small.output() != before
        now = change
        seen.append(change.day)
    assert seen == [1, 3, 5, 8]


def _members(groups: dict[str, Group]) -> dict[str, tuple[str, list[str]]]:
    return {
        key: (group.name, [each.slug for each in group.articles]) for key, group in groups.items()
    }


def test_topics_are_grouped_by_what_they_are_called_in_an_address(site: MakeSite) -> None:
    settings = f"{SETTINGS}topics:\n  city:\n    title: City life\n    description: Streets.\n"
    found = _read(
        site(
            {
                "content/site.yaml": settings,
                "content/a.md": article("A", topics="[City Life, c, 微博]"),
                "content/b.md": article("B", topics="[city, C, city-life]", date="2026-05-26"),
                "content/c.md": article("C", topics="[Weibo, 微博]", draft="true"),
            }
        )
    )
    assert _members(dict(found.topics)) == {
        "c": ("c", ["b", "a"]),
        "city-life": ("City life", ["b", "a"]),
        "wei-bo": ("微博", ["a"]),
    }
    assert found.topics["city-life"].description == "Streets."


def test_an_author_is_one_by_key_and_by_name(site: MakeSite) -> None:
    settings = f"{SETTINGS}authors:\n  wen:\n    name: Wen Qiao\n    role: Columnist\n"
    found = _read(
        site(
            {
                "content/site.yaml": settings,
                "content/a.md": article("A", authors="[wen, Guest]"),
                "content/b.md": article("B", author="Wen Qiao", date="2026-05-26"),
            }
        )
    )
    assert _members(dict(found.authors)) == {
        "guest": ("Guest", ["a"]),
        "wen-qiao": ("Wen Qiao", ["b", "a"]),
    }
    wen = found.authors["wen-qiao"].author
    assert wen
    assert wen.role == "Columnist"


def test_a_series_may_have_one_part(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", series="The Line")})
    assert _members(dict(_read(small).series)) == {"the-line": ("The Line", ["a"])}
    small.build()
    assert "part=1" in small.page("2026/05/a/index.html")


@pytest.mark.parametrize("sponsor", ["kettel", "Kettle Company"])
def test_a_sponsor_that_nobody_named_is_told(site: MakeSite, sponsor: str) -> None:
    settings = f"{SETTINGS}sponsors:\n  kettle:\n    name: Kettle Company\n"
    small = site({"content/site.yaml": settings, "content/a.md": article("A", sponsor=sponsor)})
    with pytest.raises(SiteError, match=r'content/a\.md:4:1: site\.yaml names no "[kK]ett'):
        small.build()


def test_a_sponsor_is_named_while_it_pays(site: MakeSite) -> None:
    kettle = "{name: Kettle Company, from: 2026-06-02, until: 2026-06-03}"
    settings = f"{SETTINGS}sponsor: kettle\nsponsors:\n  kettle: {kettle}\n"
    small = site({"content/site.yaml": settings, "content/a.md": article("A")})
    is_named = []
    for day in (1, 2, 4):
        now = NOON.replace(day=day, hour=0)
        small.build(now)
        is_named.append("Kettle" in small.page("2026/05/a/index.html"))
    assert is_named == [False, True, False]
    assert _read(small).next_change == datetime(2026, 6, 1, 16, tzinfo=UTC)
    assert _read(small, AFTER).next_change == datetime(2026, 6, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 300])
def test_every_article_is_on_some_page_of_the_archive_once(site: MakeSite, count: int) -> None:
    files: dict[str, str | bytes] = {
        f"content/number-{n}.md": article(f"Number {n}", date=f"20{n % 20:02}-05-25")
        for n in range(count)
    }
    small = site(
        {**files, "content/site.yaml": f"{SETTINGS}page_size: 1\n"} if count < 9 else files
    )
    small.build()
    pages = [
        content.decode()
        for path, content in small.output().items()
        if path == "archive/index.html" or path.startswith("archive/page/")
    ]
    shown = [sum(page.count(f"/number-{n}/&#39;, title") for page in pages) for n in range(count)]
    assert shown == [1] * count
