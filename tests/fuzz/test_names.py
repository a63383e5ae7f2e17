"""Names of files and folders, whatever a file system allows: built, or refused by name."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.claims import assert_shown, problems_of, state_of
from tests.sites import SmallSite, article, png

ODD_NAMES = (
    "index.md", "a/index.md", "INDEX.md", "a.md/b.md", "微博.md", "微博/index.md", "😀.md",
    "a b.md", "a\nb.md", "a\tb.md", "a\x1b[31mb.md", "a\u202eb.md", "a\u2028b.md", "a\\b.md",
    "a:b.md", "con.md", "CON/index.md", "a?.md", "a#b.md", "a%20b.md", "%2e%2e.md", "...md", "-.md",
    "-r.md", "2026-05-25-a.md", "2026-02-30-a.md", "2026-05-25.md", "2026-05-25-.md",
    "9999-12-31-a.md", "pages/index.md", "pages/a/index.md", "pages/feed.xml.md",
    "pages/archive.md", "pages/404.md", "pages/assets.md", "pages/2026.md", "pages/topics.md",
    "pages/微博.md", "pages/con.md", "{{ a }}.md", "<b>.md", "'.md", '".md', "a&b.md",
    "a" * 250 + ".md", "site.yaml.md", "ledger.md", "é.md", "é.md", "ﬁ.md", "ß.md", "İ.md", "a.MD",
    "a.markdown", "images/a.md", "site.YAML",
)  # fmt: skip
NAME = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=40
).filter(lambda name: len(name.encode()) < 250)


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site that has been built once."""
    made = SmallSite(tmp_path, {"content/good.md": article("The Good")}, tiny_theme)
    made.build()
    return made


def assert_built_or_as_before(small: SmallSite, name: str) -> None:
    """A file of a name is built or refused, and so is a picture of the name in its place."""
    before = state_of(small.root / "output")
    small.write({f"content/{name}": article("The Odd", "![A door](door.png)")})
    problems = problems_of(small.build)
    for problem in problems:
        assert_shown(problem)
    if problems:
        assert state_of(small.root / "output") == before
    small.remove(f"content/{name}")


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_an_odd_name_is_built_or_refused(small: SmallSite, name: str) -> None:
    assert_built_or_as_before(small, name)


@amounts(30, 1_000)
def test_any_name_is_built_or_refused(amount: Amount, small: SmallSite) -> None:
    amount.check(lambda name: assert_built_or_as_before(small, f"{name}.md"), NAME)


@amounts(30, 1_000)
def test_a_picture_of_any_name_is_shown_or_refused(amount: Amount, small: SmallSite) -> None:
    def shown_or_refused(name: str) -> None:
        small.write({f"content/{name}.png": png("red"), "content/b.md": _showing(f"{name}.png")})
        for problem in problems_of(small.build):
            assert_shown(problem)
        small.remove(f"content/{name}.png")

    amount.check(shown_or_refused, NAME)


def _showing(picture: str) -> str:
    return article("The Picture", f"![A door](<{picture}>) and ![a door]({picture})")
