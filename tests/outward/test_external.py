"""`wow check --external` from end to end: real processes, and other sites on this machine."""

import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.build import read
from generator.checks.external import Standing, Verdict
from generator.outward.finding import outgoing
from generator.outward.visits import find_links, keep_visits, visits_of
from tests.outward.neighbour import Neighbour
from tests.sites import NOON, PROJECT, SETTINGS, SmallSite, article

_ALONE = {"PYTHONPATH": str(PROJECT), "no_proxy": "*", "NO_PROXY": "*"}


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


def _wow(small: SmallSite, *arguments: str) -> Said:
    command = [sys.executable, "-m", "generator", *arguments, "--root", str(small.root)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env=os.environ | _ALONE
    )
    return Said(done.returncode, done.stdout, done.stderr)


def _site(root: Path, text: str, settings: str = "", **keys: str) -> SmallSite:
    files = {"content/site.yaml": SETTINGS + settings, "content/a.md": article("A", text, **keys)}
    return SmallSite(root / "site", files)


def _found(small: SmallSite) -> list[tuple[str, int, int, str]]:
    said = _wow(small, "check", "--external", "--format", "json")
    problems = json.loads(said.out)
    return [(each["code"], each["line"], each["column"], each["mend"]) for each in problems]


def test_dead_links_are_told_with_their_places(tmp_path: Path, elsewhere: Neighbour) -> None:
    at = elsewhere.address
    text = f"[a]({at}/there) and\n[b]({at}/gone), <{at}/taken-out>\n\n[c][d]\n\n[d]: {at}/fault"
    small = _site(tmp_path, text)
    assert [each[:3] for each in _found(small)] == [
        ("WOW230", 6, 5),
        ("WOW230", 6, 5 + len(f"{at}/gone), <")),
        ("WOW231", 10, 6),
    ]
    said = _wow(small, "check", "--external")
    assert said.code == 1
    assert (
        f"content/a.md:6:5: WOW230 the link to {at}/gone leads to a page that is gone" in said.out
    )


def test_archived_copies_are_offered(tmp_path: Path, elsewhere: Neighbour) -> None:
    at = elsewhere.address
    kept = f"[{{title: A, url: {at}/gone, archived: {at}/there-of-sources}}]"
    quote = f"> So.\n> — Wen [original]({at}/taken-out) [archived]({at}/there-of-quote)"
    small = _site(tmp_path, f"[a]({at}/gone)\n\n{quote}", sources=kept)
    offered = [(line, mend.split("\n")[0]) for _, line, _, mend in _found(small)]
    assert offered == [
        (4, f"There is an archived copy: {at}/there-of-sources"),
        (6, f"There is an archived copy: {at}/there-of-sources"),
        (9, f"There is an archived copy: {at}/there-of-quote"),
    ]


def test_settings_are_looked_at_too(tmp_path: Path, elsewhere: Neighbour) -> None:
    at = elsewhere.address
    settings = f"authors:\n  wen: {{name: Wen, url: {at}/gone}}\nlegal: See [us]({at}/gone).\n"
    assert [each[:3] for each in _found(_site(tmp_path, "A.", settings))] == [
        ("WOW230", 5, 25),
        ("WOW230", 6, 17),
    ]


def test_what_was_found_is_kept(tmp_path: Path, elsewhere: Neighbour) -> None:
    small = _site(tmp_path, f"[a]({elsewhere.address}/there) [b]({elsewhere.address}/gone)")
    found = _found(small)
    count = len(elsewhere.asked)
    assert (len(found), count) == (1, 3)
    assert _found(small) == found
    small.build()
    assert _found(small) == found
    assert len(elsewhere.asked) == count
    small.remove(".cache")
    assert _found(small) == found
    assert len(elsewhere.asked) == 2 * count


def test_a_visit_is_good_for_a_week_and_one_in_vain_for_an_hour(
    tmp_path: Path, tiny_theme: Path
) -> None:
    there, gone = "https://a.example/there", "https://a.example/gone"
    text = article("A", f"[a]({there}) [b]({gone})")
    small = SmallSite(tmp_path, {"content/a.md": text}, tiny_theme)
    verdicts = {there: Verdict(Standing.THERE), gone: Verdict(Standing.GONE)}
    keep_visits(small.root, visits_of(verdicts, NOON))
    for later, expected in (
        (timedelta(minutes=59), []),
        (timedelta(minutes=61), [gone]),
        (timedelta(days=6), [gone]),
        (timedelta(days=7), [there, gone]),
        (timedelta(days=-1), [there, gone]),
    ):
        assert find_links(small.root, NOON + later, small.options()).unvisited() == expected


def test_the_asker_names_itself(tmp_path: Path, elsewhere: Neighbour) -> None:
    _found(_site(tmp_path, f"[a]({elsewhere.address}/there)"))
    (asked,) = elsewhere.asked
    assert asked.agent.startswith("WorldOfWeibo/")
    assert "https://test.example/" in asked.agent


def test_nobody_else_asks_anybody(tmp_path: Path, elsewhere: Neighbour) -> None:
    small = _site(tmp_path, f"[a]({elsewhere.address}/gone) ![b]({elsewhere.address}/gone.png)",
                  "hosts: [127.0.0.1]\n")  # fmt: skip
    assert _wow(small, "build").code == 0
    assert _wow(small, "check", "--strict").out == ""
    assert elsewhere.asked == []
    assert [each[0] for each in _found(small)] == ["WOW230"]


def test_a_build_loads_nothing_that_asks(tmp_path: Path) -> None:
    script = (
        "import sys; from generator.cli import run; run(sys.argv[1:]);"
        "print(*{'httpx', 'generator.outward'} & set(sys.modules))"
    )
    root = str(_site(tmp_path, "A.").root)
    for command in ("build", "check"):
        done = subprocess.run(
            [sys.executable, "-c", script, command, "-q", "--root", root],
            capture_output=True, text=True, check=True, env=os.environ | _ALONE,
        )  # fmt: skip
        assert done.stdout == "\n"


def test_site_yaml_weighs_them(tmp_path: Path, elsewhere: Neighbour) -> None:
    text = f"[a]({elsewhere.address}/gone) [b]({elsewhere.address}/fault)"
    small = _site(tmp_path, text, "checks: {WOW230: error, WOW231: off}\n")
    said = _wow(small, "check", "--external", "--format", "github")
    assert said.code == 1
    assert said.out.startswith("::error file=content/a.md,line=5,col=5,title=WOW230::")
    assert said.out.count("\n") == 1


def test_a_machine_that_is_cut_off_is_told_so(tmp_path: Path) -> None:
    ports = []
    for host in ("127.0.0.2", "127.0.0.3", "127.0.0.4"):
        with socket.create_server((host, 0)) as taken:
            ports.append(f"http://{host}:{taken.getsockname()[1]}/")
    small = _site(tmp_path, " ".join(f"[a]({url})" for url in ports))
    said = _wow(small, "check", "--external")
    assert said.code == 5
    assert "none of 3 other sites answers: is this machine online?" in said.err


def test_nobody_is_asked_where_texts_cannot_be_read(tmp_path: Path, elsewhere: Neighbour) -> None:
    small = _site(tmp_path, f"[a]({elsewhere.address}/gone)", drfat="true")
    said = _wow(small, "check", "--external")
    assert (said.code, elsewhere.asked) == (1, [])
    assert "once what is wrong here is mended" in said.err


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ('<a href="https://a.b/?x=1&amp;y=2">', "[a](https://a.b/?x=1&y=2)", (5, 5)),
        ('<a href="https://a.b/c"> <a href="https://a.b/">', "[a](https://a.b/c)[b](https://a.b/)",
         (5, 5, 23)),
        ('<a href="https://a.b/(c)">', "[a](https://a.b/(c))", (5, 5)),
        ('<a href="https://a.b/%E4%BC%9E">', "[a](https://a.b/伞)", (0, 0)),
        ('<a href="mailto:a@b.c"> <a href="/x/"> <a href="#y">', "x", ()),
    ],
    ids=["a query", "one within another", "brackets", "not as written", "no other site"],
)  # fmt: skip
def test_a_link_is_found_where_it_is_written(
    tmp_path: Path, tiny_theme: Path, body: str, text: str, expected: tuple[int, ...]
) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A")}, tiny_theme)
    site = read(small.root, NOON, small.options()).site
    links = list(outgoing(site, lambda _: article("A", text), lambda _: body))
    assert [link.column for link in links] == list(expected[1:])
    assert {link.line for link in links} == set(expected[:1])
