"""Who may ask the preview for what: its names, its own pages, and those who have its secret."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.preview.engines import Live
from tests.preview.serving import TOKEN, Served, serving

_EVERY_ANSWER = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'self'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_FORM = {"Content_Type": "application/x-www-form-urlencoded"}
SECRET = "known-to-few"


@pytest.fixture(scope="module")
def guarded(running: Live) -> Iterator[Served]:
    """The same site for the network: with a secret in its address."""
    with serving(running.engine, secret=SECRET) as it:
        yield it


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost", True),
        ("localhost:PORT", True),
        ("LOCALHOST:PORT", True),
        ("127.0.0.1:PORT", True),
        ("[::1]:PORT", True),
        ("column.localhost:PORT", True),
        ("localhost:1", False),
        ("evil.example", False),
        ("evil.example:PORT", False),
        ("127.0.0.1.evil.example:PORT", False),
        ("localhost.evil.example", False),
        ("evillocalhost", False),
        ("127.0.0.2", False),
        ("0.0.0.0:PORT", False),
        ("10.0.0.1:PORT", False),
        ("localhost:PORT:PORT", False),
        ("localhost:", False),
        ("user@localhost", False),
        ("localhost/evil", False),
        ("", False),
    ],
)
def test_a_preview_answers_to_its_own_names(served: Served, host: str, is_ours: bool) -> None:
    heard = served.ask("/", Host=host.replace("PORT", str(served.port)))
    assert heard.status == (200 if is_ours else 421)
    assert ("<h1" in heard.text) is is_ours


def test_a_request_that_names_no_host_or_two_is_refused(served: Served) -> None:
    assert b" 421 " in served.send(b"GET / HTTP/1.0\r\n\r\n")[:20]
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
    assert b" 400 " in served.send(two)[:20]
    two = two.replace(b"HTTP/1.1", b"HTTP/1.0")
    assert served.send(two)[9:12] in (b"400", b"421")


@pytest.mark.parametrize("path", ["/", "/2026/05/a/", "/_desk/stream", "/_desk/live.js"])
@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "https://127.0.0.1:PORT"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
    ids=lambda said: " ".join(said.values()),
)
def test_another_site_gets_nothing(served: Served, path: str, said: dict[str, str]) -> None:
    headers = {name: value.replace("PORT", str(served.port)) for name, value in said.items()}
    assert served.ask(path, **headers).status == 403


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://127.0.0.1:PORT"},
        {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "none", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        {
            "Sec_Fetch_Site": "cross-site",
            "Sec_Fetch_Mode": "navigate",
            "Sec_Fetch_Dest": "document",
        },
    ],
    ids=["our origin", "our page", "typed", "a link elsewhere"],
)
def test_our_own_pages_and_a_reader_who_follows_a_link_get_in(
    served: Served, said: dict[str, str]
) -> None:
    headers = {name: value.replace("PORT", str(served.port)) for name, value in said.items()}
    assert served.ask("/2026/05/a/", **headers).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/2026/05/a/", "/_desk/stream", "/nowhere"])
def test_there_is_nothing_to_write_to(served: Served, method: str, path: str) -> None:
    assert served.ask(path, method).status == 405


@pytest.mark.parametrize("path", ["/", "/nowhere", "/_desk/live.css", "/2026/05/a"])
def test_every_answer_stays_with_us(served: Served, path: str) -> None:
    said = served.ask(path).headers
    assert said.items() >= _EVERY_ANSWER.items()
    assert not any(name.startswith("access-control") for name in said)
    assert "server" not in said


@pytest.mark.parametrize("path", ["/", "/nowhere", "/_desk/live.js"])
def test_a_head_has_no_body(served: Served, path: str) -> None:
    head, whole = served.ask(path, "HEAD"), served.ask(path)
    assert (head.status, head.content) == (whole.status, b"")
    assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    ("form", "moments"),
    [
        (f"token={TOKEN}&moment=2026-12-03T09%3A00", [datetime(2026, 12, 3, 1, tzinfo=UTC)]),
        (f"token={TOKEN}&moment=", [None]),
        (f"token={TOKEN}", [None]),
    ],
    ids=["a moment", "now", "nothing"],
)
def test_the_desk_asks_for_a_moment(
    served: Served, form: str, moments: list[datetime | None]
) -> None:
    served.moments.clear()
    heard = served.ask("/_desk/moment", "POST", form, Origin=served.origin, **_FORM)
    assert (heard.status, heard.headers["location"]) == (303, "/_desk/")
    assert served.moments == moments


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("moment=", 403),
        ("token=&moment=", 403),
        ("token=another&moment=", 403),
        (f"token={TOKEN}&moment=soon", 400),
        (f"token={TOKEN}&moment=" + "9" * 5000, 413),
        ("&".join(["token=x"] * 50), 400),
        ("token=%ff", 400),
        ("token=ü", 400),
    ],
    ids=["no token", "empty", "another's", "no time", "too long", "many", "no UTF-8", "no ASCII"],
)
def test_a_form_that_is_not_the_desks_is_refused(served: Served, form: str, status: int) -> None:
    served.moments.clear()
    assert served.ask("/_desk/moment", "POST", form, **_FORM).status == status
    assert served.moments == []


def test_another_site_cannot_send_the_desks_form(served: Served) -> None:
    form = f"token={TOKEN}&moment="
    served.moments.clear()
    assert served.ask("/_desk/moment", "POST", form, Origin="http://evil.example").status == 403
    assert served.ask("/_desk/moment", "POST", form, Sec_Fetch_Site="cross-site").status == 403
    assert served.moments == []


def test_from_the_network_only_the_secret_opens_the_preview(guarded: Served) -> None:
    for path in ("/", "/?token=", "/?token=guess", "/_desk/stream", "/_desk/live.js"):
        heard = guarded.ask(path)
        assert (heard.status, "<h1" in heard.text) == (403, False), path
    assert guarded.ask("/", Cookie=f"wow-{guarded.port}=guess").status == 403


def test_the_secret_in_the_address_becomes_a_cookie(guarded: Served) -> None:
    heard = guarded.ask(f"/2026/05/a/?token={SECRET}")
    cookie = heard.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert re.findall(r'href="([^"]+)"', heard.text) == ["/2026/05/a/"]
    opened = guarded.ask("/2026/05/a/", Cookie=cookie.partition(";")[0])
    assert (opened.status, "<h1" in opened.text) == (200, True)


def test_the_entrance_leads_nowhere_else(guarded: Served) -> None:
    said = guarded.ask(f"//evil.example/%22%3E%3Cscript%3E?token={SECRET}").text
    assert re.findall(r'href="([^"]+)"', said) == ["/evil.example/%22%3E%3Cscript%3E"]
