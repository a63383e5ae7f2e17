"""The build as a whole, on small sites."""

import gc

import pytest

from generator.errors import SiteError
from tests.conftest import MakeSite
from tests.sites import article


def test_an_article_gets_a_page_at_its_permalink(site: MakeSite) -> None:
    small = site({"content/the-queue.md": article("The Queue")})
    small.build()
    assert "The Queue" in small.page("2026/05/the-queue/index.html")


def test_a_second_build_writes_nothing(site: MakeSite) -> None:
    small = site({"content/the-queue.md": article("The Queue")})
    first = small.build()
    second = small.build()
    assert (second.written, second.removed) == ((), ())
    assert second.unchanged == len(first.written)


def test_a_refused_first_build_makes_no_output(site: MakeSite) -> None:
    small = site({"content/bad.md": article("Bad", drfat="true")})
    with pytest.raises(SiteError, match="draft"):
        small.build()
    assert not (small.root / "output").exists()


def test_a_refused_build_leaves_the_output_as_it_was(site: MakeSite) -> None:
    small = site({"content/the-queue.md": article("The Queue")})
    small.build()
    before = small.output()
    small.write({"content/bad.md": article("Bad", drfat="true")})
    with pytest.raises(SiteError, match="draft"):
        small.build()
    assert small.output() == before


def test_a_build_leaves_the_collector_as_it_was(site: MakeSite) -> None:
    small = site({"content/a.md": article("A")})
    small.build()
    assert gc.isenabled()
    small.write({"content/a.md": "nothing\n---\n"})
    with pytest.raises(SiteError):
        small.build()
    assert gc.isenabled()
