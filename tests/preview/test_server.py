"""What the preview answers: pages dressed, all else as it is, and an editor's slips told."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse

import pytest

from generator.preview.edition import Arrival, Edition
from generator.preview.overlay import SHOWN
from tests.conftest import MakeSite
from tests.preview.engines import Live, live
from tests.preview.serving import HEAD, TOKEN, TRAY, Served, bare, serving
from tests.sites import SETTINGS, article, files_below

A = "/2026/05/a/"
UNDER_A_PATH = SETTINGS.replace("https://test.example/", "https://test.example/column/")


Lay = Callable[..., tuple[Live, Served]]


@pytest.fixture
def laid(running: Live, served: Served) -> Iterator[Lay]:
    """Begin anew with other files, in the same server; what was there before comes back."""
    before = files_below(running.site.root, ("content",))

    def lay(files: dict[str, str | bytes]) -> tuple[Live, Served]:
        running.lay(files)
        return running, served

    yield lay
    running.lay(before)


def test_a_page_is_the_sites_own_in_the_previews_dress(served: Served, running: Live) -> None:
    heard = served.ask(A)
    assert (heard.status, heard.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert bare(heard.text) == running.page(A)
    assert 'href="/_desk/"' in heard.text


def test_all_else_is_as_readers_get_it(served: Served, running: Live) -> None:
    sheet, feed = running.sheet_of(A), "/feed.xml"
    assert served.ask(sheet).headers["content-type"] == "text/css; charset=utf-8"
    assert served.ask(sheet).text == running.page(sheet)
    assert served.ask(feed).text == running.page(feed)
    (picture,) = re.findall(r'src="(/assets/door[^"]+)"', running.page(A))
    assert served.ask(picture).headers["content-type"].startswith("image/")


@pytest.mark.parametrize(
    ("page", "dressed"),
    [
        ("<html><head><title>A</title></head><body><p>A</body></html>", "<html><head>HEAD<title>"),
        ("<HTML><HEAD lang=en></HEAD><BODY></BODY>", "<HTML><HEAD lang=en>HEAD</HEAD><BODY>TRAY<"),
        ("<!doctype html><header>A</header>", "<!doctype html>HEAD<header>A</header>TRAY"),
        ("<p>A", "HEAD<p>ATRAY"),
        ("", "HEADTRAY"),
    ],
    ids=["whole", "in capitals", "without a head", "a fragment", "empty"],
)
def test_whatever_a_template_writes_is_dressed(laid: Lay, page: str, dressed: str) -> None:
    files = {"content/a.md": article("A"), "templates/pages/article.html": page}
    _, served = laid({**files})
    heard = TRAY.sub("TRAY", served.ask(A).text)
    assert dressed in HEAD.sub("HEAD", heard).replace("\n", "")


def test_a_folder_without_its_slash_leads_to_it(served: Served) -> None:
    heard = served.ask("/2026/05/a")
    assert (heard.status, heard.headers["location"]) == (302, A)


def test_what_is_not_there_is_the_sites_own_page(served: Served, running: Live) -> None:
    heard = served.ask("/nowhere/")
    assert heard.status == 404
    assert bare(heard.text) == running.page("/404.html")


def test_a_draft_is_marked(served: Served) -> None:
    said = served.ask("/2026/05/draft/").text
    assert "<b>Draft</b>: readers do not see this." in said
    assert "wow-mark" not in served.ask(A).text


def test_a_page_that_has_moved_leads_on(laid: Lay) -> None:
    running, served = laid({"content/a.md": article("A")})
    running.write({"content/a.md": article("A", slug="b")})
    heard = served.ask(A)
    assert (heard.status, heard.headers["location"]) == (302, "/2026/05/b/")
    running.write({"content/new.md": article("New", slug="a")})
    assert "New" in served.ask(A).text
    running.remove("content/new.md")
    running.write({"content/a.md": article("A")})
    assert served.ask(A).status == 200


def test_a_site_under_a_path_is_served_there(laid: Lay) -> None:
    made = {"content/site.yaml": UNDER_A_PATH, "content/a.md": article("A")}
    _, served = laid({**made})
    assert served.ask("/").headers["location"] == "/column/"
    assert served.ask("/column/").status == served.ask(f"/column{A}").status == 200
    assert served.ask(A).headers["location"] == f"/column{A}"
    assert served.ask("/about/").status == served.ask("/columns/").status == 404
    assert served.ask("/_desk/live.js").status == 200


def test_a_slip_is_told_over_the_last_good_page(laid: Lay) -> None:
    running, served = laid({"content/a.md": article("A")})
    running.write({"content/a.md": article("A <Changed>", standfrist="Who?")})
    heard = served.ask(A)
    assert (heard.status, "Changed" in bare(heard.text)) == (200, False)
    for said in (
        "unknown key &#34;standfrist&#34;",
        "Did you mean &#34;standfirst&#34;?",
        'href="vscode://file/news/content/a.md:4:1"',
        '<mark class="wow-problem__caret">standfrist</mark>: Who?',
    ):
        assert said in heard.text
    running.write({"content/a.md": article("A", standfirst="Who?")})
    assert "wow-problem" not in served.ask(A).text


def test_slips_beyond_fifty_are_counted(laid: Lay) -> None:
    slips = {f"content/{n}.md": article(f"Number {n}", drfat="true") for n in range(SHOWN + 7)}
    running, served = laid({"content/a.md": article("A")})
    running.write({**slips})
    said = served.ask(A).text
    assert said.count('<li class="wow-problem">') == SHOWN
    assert "57 problems" in said
    assert "and 7 more" in said


def test_warnings_are_a_number_at_the_corner(laid: Lay) -> None:
    files = {"content/a.md": article("A", "[x](gone.md) [y](gone.md)")}
    _, served = laid({**files})
    said = served.ask(A).text
    assert "2 warnings" in said
    assert "wow-problem" not in said


def test_a_site_that_was_never_good_shows_what_is_wrong(site: MakeSite) -> None:
    settings = SETTINGS.replace("timezone", "timezoan")
    made = site({"content/site.yaml": settings, "content/a.md": article("A")})
    with live(made) as running, serving(running.engine) as served:
        heard = served.ask(A)
        assert heard.status == 500
        assert "The site cannot be shown yet" in heard.text
        assert "timezoan" in heard.text
        running.write({"content/site.yaml": SETTINGS})
        assert served.ask(A).status == 200


def test_a_fault_in_a_template_is_told_over_its_last_good_page(laid: Lay) -> None:
    template = "templates/pages/article.html"
    good = '{% extends "theme/pages/article.html" %}'
    files = {"content/a.md": article("A"), "content/unseen.md": article("Unseen"), template: good}
    running, served = laid({**files})
    before = served.ask(A)
    running.write({template: f"{good}{{% block main %}}{{{{ page.nope }}}}{{% endblock %}}"})
    seen, unseen = served.ask(A), served.ask("/2026/05/unseen/")
    assert (seen.status, bare(seen.text)) == (500, bare(before.text))
    assert f"{template}:1" in seen.text
    assert unseen.status == 500
    assert "This page cannot be made" in unseen.text
    assert served.ask("/").status == 200
    running.write({template: good})
    assert "wow-problem" not in served.ask(A).text


def test_of_a_template_that_is_wrong_anew_only_the_present_fault_is_told(laid: Lay) -> None:
    template = "templates/pages/article.html"
    running, served = laid({"content/a.md": article("A"), template: "{{ page.nope }}"})
    assert "nope" in served.ask(A).text
    running.write({template: "{% if %}"})
    said = served.ask(A).text
    assert said.count('<li class="wow-problem">') == 1
    assert "nope" not in said


def test_what_an_editor_writes_is_never_markup(laid: Lay) -> None:
    slip = article("A", **{"<script>alert(1)</script>": "x"})
    running, served = laid({"content/b.md": article("B")})
    running.write({"content/a.md": slip})
    said = served.ask("/2026/05/b/").text
    assert "&lt;script&gt;" in said
    assert "<script>alert" not in said


def test_the_whole_preview_as_of_a_moment_says_so(site: MakeSite) -> None:
    made = site({"content/a.md": article("A")})
    with live(made) as running, serving(running.engine, ask=running.engine.look_at) as served:
        served.ask("/_desk/moment", "POST", f"token={TOKEN}&moment=2026-05-24")
        assert "As of 24 May 2026, 00:00" in served.ask("/").text
        assert served.ask(A).status == 404


def test_the_desk_shows_every_article_and_finds_some(served: Served) -> None:
    assert served.ask("/_desk").headers["location"] == "/_desk/"
    whole, found = served.ask("/_desk/"), served.ask("/_desk/?q=draft")
    assert (whole.status, whole.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert ">A Draft<" in whole.text
    assert ">A<" in whole.text
    assert TOKEN in whole.text
    assert 'href="vscode://file/news/content/draft.md:1:1"' in found.text
    assert ">A<" not in found.text
    for name in ("desk.css", "desk.js"):
        assert served.ask(f"/_desk/{name}").status == 200


def test_the_stream_tells_each_edition_once(laid: Lay) -> None:
    running, served = laid({"content/a.md": article("A")})
    asked = HTTPConnection("127.0.0.1", served.port, timeout=60)
    asked.request("GET", "/_desk/stream")
    stream = asked.getresponse()
    assert stream.headers["content-type"].startswith("text/event-stream")
    number = running.engine.edition.number
    assert f'"edition":"first.{number}","problems":0' in next_event(stream)
    running.write({"content/b.md": article("B")})
    assert '"arrived":[["/2026/05/b/","B"]]' in next_event(stream)
    running.write({"content/c.md": article("C", drfat="true")})
    assert '"problems":1' in next_event(stream)
    asked.close()


def test_what_comes_once_it_has_ended_is_told_to_nobody(site: MakeSite) -> None:
    told: list[Edition] = []
    with live(site({"content/a.md": article("A")})) as running:
        with serving(running.engine, say=told.append):
            running.write({"content/a.md": article("A", "Other words.")})
        heard = len(told)
        running.write({"content/a.md": article("A", "A third time.")})
    assert 1 <= len(told) == heard


def test_a_stream_that_nobody_reads_holds_up_nothing(served: Served, running: Live) -> None:
    edition = replace(running.engine.edition, arrived=(Arrival("/", "x" * 999),))
    with socket.create_connection(("127.0.0.1", served.port)) as deaf:
        deaf.sendall(b"GET /_desk/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(2000):
            running.engine.listen(edition)
        assert served.ask(A).status == 200


@pytest.mark.parametrize(
    ("known", "missed"),
    [
        ("first.{before}", [["/2026/05/b/", "B"], ["/2026/05/c/", "C"]]),
        ("first.{after}", []),
        ("another.{before}", []),
        ("first.", []),
        ("first.-1", []),
        ("first.99999999999999999999", []),
        ("", []),
    ],
    ids=["before both", "after", "another server's", "no number", "less", "too long", "nothing"],
)
@pytest.mark.parametrize("where", ["address", "header"])
def test_a_page_that_comes_late_is_told_what_it_missed(
    laid: Lay, known: str, missed: list[list[str]], where: str
) -> None:
    running, served = laid({"content/a.md": article("A")})
    before = running.engine.edition.number
    running.write({"content/b.md": article("B")})
    running.write({"content/c.md": article("C")})
    known = known.format(before=before, after=running.engine.edition.number)
    asked = HTTPConnection("127.0.0.1", served.port, timeout=60)
    if where == "address":
        asked.request("GET", f"/_desk/stream?since={known}")
    else:
        asked.request("GET", "/_desk/stream?since=first.0", headers={"Last-Event-ID": known})
    told = json.loads(next_event(asked.getresponse()).removeprefix("data: "))
    assert told["arrived"] == missed
    asked.close()


def next_event(stream: HTTPResponse) -> str:
    """The next of a stream's events."""
    return next(line for line in iter(stream.readline, b"") if line.startswith(b"data:")).decode()
