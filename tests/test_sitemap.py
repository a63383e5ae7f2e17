"""The sitemap, and its parts where one file is too small for it."""

import pytest

from generator.pages import sitemap
from tests.conftest import MakeSite
from tests.sites import article


def test_a_sitemap_holds_as_many_addresses_as_the_protocol_allows() -> None:
    # https://www.sitemaps.org/protocol.html
    assert sitemap.AT_MOST == 50_000


def test_a_larger_sitemap_is_an_index_of_whole_parts(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = site({f"content/a{number}.md": article(f"A {number}") for number in range(9)})
    small.build()
    whole = small.page("sitemap.xml").count("<loc>")
    monkeypatch.setattr(sitemap, "AT_MOST", 4)
    small.write({"content/a9.md": article("A 9")})
    small.build()
    index = small.page("sitemap.xml")
    parts = sorted(path for path in small.output() if path.startswith("sitemap-"))
    counts = [small.page(path).count("<loc>") for path in parts]
    assert index.count("<sitemap>") == len(parts) > 2
    assert all(f"https://test.example/{path}" in index for path in parts)
    assert sum(counts) == whole + 1
    assert max(counts) == 4
