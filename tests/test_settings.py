"""What is kept of site.yaml: used while it is the same, and only where nothing is wrong with it."""

import pytest

from generator.errors import SiteError
from tests.conftest import MakeSite
from tests.sites import SETTINGS, article


def test_settings_that_are_kept_are_not_read(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = site({"content/a.md": article("A")})
    small.build()
    monkeypatch.delattr("generator.config.reader.read_config")
    small.write({"content/a.md": article("B")})
    small.build()
    small.write({"content/site.yaml": f"{SETTINGS}tagline: Another\n"})
    with pytest.raises(ImportError):
        small.build()


def test_settings_at_fault_are_told_every_time(site: MakeSite) -> None:
    small = site({"content/site.yaml": f"{SETTINGS}page_size: many\n"})
    for _ in range(2):
        with pytest.raises(SiteError, match=r"content/site\.yaml"):
            small.build()


def test_settings_are_the_same_whether_read_or_kept(site: MakeSite) -> None:
    until = "sponsor: door\nsponsors:\n  door: {name: Door, notice: By Door, until: 2026-07-01}\n"
    small = site({"content/site.yaml": f"{SETTINGS}{until}", "content/a.md": article("A")})
    small.build()
    small.write({"content/a.md": article("A", "Other.")})
    small.build()
    incremental = small.output()
    small.remove(".cache")
    small.build()
    assert small.output() == incremental
