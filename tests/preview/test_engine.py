"""The engine of the preview: what it shows, how it follows an edit, what a mistake does to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.errors import SiteError
from generator.preview.engine import Engine
from generator.source import file_at
from generator.watch import Update
from tests.conftest import MakeSite
from tests.preview.engines import Live, live
from tests.sites import NOON, SETTINGS, SLOW, article, files_in, png

QUEUE = "content/queue.md"
URL = "/2026/05/queue/"


def queue(
    body: str = "One by one.", title: str = "The Queue", **keys: str
) -> dict[str, str | bytes]:
    """The file of one article."""
    return {QUEUE: article(title, body, **{"date": "2026-05-01"} | keys)}


def said(running: Live) -> str:
    """What is wrong, as one text."""
    return str(SiteError(running.engine.edition.problems))


def test_a_text_that_changes_in_silence_is_told_as_it_is_saved(site: MakeSite) -> None:
    said = "Eleven people stood in a line."
    small = site({"content/a.md": article("A", said), "content/b.md": article("B")})
    small.build(NOON)
    with live(small, NOON + timedelta(hours=2)) as running:

        def told() -> list[tuple[str, str]]:
            return [(each.path, each.code) for each in running.engine.edition.warnings]

        assert told() == []
        running.write({"content/a.md": article("A", said.replace("Eleven", "Twelve"))})
        assert told() == [("content/a.md", "WOW223")]
        running.write({"content/b.md": article("B", "Others.")})
        assert told() == [("content/a.md", "WOW223"), ("content/b.md", "WOW223")]
        running.write({"content/a.md": article("A", said)})
        assert told() == [("content/b.md", "WOW223")]


def test_preview_of_a_site_that_is_out_is_what_a_build_writes(site: MakeSite) -> None:
    made = site({**queue(), "content/pages/about.md": "# About\n\nUs.\n"})
    made.build()
    with live(made) as running:
        assert running.pages() == made.output()


def test_an_edited_text_is_on_its_page_and_in_the_feed(site: MakeSite) -> None:
    with live(site(queue())) as running:
        plan = running.plan()
        running.write(queue("Two by two.\n\nAnd so on."))
        assert "Two by two." in running.page(URL)
        assert "Two by two." in running.page("/feed.xml")
        assert running.plan() is plan, "the site was planned anew"
        assert running.pages() == fresh(running)


def test_a_page_is_made_once_for_all_who_ask_and_anew_when_it_is_edited(site: MakeSite) -> None:
    with live(site(queue())) as running:
        first = running.engine.answer(URL)
        assert running.engine.answer(URL) is first
        running.write(queue("Two by two."))
        assert "Two by two." in running.page(URL)


def test_an_edited_headline_is_on_every_page_that_names_it(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write(queue(title="The Long Queue"))
        for path in (URL, "/", "/archive/", "/feed.xml"):
            assert "The Long Queue" in running.page(path), path


def test_a_link_that_an_edit_adds_leads_on(site: MakeSite) -> None:
    other = {"content/other.md": article("Other")}
    with live(site({**queue(), **other})) as running:
        running.write(queue("See [it](other.md)."))
        assert 'href="/2026/05/other/"' in running.page(URL)
        running.write(queue("See [it](othre.md)."))
        assert [p.code for p in running.engine.edition.warnings] == ["WOW201"]
        running.write(queue("See nothing."))
        assert running.engine.edition.warnings == ()


def test_a_warning_follows_the_line_that_it_is_about(site: MakeSite) -> None:
    with live(site(queue("See [it](gone.md)."))) as running:
        running.write(queue("One more line.\n\nSee [it](gone.md)."))
        (warning,) = running.engine.edition.warnings
        assert (warning.line, warning.excerpt) == (7, "See [it](gone.md).")


@pytest.mark.parametrize("path", ["content/site.yaml", QUEUE])
def test_a_warning_outlives_the_file_that_it_is_about(site: MakeSite, path: str) -> None:
    settings = f"{SETTINGS}navigation:\n  - name: Gone\n    url: /gone/\n"
    files = {**queue("See [it](gone.md)."), "content/site.yaml": settings}
    with live(site(files)) as running:
        told = [problem.what for problem in running.engine.edition.warnings]
        running.write({path: b"\xff"})
        running.write({"content/new.md": article("New")})
        assert [problem.what for problem in running.engine.edition.warnings] == told
        running.remove("content/site.yaml")
        assert "New" in running.page("/")
        running.write(files)
        assert running.engine.edition.problems == ()


@pytest.mark.parametrize(
    ("keys", "word", "mark"),
    [
        ({"draft": "true"}, "Draft", "Draft: readers do not see this."),
        ({"embargo": "2026-06-09 09:00"}, "Waiting", "until 9 June 2026, 09:00 (Asia/Shanghai)."),
        ({"date": "2026-06-09"}, "Waiting", "until 9 June 2026, 00:00 (Asia/Shanghai)."),
        ({"expires": "2026-05-20"}, "Expired", "since 20 May 2026, 00:00 (Asia/Shanghai)."),
        ({"date": ""}, "No date", "readers do not see this until it has one."),
    ],
    ids=["draft", "embargo", "date ahead", "expired", "undated"],
)
def test_what_is_held_back_is_shown_and_marked(
    site: MakeSite, keys: dict[str, str], word: str, mark: str
) -> None:
    with live(site(queue(**keys))) as running:
        assert f"{word} · The Test Column" in running.page("/")
        assert running.mark_of(QUEUE).endswith(mark)


def test_a_mark_goes_when_its_moment_has_come(site: MakeSite) -> None:
    with live(site(queue(embargo="2026-06-02"))) as running:
        assert running.mark_of(QUEUE)
        running.now = NOON + timedelta(days=2)
        running.engine.refresh()
        assert running.mark_of(QUEUE) == ""
        assert "Waiting" not in running.page("/")


def test_the_site_as_of_a_moment_is_what_a_build_would_write_then(site: MakeSite) -> None:
    then = datetime(2026, 6, 3, tzinfo=UTC)
    held = {
        "content/a.md": article("Ahead", embargo="2026-06-02"),
        "content/b.md": article("Later", date="2026-07-01"),
        "content/c.md": article("Never", draft="true"),
    }
    made = site({**queue(), **held})
    made.build(then)
    with live(made) as running:
        running.engine.look_at(then)
        assert running.pages() == made.output()
        running.write(queue("Seen from then."))
        assert "Seen from then." in running.page(URL)
        assert "Later" not in running.page("/")
        running.engine.look_at(None)
        assert "Later" in running.page("/")


def test_a_mistake_is_told_and_the_last_good_page_stays(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write(queue("Two by two.", standfrist="Why?"))
        assert f'{QUEUE}:4:1: unknown key "standfrist"' in said(running)
        assert "One by one." in running.page(URL)
        running.write(queue("Two by two."))
        assert running.engine.edition.problems == ()
        assert "Two by two." in running.page(URL)


def test_other_articles_are_followed_while_one_is_at_fault(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write({"content/new.md": "---\ntitle: [\n---\n"})
        running.write(queue("Two by two."))
        assert "content/new.md" in said(running)
        assert "Two by two." in running.page(URL)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("content/site.yaml", "title: [", "content/site.yaml:1:8: "),
        ("content/site.yaml", SETTINGS + "titel: x\n", 'Did you mean "title"?'),
        ("templates/pages/article.html", "{% if %}", "templates/pages/article.html:1"),
        ("static/css/x.css", "a { background: url(no.png) }", "static/css/x.css:1"),
        ("content/second.md", article("Second", url=URL), "its address /2026/05/queue/ is that of"),
        ("content/b.md", b"\xff\xfeX\x00", "content/b.md"),
    ],
    ids=["yaml", "setting", "template", "stylesheet", "two at one address", "encoding"],
)
def test_a_fault_at_start_and_later_is_told_and_mended(
    site: MakeSite, path: str, text: str | bytes, told: str
) -> None:
    made = site(queue())
    before = files_in(made.root).get(path)
    with live(made) as running:
        running.write({path: text})
        assert told in said(running)
        assert "One by one." in running.page(URL)
    with live(made) as running:
        assert told in said(running)
        if before is None:
            running.remove(path)
        else:
            running.write({path: before})
        assert said(running) == ""
        assert "One by one." in running.page(URL)


def test_a_template_that_fails_on_a_page_is_a_problem_of_that_page(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write({"templates/pages/article.html": "{{ page.nothing }}"})
        with pytest.raises(SiteError, match=r"templates/pages/article\.html:1"):
            running.page(URL)
        assert "The Queue" in running.page("/")


def test_a_template_without_end_costs_its_budget(site: MakeSite) -> None:
    made = site(queue())
    endless = "{% for a in range(99999999) %}{% for b in range(99999999) %}{% endfor %}{% endfor %}"
    made.write({"templates/pages/article.html": endless})
    with live(made, budget=3) as running:
        with pytest.raises(SiteError, match="takes too long"):
            running.page(URL)
        assert "The Queue" in running.page("/")


def test_a_text_that_overruns_costs_its_budget(site: MakeSite) -> None:
    with live(site(queue()), budget=0.2) as running:
        running.write(queue(SLOW))
        assert "takes too long" in said(running)
        assert running.engine.edition.number > 1


def test_what_could_not_be_read_is_read_once_it_can_be(site: MakeSite) -> None:
    with live(site(queue())) as running:
        path = running.site.root / QUEUE
        running.site.write(queue("Two by two."))
        saved = file_at(QUEUE, str(path))
        # It is away while it is read: when it is back, no stat has changed.
        with _away(path):
            running.engine.apply(Update({QUEUE: saved}))
            assert "this cannot be read" in said(running)
            running.engine.try_again()
            assert running.engine.lacks_files
        running.engine.try_again()
        assert not running.engine.lacks_files
        assert said(running) == ""
        assert "Two by two." in running.page(URL)


@pytest.mark.parametrize("path", ["templates/pages/article.html", "content/site.yaml"])
def test_so_is_what_all_pages_depend_on(site: MakeSite, path: str) -> None:
    shown = {
        "templates/pages/article.html": "{{ page.title }}, own",
        "content/site.yaml": f"{SETTINGS}tagline: Of its own\n",
    }
    with live(site(queue())) as running:
        running.site.write({path: shown[path]})
        file = running.site.root / path
        saved = file_at(path, str(file))
        with _away(file):
            running.engine.apply(Update({path: saved}))
            assert "this cannot be read" in said(running)
        running.engine.try_again()
        assert said(running) == ""
        assert "own" in running.page(URL) or "Of its own" in running.page("/")


@contextmanager
def _away(path: Path) -> Iterator[None]:
    """A file whose place a folder has for a while."""
    away = path.rename(path.with_name("away~"))
    path.mkdir()
    yield
    path.rmdir()
    away.rename(path)


def test_what_went_before_it_was_read_is_no_slip(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.site.write(queue("Two by two."))
        saved = file_at(QUEUE, str(running.site.root / QUEUE))
        running.site.remove(QUEUE)
        running.engine.apply(Update({QUEUE: saved}))
        assert said(running) == ""
        assert "Two by two." not in running.page(URL)
        running.tell()
        assert running.engine.answer(URL) is None


def test_an_address_that_changed_is_followed_from_every_earlier_one(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write(queue(slug="first"))
        running.write(queue(slug="second"))
        last = "/2026/05/second/"
        assert running.engine.edition.moved == {URL: last, "/2026/05/first/": last}
        assert "One by one." in running.page(last)
        assert running.engine.answer(URL) is None


def test_an_article_that_came_while_others_clashed_can_be_edited(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write({"content/twin.md": article("Twin", slug="queue", date="2026-05-01")})
        assert "its address /2026/05/queue/" in said(running)
        running.write({"content/new.md": article("New")})
        running.write({"content/new.md": article("New", "Edited.")})
        running.remove("content/twin.md")
        assert "Edited." in running.page("/2026/05/new/")


@pytest.mark.parametrize(
    "keys",
    [
        {"draft": "true", "slug": "queue"},
        {"date": "", "url": URL},
        {"expires": "2026-05-20", "url": URL},
        {"embargo": "2026-06-09", "url": URL},
        {"draft": "true", "aliases": f"[{URL}]"},
        {"draft": "true", "url": "/archive/"},
        {"draft": "true", "slug": "x" * 300},
    ],
    ids=["draft", "undated", "expired", "embargoed", "alias", "page of the site", "long"],
)
def test_what_is_held_back_takes_no_page_from_what_is_out(
    site: MakeSite, keys: dict[str, str]
) -> None:
    twin = {"content/twin.md": article("Twin", "Kept in.", **{"date": "2026-05-01"} | keys)}
    with live(site({**queue(), **twin})) as running:
        assert "content/twin.md" in said(running)
        assert "One by one." in running.page(URL)
        assert running.page("/archive/")
        running.write(queue("Two by two.", title="Longer"))
        assert "Two by two." in running.page(URL)
        running.write({"content/twin.md": article("Twin", "Kept in.", draft="true")})
        assert said(running) == ""
        assert "Kept in." in running.page("/2026/05/twin/")


def test_a_file_that_changes_as_it_is_read_is_no_slip(site: MakeSite) -> None:
    with live(site(queue())) as running:
        restless = running.site.root / "content/restless.md"
        restless.symlink_to("/proc/sys/kernel/random/uuid")
        running.tell()
        assert said(running) == ""
        restless.unlink()
        running.write({"content/restless.md": article("At rest")})
        assert "At rest" in running.page("/2026/05/restless/")


def test_a_renamed_file_is_the_same_article(site: MakeSite) -> None:
    with live(site(queue())) as running:
        (running.site.root / QUEUE).rename(running.site.root / "content/line.md")
        running.tell()
        assert running.engine.edition.moved == {URL: "/2026/05/line/"}
        assert running.engine.edition.arrived == ()


def test_a_new_article_is_told_once(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write({"content/new.md": article("New")})
        assert running.engine.edition.arrived == (("/2026/05/new/", "New"),)
        running.write(queue("Two by two."))
        assert not running.engine.edition.arrived


def test_a_picture_is_shown_and_follows_its_file(site: MakeSite) -> None:
    with live(site({**queue("![Door](door.png)"), "content/door.png": png("red")})) as running:
        red = running.picture_of(URL)
        running.write({"content/door.png": png("blue", 9)})
        assert running.picture_of(URL) != red


def test_a_file_that_may_run_is_not_shown(site: MakeSite) -> None:
    made = site({"content/queue/index.md": article("The Queue", "[it](page.html)")})
    made.write({"content/queue/page.html": "<script>1</script>"})
    with live(made) as running, pytest.raises(SiteError, match="may run"):
        running.engine.answer(f"{URL}page.html")


def test_a_changed_stylesheet_has_a_new_address(site: MakeSite) -> None:
    with live(site(queue())) as running:
        before = running.sheet_of(URL)
        running.write({"static/css/own.css": "p { color: red }"})
        assert running.sheet_of(URL) != before
        assert "color: red" in running.page(running.sheet_of(URL))


def test_many_files_at_once_are_read_as_a_build_reads_them(site: MakeSite) -> None:
    with live(site(queue())) as running:
        running.write({f"content/a{n}.md": article(f"Number {n}") for n in range(60)})
        assert running.pages() == fresh(running)
        running.remove(*(f"content/a{n}.md" for n in range(60)))
        assert running.pages() == fresh(running)


def test_previewing_leaves_the_output_alone(site: MakeSite) -> None:
    made = site(queue())
    made.build()
    before = files_in(made.root / "output")
    with live(made) as running:
        running.write(queue("Two by two.", draft="true"))
        running.pages()
    assert files_in(made.root / "output") == before


def test_the_first_page_does_not_wait_until_all_is_planned(site: MakeSite) -> None:
    made = site({f"content/{name}.md": article("A", slug="one") for name in "ab"})
    engine = Engine(made.root, made.options(), lambda: NOON)
    try:
        engine.start()
        assert engine.edition.site
        address = engine.edition.site.articles[0].permalink
        assert engine.answer(address)
        assert engine.answer("/") is engine.answer("/")
        assert engine.answer("/nowhere/") is None
        assert not engine.edition.problems
        engine.check()
        (problem,) = engine.edition.problems
        assert f"{address} is that of content/b.md" in problem.what
    finally:
        engine.close()


def test_a_page_that_is_asked_for_before_all_is_planned_is_that_of_a_build(site: MakeSite) -> None:
    articles = {f"content/{name}.md": article(name.upper(), topics="food") for name in "abcd"}
    made = site(
        {
            **articles,
            "content/gone.md": article("G", withdrawn="{date: 2026-06-01, reason: wrong}"),
            "content/pages/about.md": "# About\n\nUs.\n",
        }
    )
    made.build()
    built = made.output()
    engine = Engine(made.root, made.options(), lambda: NOON)
    try:
        engine.start()
        for path in reversed(built):
            answer = engine.answer(f"/{path}".removesuffix("index.html"))
            assert answer and answer.content == built[path], path
    finally:
        engine.close()


def test_a_preview_that_can_keep_nothing_says_so_and_goes_on(site: MakeSite) -> None:
    made = site(queue())
    made.remove(".cache")
    made.write({".cache": "no folder"})
    said: list[str] = []
    engine = Engine(made.root, made.options(), lambda: NOON, said.append)
    try:
        engine.start()
        answer = engine.answer(URL)
    finally:
        engine.close()
    assert answer
    assert b"One by one." in answer.content
    (sentence,) = said
    assert sentence.startswith(f"{made.root}/.cache: File exists. The preview goes on;")


def test_a_build_beside_the_preview_sweeps_nothing_that_it_shows(site: MakeSite) -> None:
    made = site({f"content/a{n}.md": article(f"Number {n}") for n in range(30)})
    with live(made) as running:
        before = running.pages()
        for turn in range(20):
            made.write({f"content/a{n}.md": article(f"{turn} {n}") for n in range(30)})
            made.build()
        assert running.pages() == before


def fresh(running: Live) -> dict[str, bytes]:
    """All pages of a preview that starts now."""
    engine = Engine(running.site.root, running.site.options(), lambda: running.now)
    engine.start()
    try:
        return running.pages(engine)
    finally:
        engine.close()


def test_old_addresses_are_shown_as_a_build_would_leave_them(site: MakeSite) -> None:
    small = site({**queue("Who waits?"), "content/b.md": article("The Bee", "Of bees.")})
    small.build()
    before = small.ledger()
    with live(small) as running:
        running.write({QUEUE: article("The Queue", "Who waits?", slug="line")})
        assert "url=https://test.example/2026/05/line/" in running.page(URL)
        running.remove("content/b.md")
        assert "This article is gone" in running.page("/2026/05/b/")
        assert [each.code for each in running.engine.edition.warnings] == ["WOW220"]
        assert small.ledger() == before
        small.build()
        running.tell()
        assert running.pages() == small.output()
        number = running.engine.edition.number
        running.tell()
        assert running.engine.edition.number == number
        running.write({"content/ledger.tsv": "words\n"})
        assert "no line of a ledger" in running.engine.edition.problems[0].what
        assert "This article is gone" in running.page("/2026/05/b/")
