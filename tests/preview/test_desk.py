"""The desk's page: how the column stands, whatever is in it, and nothing that readers get."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.preview.desk import desk_page
from generator.preview.edition import Edition
from generator.site import Site
from tests.conftest import MakeSite
from tests.preview.columns import EVERYWHERE, SLIP, edition_of, grown, page_of, site_of
from tests.preview.engines import live
from tests.preview.serving import serving
from tests.repositories import begin
from tests.sites import NOON, SETTINGS, SmallSite, article


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory, tiny_theme: Path) -> Site:
    """A column in which an article stands everywhere that one can."""
    return site_of(SmallSite(tmp_path_factory.mktemp("column"), EVERYWHERE, tiny_theme))


def parsed(edition: Edition, query: str = "") -> LexborHTMLParser:
    return LexborHTMLParser(page_of(edition, query))


def first(page: LexborHTMLParser, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None
    return node


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_states_are_counted(column: Site) -> None:
    assert texts(parsed(edition_of(column)), ".tally__one") == [
        "1 Drafts",
        "1 Undated",
        "2 Waiting",
        "2 Out",
        "1 Corrected",
        "1 Expired",
        "1 Withdrawn",
        "2 Standing pages",
    ]


def test_a_count_leads_to_its_tray_and_nothing_leads_nowhere(column: Site) -> None:
    page = parsed(edition_of(column, [column.addresses["content/out.md"]]))
    links = [node.attributes["href"] for node in page.css(".tally a")]
    assert links == ["./#published"]
    assert page.css_first("#published") is not None


def test_an_article_is_told_in_a_row(column: Site) -> None:
    page = parsed(edition_of(column))
    assert "4 Jun 2026, 20:30 in 3 days Next 2 words Food and drink content/next.md" in texts(
        page, ".row"
    )
    assert "25 May 2026 Is Out 3 words Food and drink, city content/out.md" in texts(page, ".row")
    assert "Imprint 2 words draft content/pages/imprint.md" in texts(page, ".row")
    hrefs = [node.attributes["href"] for node in page.css(".row a")]
    assert {"/2026/05/out/", "vscode://file/news/content/out.md:1"} <= set(hrefs)


def test_links_to_pages_hold_the_path_of_the_site(site: MakeSite) -> None:
    settings = SETTINGS.replace(".example/", ".example/column/")
    files = {"content/site.yaml": settings, "content/out.md": article("Is Out")}
    page = parsed(edition_of(site_of(site({**files}))))
    assert first(page, ".kicker a").attributes["href"] == "/column/"
    assert first(page, ".row__title a").attributes["href"] == "/column/2026/05/out/"


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_small_column_is_told_whole(column: Site, count: int) -> None:
    page = parsed(edition_of(column, grown(column.addresses.values(), count)))
    assert len(page.css(".row")) == count
    assert bool(page.css(".filter")) == bool(count)
    assert ("starts one" in page.html) == (count == 0)  # type: ignore[operator]


def test_the_page_of_ten_thousand_stays_small(column: Site) -> None:
    many = edition_of(column, grown(column.addresses.values(), 10_000))
    edition = replace(many, problems=(SLIP,) * 1000, warnings=(SLIP,) * 5000)
    page = page_of(edition)
    assert len(page) <= 220_000
    assert "others are found by the filter" in page
    assert "And 4,960 more" in page


def test_the_filter_says_how_many_it_found(column: Site) -> None:
    page = parsed(edition_of(column), " Waiting  food ")
    assert texts(page, ".filter__found") == ["2 of 11 · Show all"]
    assert texts(page, ".tray__name") == ["Waiting 2"]
    assert first(page, "#q").attributes["value"] == "Waiting food"
    assert texts(parsed(edition_of(column), "gone"), ".none") == ["Nothing has “gone”."]
    assert "Out 1 of 2" in texts(parsed(edition_of(column), "older"), ".tray__name")


def test_a_draft_is_proofread_while_it_is_written(site: MakeSite) -> None:
    draft = article("A", "It was the the door.", draft="true")
    with live(site({"content/a.md": draft})) as running:
        assert texts(parsed(running.engine.edition), ".problem__place") == ["content/a.md:6:12"]


def test_advice_stands_by_itself_with_its_line(site: MakeSite) -> None:
    with live(site({"content/a.md": article("A", "It was the the door.")})) as running:
        page = parsed(running.engine.edition)
        assert texts(page, ".wrong h2") == ["1 to look at again"]
        assert texts(page, ".problem__place") == ["content/a.md:5:12"]
        assert texts(page, ".problem__caret") == ["the"]
        running.write({"content/a.md": article("A", "It was the door.")})
        assert texts(parsed(running.engine.edition), ".wrong h2") == []


def test_problems_and_warnings_say_where_and_how_to_mend(column: Site) -> None:
    warning = structs.replace(SLIP, code="WOW201", is_warning=True, what="a link is broken")
    page = parsed(replace(edition_of(column), problems=(SLIP,), warnings=(warning,)))
    assert texts(page, ".wrong h2") == ["1 problem to mend", "1 warning"]
    assert texts(page, ".problem__what") == [
        'unknown key "standfrist"',
        "a link is broken WOW201",
    ]
    assert texts(page, ".problem__place") == ["content/a.md:4:1"] * 2
    assert first(page, ".problem a").attributes["href"] == "vscode://file/news/content/a.md:4"
    assert texts(page, ".problem__line") == ["4standfrist: <b>谁</b>?"] * 2
    assert texts(page, ".problem__caret") == ["standfrist"] * 2
    assert texts(page, ".problem__mend") == ['Did you mean "standfirst"?'] * 2
    assert not page.css("b")


def test_a_site_that_could_never_be_read_has_its_problems_told() -> None:
    page = parsed(Edition(problems=(SLIP,)))
    assert texts(page, ".wrong__so") == ["Until then there is nothing to show."]
    assert not page.css("form, .tally, .kicker")
    assert texts(parsed(Edition()), ".none") == ["The column is being read."]


def test_the_preview_of_now_offers_moments_to_come(column: Site) -> None:
    page = parsed(edition_of(column))
    assert texts(page, ".moment__sentence") == ["Now, with drafts and what waits."]
    assert first(page, "#at").attributes["value"] == "2026-06-01T20:00"
    assert [
        (node.attributes["value"], " ".join(node.text().split())) for node in page.css(".choice")
    ] == [
        ("2026-06-04T20:30:00+08:00", "When the next is due 4 Jun 2026, 20:30"),
        ("2026-06-02T09:00:00+08:00", "Tomorrow morning 2 Jun 2026, 09:00"),
    ]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (2, "As readers will see it on 3 Jun 2026, 20:00 (Asia/Shanghai)."),
        (-2, "As readers would have seen it on 30 May 2026, 20:00 (Asia/Shanghai)."),
    ],
    ids=["ahead", "back"],
)
def test_the_preview_of_a_moment_says_so_and_leads_back(
    column: Site, days: int, sentence: str
) -> None:
    page = parsed(replace(edition_of(column), moment=NOON + timedelta(days=days)))
    assert texts(page, ".moment--set .moment__sentence") == [sentence]
    back = page.css(".choice")[0]
    assert (back.attributes["value"], back.attributes["name"]) == ("", "moment")


def test_every_form_that_changes_something_has_the_token(column: Site) -> None:
    forms = parsed(edition_of(column)).css("form[method=post]")
    assert len(forms) == 2
    for form in forms:
        assert form.attributes["action"] == "moment"
        assert [node.attributes["value"] for node in form.css("[name=token]")] == ["a token"]


def test_what_an_article_says_stays_text(column: Site) -> None:
    hostile = structs.replace(
        column.addresses["content/out.md"],
        title='"><script>alert(1)</script>',
        topics=("<img src=x onerror=alert(1)>",),
        source='content/"><script>.md',
    )
    page = parsed(edition_of(column, [hostile]), '<script>"')
    assert [node.attributes.get("src") for node in page.css("script")] == ["desk.js"]
    assert not page.css("img")
    assert first(page, "#q").attributes["value"] == '<script>"'


def test_a_headline_says_its_language(column: Site) -> None:
    out = column.addresses["content/out.md"]
    han = structs.replace(out, title="排队", lang="zh-Hans")
    mixed = structs.replace(out, title="The 排队", source="content/b.md")
    page = parsed(edition_of(column, [han, mixed]))
    assert first(page, ".row__title[lang=zh-Hans]").text() == "排队"
    assert first(page, ".row__title:not([lang]) [lang=zh-Hans]").text() == "排队"


def test_half_a_character_in_a_name_is_shown_as_a_mark(column: Site) -> None:
    page = desk_page(
        replace(edition_of(column), problems=(structs.replace(SLIP, what="half \ud800"),)),
        now=NOON,
        token="t",
        editor="vscode://file{path}:{line}",
        root=Path("/news/\udcff"),
    ).decode()
    assert "half ?" in page
    assert "vscode://file/news/%FF/content/a.md:4" in page


def test_the_same_edition_gives_the_same_page(column: Site) -> None:
    assert page_of(edition_of(column)) == page_of(replace(edition_of(column)))


def test_what_a_running_preview_shows_stands_on_the_desk_as_it_is(site: MakeSite) -> None:
    with live(site(EVERYWHERE)) as running:
        page = parsed(running.engine.edition)
        links = {node.text(): node.attributes["href"] for node in page.css(".row__title a")}
        assert links["No Day"] == "/2026/06/undated/"
        assert len(links) == len(EVERYWHERE) - 1
        assert "no date No Day" in " ".join(texts(page, ".row"))
        assert texts(page, ".tally__count") == ["1", "1", "2", "2", "1", "1", "1", "2"]
        running.engine.look_at(datetime(2026, 6, 5, tzinfo=UTC))
        page = parsed(running.engine.edition)
        assert texts(page, ".tally__count") == ["1", "1", "1", "3", "1", "1", "1", "2"]
        assert "No Day" not in {node.text() for node in page.css(".row__title a")}


def test_the_desk_says_what_has_changed_in_silence(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", "Eleven people stood in a line.")})
    small.build(NOON)
    begin(small.root)
    small.write({"content/a.md": article("A", "Twelve <b> people stood in a line.")})
    late = NOON + timedelta(hours=2)
    with live(small, late) as running, serving(running.engine, root=small.root) as it:
        page = LexborHTMLParser(it.ask("/_desk/").text)
    (problem,) = page.css(".problem")
    assert [line.text() for line in problem.css(".problem__mend")][:2] == [
        'was: "Eleven people stood in a"',
        'now: "Twelve <b> people stood in a"',
    ]
    (place,) = problem.css(".problem__place a")
    assert place.text() == "content/a.md:5:1"
    assert place.attributes["href"] == f"vscode://file{small.root}/content/a.md:5:1"


def test_nothing_of_the_desk_is_in_the_output(tmp_path: Path, theme: Path) -> None:
    small = SmallSite(tmp_path, EVERYWHERE, theme)
    small.build()
    for path, content in small.output().items():
        assert "desk" not in path
        assert b"_desk" not in content
        assert b"vscode:" not in content
