"""A build that would take away every article, or very many at once, is refused."""

import shutil
from pathlib import Path

import pytest

from generator.cli import run
from generator.errors import Refused
from generator.source import LEDGER
from tests.sites import SmallSite, article, files_in


def _site(root: Path, theme: Path, count: int) -> SmallSite:
    files: dict[str, str | bytes] = {
        f"content/{number}.md": article(f"Number {number}", f"Words of {number}.")
        for number in range(count)
    }
    return SmallSite(root, files | {"content/pages/about.md": "# About\n"}, theme)


def _remove(small: SmallSite, count: int) -> None:
    for number in range(count):
        small.remove(f"content/{number}.md")


@pytest.mark.parametrize(
    ("count", "gone", "is_refused"),
    [
        (3, 3, True),
        (3, 2, False),
        (30, 20, False),
        (30, 21, True),
        (30, 30, True),
        (219, 21, False),  # with the standing page a tenth is 22
        (208, 21, True),
    ],
)
def test_very_many_removals_are_refused(
    count: int, gone: int, is_refused: bool, tmp_path: Path, tiny_theme: Path
) -> None:
    small = _site(tmp_path, tiny_theme, count)
    small.build()
    before, ledger = files_in(small.root / "output"), small.ledger()
    _remove(small, gone)
    if not is_refused:
        assert len(small.build().warnings) == gone
        return
    with pytest.raises(Refused, match=f"would take away {gone} of {count + 1} articles"):
        small.build()
    with pytest.raises(Refused, match=f"--allow-removals {gone}"):
        small.build(removals=gone - 1)
    assert files_in(small.root / "output") == before
    assert small.ledger() == ledger
    assert len(small.build(removals=gone).warnings) == gone


def test_articles_that_go_with_their_ledger_are_missed_all_the_same(
    tmp_path: Path, tiny_theme: Path
) -> None:
    small = _site(tmp_path, tiny_theme, 30)
    small.build()
    before = files_in(small.root / "output")
    _remove(small, 25)
    small.remove(LEDGER)
    with pytest.raises(Refused, match="25 of 31 articles"):
        small.build()
    assert files_in(small.root / "output") == before


def test_articles_that_go_with_the_output_are_missed_all_the_same(
    tmp_path: Path, tiny_theme: Path
) -> None:
    small = _site(tmp_path, tiny_theme, 30)
    small.build()
    _remove(small, 25)
    shutil.rmtree(small.root / "output")
    with pytest.raises(Refused, match="25 of 31 articles"):
        small.build()
    assert not (small.root / "output").exists()


def test_articles_that_their_files_hold_back_are_no_removals(
    tmp_path: Path, tiny_theme: Path
) -> None:
    small = _site(tmp_path, tiny_theme, 30)
    small.build()
    keys = ({"draft": "true"}, {"date": "2026-07-01"}, {"expires": "2026-05-30"})
    small.write({f"content/{at}.md": article(f"Number {at}", **keys[at % 3]) for at in range(30)})
    assert small.build().held == {"draft": 10, "expired": 10, "scheduled": 10}


def test_addresses_that_move_are_no_removals(tmp_path: Path, tiny_theme: Path) -> None:
    small = _site(tmp_path, tiny_theme, 30)
    small.build()
    settings = (small.root / "content/site.yaml").read_text()
    small.write({"content/site.yaml": f"{settings}permalink: /{{slug}}/\n"})
    small.build()
    assert len(small.page("_redirects").splitlines()) == 30


def test_other_articles_may_take_the_place_of_the_first(tmp_path: Path, tiny_theme: Path) -> None:
    small = _site(tmp_path, tiny_theme, 1)
    small.build()
    small.remove("content/0.md")
    small.write({"content/mine.md": article("My own", "My own words.")})
    assert [problem.code for problem in small.build().warnings] == ["WOW220"]


def test_the_command_says_so_and_how_many_to_allow(
    tmp_path: Path, tiny_theme: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    small = _site(tmp_path, tiny_theme, 3)
    assert run(["--root", str(tmp_path), "build", "-q"]) == 0
    before = files_in(small.root / "output")
    _remove(small, 3)
    assert run(["--root", str(tmp_path), "build"]) == 6
    said = capfd.readouterr()
    assert said.out == ""
    assert "take away 3 of 4 articles" in said.err
    assert said.err.endswith("Nothing was written.\n")
    assert files_in(small.root / "output") == before
    assert run(["--root", str(tmp_path), "check"]) == 0
    assert capfd.readouterr().out.count("WOW220") == 3
    assert run(["--root", str(tmp_path), "check", "--strict"]) == 1
    assert run(["--root", str(tmp_path), "build", "-q", "--allow-removals", "3"]) == 0
    assert run(["--root", str(tmp_path), "build", "-q"]) == 0


def test_content_that_is_empty_is_no_site(
    tmp_path: Path, tiny_theme: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    small = _site(tmp_path, tiny_theme, 3)
    small.build()
    before = files_in(small.root / "output")
    small.remove("content")
    (tmp_path / "content").mkdir()
    assert run(["--root", str(tmp_path), "build"]) == 1
    assert "content/site.yaml: this file is missing" in capfd.readouterr().err
    assert files_in(small.root / "output") == before
