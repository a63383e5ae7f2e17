"""What the bench tells of processes is theirs, and its tables are Markdown."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import tree
from tests.bench.measure import Failed, cost, peak
from tests.bench.report import table
from tests.bench.trials import Row

HELD = 60_000_000
HOLD = f"import sys; held = b'x' * {HELD}; print(len(held), flush=True); sys.stdin.read()"
CHILD_WORKS = (
    "import subprocess, sys;"
    "subprocess.run([sys.executable, '-c', 'for _ in range(2_000_000): pass'], check=True)"
)


def test_cost_counts_what_children_work(tmp_path: Path) -> None:
    spent = cost([sys.executable, "-c", CHILD_WORKS], tmp_path, {})
    idle = cost([sys.executable, "-c", "pass"], tmp_path, {})
    assert spent.cpu > idle.cpu
    assert spent.wall > 0


def test_a_command_that_fails_gives_no_figure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3"):
        cost([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, {})


def test_peak_is_what_a_command_held(tmp_path: Path) -> None:
    hold = f"import time; held = b'x' * {HELD}; time.sleep(1)"
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
