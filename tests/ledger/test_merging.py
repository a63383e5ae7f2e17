"""Two editors' ledgers are merged by git, line by line."""

from itertools import permutations
from pathlib import Path

import pytest

from generator.cli.init import STARTER
from tests.ledger.test_addresses import leads_to, moved
from tests.repositories import begin, commit, git
from tests.sites import PROJECT, SmallSite, article


@pytest.fixture
def editors(small: SmallSite, tmp_path: Path, tiny_theme: Path) -> tuple[SmallSite, SmallSite]:
    """Two editors who have a site, built, from one repository."""
    small.write(
        {
            ".gitattributes": (STARTER / "gitattributes").read_text(),
            ".gitignore": "/output/\n/.cache/\n",
        }
    )
    small.build()
    begin(small.root)
    git(tmp_path, "clone", "-q", str(small.root), "theirs")
    return small, SmallSite(tmp_path / "theirs", {}, tiny_theme)


def merged(ours: SmallSite, theirs: SmallSite) -> None:
    """Build what both have done, commit it, and merge theirs into ours."""
    for each in (ours, theirs):
        each.build()
        commit(each.root)
    git(ours.root, "pull", "-q", "--no-rebase", "--no-edit", str(theirs.root), "HEAD")


def test_what_both_have_written_is_out(editors: tuple[SmallSite, SmallSite]) -> None:
    ours, theirs = editors
    ours.write({f"content/{name}.md": article(name, f"Words of {name}.") for name in ("d", "f")})
    theirs.write({f"content/{name}.md": article(name, f"Words of {name}.") for name in ("e", "g")})
    merged(ours, theirs)
    before = ours.ledger()
    assert ours.build().warnings == ()
    assert sorted(before.splitlines()) == ours.ledger().splitlines()
    assert [f"/2026/05/{name}/" in ours.ledger() for name in "abcdefg"] == [True] * 7


def test_a_removal_here_and_a_renaming_there_are_both_kept(
    editors: tuple[SmallSite, SmallSite],
) -> None:
    ours, theirs = editors
    ours.remove("content/b.md")
    moved(theirs, "content/a.md", "content/z.md")
    theirs.write({"content/c.md": article("The c", "Words of c.", slug="y")})
    merged(ours, theirs)
    assert [problem.path for problem in ours.build().warnings] == ["content/b.md"]
    assert leads_to(ours, "2026/05/a/index.html") == "https://test.example/2026/05/z/"
    assert leads_to(ours, "2026/05/c/index.html") == "https://test.example/2026/05/y/"
    assert "GoneView(" in ours.page("2026/05/b/index.html")
    assert ours.ledger().count("\n/2026/05/b/\t") == 1


def test_marks_of_a_merge_that_was_not_by_lines_are_no_harm(
    editors: tuple[SmallSite, SmallSite],
) -> None:
    ours, theirs = editors
    for each, name in ((ours, "d"), (theirs, "e")):
        each.write({".gitattributes": "\n", f"content/{name}.md": article(name, f"Of {name}.")})
        each.build()
        commit(each.root)
    pull = ("pull", "-q", "--no-rebase", "--no-edit", str(theirs.root), "HEAD")
    git(ours.root, *pull, code=1)
    assert "<<<<<<<" in ours.ledger()
    assert ours.build().warnings == ()
    assert "<<<<<<<" not in ours.ledger()
    assert [f"/2026/05/{name}/" in ours.ledger() for name in "de"] == [True, True]


LINES = (
    "/2026/05/a/\tcontent/a.md\t2026-05-28T00:00:00Z\t\t{0}",
    "/2026/05/a/\tcontent/old.md\t2026-05-26T00:00:00Z\t\t{0}",
    "/2026/05/a/\tcontent/older.md\t2026-05-27T00:00:00Z\t2026-05-29T00:00:00Z\t{0}",
)
GONE = (
    "/2026/05/gone/\tcontent/gone.md\t2026-05-28T00:00:00Z\t\t{0}",
    "/2026/05/gone/\tcontent/gone.md\t2026-05-28T00:00:00Z\t2026-05-30T00:00:00Z\t{0}",
    "/2026/05/gone/\tcontent/gone.md\t2026-05-28T00:00:00Z\t2026-05-31T00:00:00Z to /about/\t{0}",
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_lines_of_one_address_become_one_in_whatever_order(
    small: SmallSite, order: tuple[int, ...]
) -> None:
    lines = [each[at].format("0" * 32) for each in (LINES, GONE) for at in order]
    small.write({"content/ledger.tsv": "".join(f"{line}\n" for line in lines)})
    small.build()
    kept = small.ledger().splitlines()[1:]
    fields = {line.split("\t")[0]: line.split("\t")[1:4] for line in kept}
    assert len(kept) == len(fields) == 5
    assert fields["/2026/05/a/"] == ["content/a.md", "2026-05-26T00:00:00Z", ""]
    assert fields["/2026/05/gone/"][2] == "2026-05-31T00:00:00Z to /about/"


def test_this_projects_own_ledger_is_merged_by_line_and_starters_are() -> None:
    line = "content/ledger.tsv merge=union\n"
    assert (PROJECT / ".gitattributes").read_text() == line
    assert (STARTER / "gitattributes").read_text() == line
