"""What the bench tells of processes is theirs, and its tables are Markdown."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import tree
from tests.bench.corpus import make_corpus
from tests.bench.edits import Turn, body
from tests.bench.measure import Failed, cost, peak
from tests.bench.report import table
from tests.bench.serving import Server, serving
from tests.bench.sites import PROJECT, Site
from tests.bench.sites.all import OUR_SITE
from tests.bench.trials import Row

HELD = 60_000_000
HOLD = f"import sys; held = b'x' * {HELD}; print(len(held), flush=True); sys.stdin.read()"
CHILD_WORKS = (
    "import subprocess, sys;"
    "subprocess.run([sys.executable, '-c', 'for _ in range(2_000_000): pass'], check=True)"
)


CORPUS = make_corpus(2)
SERVE_FILES = ("-m", "http.server", "--bind", "127.0.0.1")
SERVE_HALVES = """
import http.server, sys
class Half(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Half).serve_forever()
"""


@contextmanager
def served(folder: Path, *command: str) -> Iterator[Server]:
    """A site of two columns, by a server that knows nothing of sites."""
    contender = replace(OUR_SITE, name="plain", serve=(sys.executable, *command))
    with serving(Site(contender, folder, CORPUS)) as server:
        yield server


def test_cost_counts_what_children_work(tmp_path: Path) -> None:
    spent = cost([sys.executable, "-c", CHILD_WORKS], tmp_path, {})
    idle = cost([sys.executable, "-c", "pass"], tmp_path, {})
    assert spent.cpu > idle.cpu
    assert spent.wall > 0


def test_a_command_that_fails_gives_no_figure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3"):
        cost([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, {})


def test_peak_is_what_a_command_held(tmp_path: Path) -> None:
    hold = f"import time; held = b'x' * {HELD}; time.sleep(2)"
    assert peak([sys.executable, "-c", hold], tmp_path, {}) > HELD


def test_memory_counts_children_of_children() -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        assert len(list(tree.members(process.pid))) == 2
        assert tree.memory(process.pid) > HELD
        assert tree.cpu(process.pid) > 0
        process.stdin.close()


def test_a_process_that_is_gone_holds_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as process:
        process.wait()
    assert tree.memory(process.pid) == 0


def test_table_has_medians_and_ratios_by_pair() -> None:
    rows = [
        Row("cold", "s", {"ours": [1.0, 2.0, 9.0], "hugo": [2.0, 2.0, 3.0]}),
        Row("articles", "", {"ours": [50], "hugo": [50]}),
    ]
    assert list(table("50 articles", rows)) == [
        "| 50 articles | ours | hugo | ours / hugo |",
        "| --- | ---: | ---: | ---: |",
        "| cold | 2 s | 2 s | 1 (0.5-3) |",
        "| articles | 50 | 50 |  |",
    ]


def test_bench_prints_a_table_for_each_trial(tmp_path: Path) -> None:
    options = ["--articles", "3", "--rounds", "1", "--peers", "", "--scratch", str(tmp_path)]
    command = [sys.executable, "-m", "tests.bench", "count", "cold", *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "| articles | 3 |" in done.stdout
    assert "| cold, CPU | " in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_saved_file_is_waited_for(tmp_path: Path) -> None:
    turn = Turn(1, CORPUS)
    path = f"/{OUR_SITE.dialect.path(turn.column)}"
    with served(tmp_path, *SERVE_FILES) as server:
        server.until(lambda: turn.column.title in server.text(path))
        assert turn.mark not in server.text(path)
        body(server.site, turn)
        assert server.until(lambda: turn.mark in server.text(path)) > 0
        assert server.cpu() > 0
        assert server.memory() > 0
        assert server.torn == 0


def test_the_last_stylesheet_of_a_page_is_the_site_s(tmp_path: Path) -> None:
    links = "".join(f'<link rel="stylesheet" href="/{name}.css">' for name in ("desk", "style"))
    for name, text in {"page": links, "desk.css": "desk", "style.css": "site"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with served(tmp_path, *SERVE_FILES) as server:
        server.until(lambda: bool(server.text("/page")))
        assert server.stylesheet("/page") == "site"


def test_half_an_answer_is_no_answer(tmp_path: Path) -> None:
    with served(tmp_path, "-c", SERVE_HALVES) as server:
        server.until(lambda: server.torn > 0 or bool(server.text("/")))
        assert server.text("/") == ""
        assert server.torn > 1


def test_a_preview_that_has_ended_is_not_waited_for(tmp_path: Path) -> None:
    with (
        served(tmp_path, "-c", "pass") as server,
        pytest.raises(Failed, match="plain has ended"),
    ):
        server.until(lambda: bool(server.text("/")))
