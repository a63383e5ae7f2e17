"""A preview that the tests of one module share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.engines import Live, live
from tests.preview.serving import Served, serving
from tests.sites import SmallSite, article, png

SECRET = "kept-to-itself-4711"
FILES: dict[str, str | bytes] = {
    "content/a.md": article("A", "Some words.\n\n![A door](door.png)"),
    "content/door.png": png("red"),
    "content/draft.md": article("A Draft", draft="true"),
    "content/_notes/plan.md": SECRET,
    "notes.txt": SECRET,
    ".env": f"KEY={SECRET}",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Iterator[Live]:
    """A site with a draft, a picture, and files that are not the site's."""
    with live(SmallSite(tmp_path_factory.mktemp("site"), FILES, theme)) as it:
        yield it


@pytest.fixture(scope="module")
def served(running: Live) -> Iterator[Served]:
    """That site's preview on loopback."""
    with serving(running.engine) as it:
        yield it
