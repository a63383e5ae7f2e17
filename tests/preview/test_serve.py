"""`wow serve`: from its first line to Ctrl-C, on real files, with a real clock and a real watch."""

import os
import pty
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import run, wow
from tests.conftest import MakeSite
from tests.preview.commands import command
from tests.preview.serving import Served, wait_until
from tests.sites import PROJECT, SETTINGS, SmallSite, article, files_in

A = "/2026/05/a/"


@pytest.fixture
def small(site: MakeSite) -> SmallSite:
    """A site of two articles, one of them a draft."""
    return site({"content/a.md": article("A"), "content/b.md": article("B", draft="true")})


def test_what_is_saved_is_seen_and_nothing_but_the_cache_written(small: SmallSite) -> None:
    small.build()
    before = files_in(small.root)
    with command(small.root) as running:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", running.out)
        assert running.served.ask(A).status == 200
        small.write({"content/a.md": article("A", "Other words.")})
        wait_until(lambda: running.shows(A, "Other words."))
        small.write({"content/new/c.md": article("C")})
        wait_until(lambda: running.shows("/2026/05/c/", "<h1"))
        small.remove("content/new")
        wait_until(lambda: running.served.ask("/2026/05/c/").status == 404)
        assert running.ended() == 130
        assert (running.out.count("\n"), running.err) == (1, "\nInterrupted.\n")
    small.write({"content/a.md": article("A")})
    assert without_cache(files_in(small.root)) == without_cache(before)


def test_a_folder_never_built_has_no_output_after_a_look_at_its_desk(small: SmallSite) -> None:
    with command(small.root) as running:
        token = re.findall(r'name="token" value="([^"]+)"', running.served.ask("/_desk/").text)[0]
        form = f"token={token}&moment=2026-05-24"
        assert running.served.ask("/_desk/moment", "POST", form).status == 303
        assert running.served.ask(A).status == 404
        assert running.served.ask("/_desk/moment", "POST", f"token={token}&moment=").status == 303
        assert running.served.ask(A).status == 200
    assert not (small.root / "output").exists()


def test_a_slip_is_told_on_the_terminal_once_and_its_mending(small: SmallSite) -> None:
    with command(small.root) as running:
        assert running.served.ask(A).status == 200
        small.write({"content/a.md": article("A", standfrist="Who?")})
        wait_until(lambda: running.shows(A, "unknown key"))
        small.write({"content/b.md": article("B", draft="true", standfirst="Why?")})
        wait_until(lambda: running.shows("/2026/05/b/", "Why?"))
        small.write({"content/a.md": article("A", standfirst="Who?")})
        wait_until(lambda: running.shows(A, "Who?"))
        wait_until(lambda: running.err.endswith("Mended.\n"))
        assert running.err.startswith('content/a.md:4:1: unknown key "standfrist"')
        assert running.err.count("standfrist") == 2


def test_of_many_slips_only_new_ones_are_told_again(small: SmallSite) -> None:
    small.write({f"content/{n}.md": article(f"N {n}", drfat="true") for n in "cde"})
    with command(small.root) as running:
        wait_until(lambda: running.err.count("unknown key") == 3)
        small.write({"content/c.md": article("C"), "content/f.md": article("F", drfat="true")})
        wait_until(lambda: running.shows("/2026/05/c/", "content/f.md"))
        wait_until(lambda: "content/f.md" in running.err)
        assert running.err.count("unknown key") == 4


def test_it_outlives_the_terminal_that_it_was_started_from(small: SmallSite) -> None:
    arguments = [sys.executable, "-m", "generator", "--root", str(small.root), "serve", "-p", "0"]
    places = os.environ | {"PYTHONPATH": str(PROJECT)}
    ours, theirs = os.pipe()
    with subprocess.Popen(arguments, stdout=theirs, stderr=theirs, env=places) as process:
        os.close(theirs)
        port = int(read_until(ours, b"/\n").decode().rpartition(":")[2].strip("/\n"))
        os.close(ours)
        running = Served(port, [])
        assert running.ask(A).status == 200
        small.write({"content/a.md": article("A", standfrist="Who?")})
        wait_until(lambda: "unknown key" in running.ask(A).text)
        small.write({"content/a.md": article("A", standfirst="Who?")})
        wait_until(lambda: "Who?" in running.ask(A).text)
        process.kill()


def test_settings_that_are_wrong_at_the_start_are_shown(small: SmallSite) -> None:
    small.write({"content/site.yaml": "title: [\n"})
    with command(small.root) as running:
        heard = running.served.ask(A)
        assert (heard.status, "content/site.yaml:" in heard.text) == (500, True)
        small.write({"content/site.yaml": SETTINGS})
        wait_until(lambda: running.served.ask(A).status == 200)


def test_an_embargo_ends_while_it_runs(small: SmallSite) -> None:
    held = article("Held", embargo="2026-06-09 09:00:12", date="2026-06-08")
    small.write({"content/held.md": held})
    with command(small.root, "--now", "2026-06-09T09:00:00") as running:
        wait_until(lambda: running.shows("/2026/06/held/", "readers do not see this until"))
        wait_until(lambda: not running.shows("/2026/06/held/", "readers do not see this until"))
        assert running.shows("/2026/06/held/", "Held")


def test_the_next_free_port_is_taken_and_said(small: SmallSite) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        with command(small.root, port=taken) as running:
            assert running.served.port > taken
            assert running.err == f"Port {taken} is taken.\n"
            assert running.served.ask(A).status == 200


def test_ctrl_c_ends_it_with_streams_open(small: SmallSite) -> None:
    with command(small.root) as running, ExitStack() as streams:
        assert running.served.ask(A).status == 200
        for _ in range(5):
            stream = streams.enter_context(
                socket.create_connection(("127.0.0.1", running.served.port), timeout=60)
            )
            stream.sendall(b"GET /_desk/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            said = b""
            while b"retry:" not in said:
                said += stream.recv(4096)
        assert running.ended() == 130
        assert running.err == "\nInterrupted.\n"


@pytest.mark.parametrize("after", [0, 0.01, 0.03, 0.06, 0.1, 0.2], ids=lambda s: f"{s} s")
def test_ctrl_c_ends_it_before_the_site_is_read(small: SmallSite, after: float) -> None:
    small.write({f"content/{n}.md": article(f"N {n}", "Words. " * 500) for n in range(300)})
    with command(small.root) as running:
        time.sleep(after)
        assert running.ended() == 130
        assert running.err == "\nInterrupted.\n"


def test_ctrl_c_ends_it_while_a_template_runs_without_end(small: SmallSite) -> None:
    loop = "{% for _ in range(99999) %}" * 3 + "{% endfor %}" * 3
    small.write({"templates/pages/article.html": loop})
    with command(small.root) as running:
        assert running.served.ask("/").status == 200
        with socket.create_connection(("127.0.0.1", running.served.port)) as stuck:
            stuck.sendall(f"GET {A} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert running.served.ask("/").status == 200
            assert running.ended() == 130
        assert running.err == "\nInterrupted.\n"


def test_the_network_gets_in_by_a_secret_that_is_told_with_a_warning(small: SmallSite) -> None:
    with command(small.root, "--host", "0.0.0.0") as running:
        found = re.fullmatch(r"http://[\d.]+:\d+/\?token=([\w-]{20,})\n", running.out)
        assert found
        assert "drafts\nand embargoed articles too" in running.err
        assert running.served.ask("/").status == 403
        assert running.served.ask(f"/?token={found[1]}").status == 200
        assert running.served.ask("/", Host="evil.example").status == 421


def test_links_open_the_editor_that_the_environment_names(
    small: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOW_EDITOR", "txmt://open?url=file://{path}&line={line}")
    small.write({"content/a.md": article("A", standfrist="Who?")})
    with command(small.root) as running:
        link = f"txmt://open?url=file://{small.root}/content/a.md&amp;line=4"
        assert running.shows("/", link)


def test_an_empty_folder_off_a_terminal_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with command(tmp_path / "empty") as running:
        assert running.process.wait(60) == 1
        assert running.out == ""
        assert "content: there is no such folder here" in running.err
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("answer", ["y", "n"])
def test_an_empty_folder_on_a_terminal_may_become_a_site(tmp_path: Path, answer: str) -> None:
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-m", "generator", "--root", str(tmp_path), "serve", "-p", "0"]
    places = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=places, start_new_session=True
    ) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        said = read_until(ours, b"/\r\n" if answer == "y" else b"\x00")
        assert b"Start one?" in said
        assert (b"http://127.0.0.1:" in said) == (answer == "y")
        assert (tmp_path / "content/site.yaml").exists() == (answer == "y")
        process.kill()
    os.close(ours)


def without_cache(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files by path, less those of the cache."""
    return {path: content for path, content in files.items() if not path.startswith(".cache/")}


def read_until(terminal: int, end: bytes) -> bytes:
    """What a terminal shows until something, or until its other side is closed."""
    said = b""
    while end not in said:
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
    return said


@pytest.mark.parametrize(
    "arguments",
    ["--port 65536", "--port x", "--host no.such.host.invalid", "--now soon", "x"],
)
def test_a_wrong_command_line_is_usage(small: SmallSite, arguments: str) -> None:
    assert run(["--root", str(small.root), "serve", *arguments.split()]) == 2


def test_other_names_for_it_are_known_and_not_listed() -> None:
    listed = CliRunner().invoke(wow, ["--help"]).output
    assert "serve " in listed
    for name in ("server", "dev", "preview"):
        assert f"  {name} " not in listed
        assert "--port" in CliRunner().invoke(wow, [name, "--help"]).output


def test_other_commands_do_not_load_the_server() -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", "build", "--help"],
        capture_output=True,
        check=True,
        text=True,
        cwd=PROJECT,
    )
    loaded = set(re.findall(r"\|\s+(\w+)", said.stderr))
    assert "click" in loaded
    assert not loaded & {"uvicorn", "starlette", "anyio", "watchdog"}
