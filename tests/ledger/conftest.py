"""A small site for tests of the ledger."""

from pathlib import Path

import pytest

from tests.sites import SmallSite, article


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site of three articles, a draft and a standing page, each with a text of its own."""
    files: dict[str, str | bytes] = {
        f"content/{name}.md": article(f"The {name}", f"Words of {name}.") for name in "abc"
    }
    files["content/draft.md"] = article("Draft", "Words of a draft.", draft="true")
    files["content/pages/about.md"] = "---\ntitle: About\n---\nAbout us.\n"
    return SmallSite(tmp_path / "site", files, tiny_theme)
