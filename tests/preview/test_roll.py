"""Every article lies in the tray of its state, with what an editor asks of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from generator.article.types import Article
from generator.preview.pointing import Opener
from generator.preview.roll import MOST, ROWS, Filled, Outlook, Row, roll, share
from generator.site import Site
from tests.preview.columns import EVERYWHERE, ROOT, edition_of, grown, site_of
from tests.sites import NOON, SmallSite


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory, tiny_theme: Path) -> Site:
    """A column in which an article stands everywhere that one can."""
    return site_of(SmallSite(tmp_path_factory.mktemp("column"), EVERYWHERE, tiny_theme))


def outlook(site: Site, *, at: datetime = NOON, is_now: bool = True) -> Outlook:
    opener = Opener(form="vscode://file{path}:{line}", root=ROOT)
    return Outlook(
        site=site, articles=tuple(site.addresses.values()), at=at, is_now=is_now, opener=opener
    )


def trays(site: Site, query: str = "", at: datetime = NOON) -> dict[str, Filled]:
    return {filled.tray.key: filled for filled in roll(outlook(site, at=at), query).trays}


def of(site: Site, articles: Iterable[Article]) -> Site:
    made = edition_of(site, articles).site
    assert made is not None
    return made


def titles(filled: Filled) -> list[str]:
    return [row.title for row in filled.rows]


def rows(site: Site, *, at: datetime = NOON, is_now: bool = True) -> dict[str, Row]:
    called = roll(outlook(site, at=at, is_now=is_now), "")
    return {row.title: row for filled in called.trays for row in filled.rows}


def test_every_article_lies_in_the_tray_of_its_state(column: Site) -> None:
    assert {key: titles(filled) for key, filled in trays(column).items()} == {
        "draft": ["The Draft"],
        "undated": ["No Day"],
        "scheduled": ["Next", "Held"],
        "published": ["Is Out", "Is Older"],
        "corrected": ["The Slip"],
        "expired": ["Tickets"],
        "withdrawn": ["Rumour"],
        "standing": ["About", "Imprint"],
    }


def test_a_later_moment_finds_articles_in_other_trays(column: Site) -> None:
    filled = trays(column, at=datetime(2026, 6, 5, tzinfo=UTC))
    assert titles(filled["scheduled"]) == ["Held"]
    assert titles(filled["published"]) == ["Next", "Is Out", "Is Older"]


def test_the_next_due_is_the_soonest_that_waits(column: Site) -> None:
    assert roll(outlook(column), "").next_due == datetime(2026, 6, 4, 12, 30, tzinfo=UTC)
    assert roll(outlook(column), "no such words").next_due is not None
    last = outlook(column, at=datetime(2028, 1, 1, tzinfo=UTC))
    assert roll(last, "").next_due is None


def test_what_waits_counts_down_and_tells_its_moment(column: Site) -> None:
    waiting = rows(column)["Next"]
    assert (waiting.when, waiting.iso) == ("4 Jun 2026, 20:30", "2026-06-04T20:30+08:00")
    assert (waiting.countdown, waiting.due) == ("in 3 days", "2026-06-04T12:30:00Z")
    assert rows(column)["Held"].note == "Embargoed"
    assert rows(column)["Is Out"].countdown == ""


def test_no_countdown_runs_at_a_moment_that_stands_still(column: Site) -> None:
    waiting = rows(column, at=datetime(2026, 6, 2, 12, tzinfo=UTC), is_now=False)["Next"]
    assert (waiting.countdown, waiting.due) == ("2 days later", "")


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("The Slip", "2 corrections, the last 28 May 2026"),
        ("Tickets", "Expired 1 Apr 2026, 00:00"),
        ("Rumour", "Withdrawn 27 May 2026: It was not so."),
        ("Is Out", ""),
    ],
)
def test_a_state_tells_what_more_there_is_to_it(column: Site, title: str, note: str) -> None:
    assert rows(column)[title].note == note


def test_one_correction_is_told_by_its_day(column: Site) -> None:
    slip = column.addresses["content/slip.md"]
    once = structs.replace(slip, corrections=slip.corrections[1:])
    assert rows(of(column, [once]))["The Slip"].note == "Corrected 26 May 2026"


def test_a_row_leads_to_the_page_and_to_the_file(column: Site) -> None:
    row = rows(column)["Is Out"]
    assert row.url == "/2026/05/out/"
    assert row.href == "vscode://file/news/content/out.md:1"
    assert (row.words, row.topics) == (3, ("Food and drink", "city"))
    assert rows(column)["No Day"].url == ""


def test_a_page_that_only_the_preview_has_is_led_to(column: Site) -> None:
    undated = column.addresses["content/undated.md"]
    pages = {**column.by_permalink, "/2026/06/undated/": undated}
    row = rows(replace(column, by_permalink=pages))["No Day"]
    assert (row.url, row.when) == ("/2026/06/undated/", "")


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("The Draft", ()),
        ("No Day", ("no standfirst", "no topics", "no date")),
        ("Tickets", ("no standfirst", "no topics")),
        ("Rumour", ()),
        ("About", ()),
    ],
)
def test_what_an_article_lacks_is_told(column: Site, title: str, missing: tuple[str, ...]) -> None:
    assert rows(column)[title].lacks == missing


@pytest.mark.parametrize(
    ("image", "missing"),
    [
        ("door.png", ("no picture description", "no picture credit")),
        ("{src: door.png, alt: A door, credit: Me}", ()),
        ('{src: door.png, alt: "", credit: Me}', ()),
    ],
    ids=["a bare path", "whole", "decoration"],
)
def test_what_a_picture_lacks_is_told(
    tmp_path: Path, tiny_theme: Path, image: str, missing: tuple[str, ...]
) -> None:
    text = EVERYWHERE["content/out.md"]
    assert isinstance(text, str)
    pictured = text.replace("date:", f"image: {image}\ndate:")
    site = site_of(SmallSite(tmp_path, {"content/out.md": pictured}, tiny_theme))
    assert rows(site)["Is Out"].lacks == missing


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("out is", ["Is Out", "Is Older"]),
        ("OLDER", ["Is Older"]),
        ("content/slip", ["The Slip"]),
        ("food next", ["Next"]),
        ("waiting", ["Next", "Held"]),
        ("scheduled food", ["Next", "Held"]),
        ("no topics", ["No Day", "Tickets"]),
        ("2026-03", ["Tickets"]),
        ("4 jun 2026", ["Next"]),
        ("standing", ["About", "Imprint"]),
        ("nowhere", []),
    ],
)
def test_the_filter_keeps_what_has_every_word(column: Site, query: str, found: list[str]) -> None:
    filled = trays(column, query)
    assert [title for each in filled.values() for title in titles(each)] == found
    assert sum(each.count for each in filled.values()) == len(EVERYWHERE) - 1


def test_ten_thousand_articles_give_no_more_rows_than_a_page_holds(column: Site) -> None:
    filled = trays(of(column, grown(column.addresses.values(), 10_000)))
    assert sum(each.count for each in filled.values()) == 10_000
    assert sum(len(each.rows) for each in filled.values()) == ROWS
    assert all(each.rows for each in filled.values())


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        ([0, 0], MOST),
        ([10_000], MOST),
        ([30, 10_000], MOST),
        ([10_000, 10_000], ROWS // 2),
        ([3, 60, 9_000], ROWS - 63),
        ([9_000] * 8, ROWS // 8),
    ],
    ids=["none", "one", "few and many", "two", "three", "all"],
)
def test_trays_share_the_rows_of_a_page(counts: list[int], most: int) -> None:
    assert share(counts) == most
