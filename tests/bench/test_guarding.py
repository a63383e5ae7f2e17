"""What the guards cost is told of builds that differ by nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier

import pytest

from tests.bench.corpus import make_corpus
from tests.bench.guarding import HELD, QUARTERS, built, care, guards, side_by_side
from tests.bench.measure import Cost, Failed
from tests.bench.trials import Row, Setting
from tests.sites import SETTINGS, article, files_in, write_files

A = "content/a.md"
TITLE = "The Missing Merger"
CAUGHT: dict[str, dict[str, str | bytes]] = {
    "a leak": {
        A: article("A", f"So {TITLE}."),
        "content/secret.md": article(TITLE, embargo="2099-01-01"),
    },
    "a cliff": {A: article("A", "> " * 60 + "a")},
    "a picture that tells": {A: article("A"), "static/a.gif": b"GIF89a" + b"\0" * 7 + b"!\xfe"},
    "a file that acts": {
        "content/a/index.md": article("A", "[The count](count.html)"),
        "content/a/count.html": b"<script>alert(1)</script>",
    },
    "a circle": {
        A: article("A"),
        "content/ledger.tsv": f"/b/\tcontent/b.md\t2026-05-01T00:00:00Z\t"
        f"2026-05-02T00:00:00Z to /b/\t{'0' * 32}\n",
    },
}


@pytest.mark.parametrize("files", CAUGHT.values(), ids=CAUGHT)
def test_what_a_guard_refuses_is_built_without_it(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    write_files(tmp_path, {"content/site.yaml": SETTINGS, **files})
    with pytest.raises(Failed):
        built(tmp_path, "on")
    built(tmp_path, "off")
    assert (tmp_path / "output/index.html").exists()


@pytest.mark.parametrize(
    ("trial", "less", "name"),
    [(guards, "off", "guards"), (care, "bare", "guards and checks")],
    ids=["guards", "care"],
)
def test_both_make_the_same_files_and_each_figure_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trial: Callable[[Setting], Iterator[Row]],
    less: str,
    name: str,
) -> None:
    monkeypatch.setattr("tests.bench.guarding.AGAIN", 1)
    setting = Setting(make_corpus(HELD + 5), [], tmp_path, 3)
    rows = {row.what: row.figures for row in trial(setting)}
    for what, builds in (("cold, CPU", 3), ("no change, CPU", 3)):
        for way in ("ours", "unguarded"):
            assert len(rows[what][way]) == builds
            assert all(figure > 0 for figure in rows[what][way])
    for what in (f"{name}, of a cold build's CPU", f"{name}, CPU of no change"):
        low, high = (rows[f"{what}, {most}"]["ours"][0] for most in QUARTERS)
        assert low <= rows[what]["ours"][0] <= high
    on, off = (files_in(tmp_path / f"guards-{way}-1/output") for way in ("on", less))
    assert on.keys() == off.keys()
    assert not any(b"The Held" in content for content in on.values())
    ledgers = [(tmp_path / f"guards-{way}-1/content/ledger.tsv") for way in ("on", less)]
    assert [ledger.exists() for ledger in ledgers] == [True, False]
    assert not list(tmp_path.glob("guards-*-2"))


def test_two_builds_run_at_any_time_one_of_each_kind() -> None:
    both = Barrier(2)

    def build(way: str, number: int) -> Cost:
        both.wait(timeout=30)
        return Cost(wall=1.0, cpu=number + (0.5 if way == "on" else 0.25))

    pairs = side_by_side(("on", "off"), build, 3)
    assert pairs == [{"on": number + 0.5, "off": number + 0.25} for number in range(3)]
