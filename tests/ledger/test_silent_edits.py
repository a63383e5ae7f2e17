"""A text that readers have seen does not change in silence."""

from datetime import timedelta

import pytest

from generator.cli import run
from tests.ledger.test_addresses import leads_to, moved
from tests.sites import NOON, SmallSite, article

LATER = NOON + timedelta(hours=1, seconds=1)
CORRECTED = "[{date: 2026-06-01, text: It was Tuesday.}]"


def codes(small: SmallSite) -> list[tuple[str, str]]:
    """What a build after an hour warns of, twice: it does not silence its own alarm."""
    first, second = ([(w.path, w.code) for w in small.build(LATER).warnings] for _ in range(2))
    assert first == second
    return first


def edited(body: str = "Other words.", **keys: str) -> dict[str, str | bytes]:
    """An article of the site with another text."""
    return {"content/a.md": article("The a", body, **keys)}


def test_a_text_that_changed_after_an_hour_is_told(small: SmallSite) -> None:
    small.build()
    before = small.ledger()
    small.write(edited())
    assert codes(small) == [("content/a.md", "WOW223")]
    assert small.ledger() == before
    small.write({"content/a.md": article("The a", "Words of a.")})
    assert codes(small) == []


def test_within_an_hour_a_text_may_change(small: SmallSite) -> None:
    small.build()
    small.write(edited())
    assert small.build(NOON + timedelta(hours=1)).warnings == ()
    assert codes(small) == []


@pytest.mark.parametrize(
    "keys",
    [{"updated": "2026-06-01 20:30"}, {"corrections": CORRECTED}],
    ids=["updated", "corrections"],
)
def test_what_readers_are_told_is_no_silent_edit(small: SmallSite, keys: dict[str, str]) -> None:
    small.build()
    small.write(edited(**keys))
    assert codes(small) == []
    small.write(edited("Others again.", **keys))
    assert codes(small) == [("content/a.md", "WOW223")]


def test_a_withdrawn_text_may_change(small: SmallSite) -> None:
    small.build()
    small.write(edited(withdrawn="{date: 2026-06-01, reason: It was wrong.}"))
    assert codes(small) == []


@pytest.mark.parametrize(
    "body", ["Words   of\n*a*.\n", "Words “of” a."], ids=["spaces and emphasis", "quotes"]
)
def test_typography_is_no_change(small: SmallSite, body: str) -> None:
    small.build()
    small.write(edited(body))
    assert codes(small) == []


def test_a_draft_may_change_and_come_out(small: SmallSite) -> None:
    small.build()
    small.write({"content/draft.md": article("Draft", "Other words.", draft="true")})
    assert codes(small) == []
    small.write({"content/draft.md": article("Draft", "Other words again.")})
    assert codes(small) == []


def test_a_new_address_does_not_hide_a_silent_edit(small: SmallSite) -> None:
    small.build()
    small.write(edited(slug="z"))
    assert codes(small) == [("content/a.md", "WOW223")]
    moved(small, "content/a.md", "content/2026/a.md")
    assert codes(small) == [("content/2026/a.md", "WOW223")]
    assert leads_to(small, "2026/05/a/index.html") == "https://test.example/2026/05/z/"


def test_an_accepted_change_is_told_no_more(
    small: SmallSite, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["--root", str(small.root)]
    small.build()
    small.write(edited())
    assert run([*command, "check", "--strict"]) == 1
    assert "WOW223" in capfd.readouterr().out
    assert run([*command, "accept", "content/a.md"]) == 0
    assert capfd.readouterr().out == "content/a.md: accepted as it is\n"
    assert codes(small) == []
    assert run([*command, "check", "--strict"]) == 0
    small.write(edited("Others again."))
    assert codes(small) == [("content/a.md", "WOW223")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("content/aa.md", 'Did you mean "content/a.md"?'), ("content/b.md", "is not out now")],
)
def test_what_is_not_out_cannot_be_accepted(
    small: SmallSite, name: str, sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    small.build()
    small.write({"content/b.md": article("The b", "Words.", draft="true")})
    before = small.ledger()
    assert run(["--root", str(small.root), "accept", name]) == 2
    assert sentence in " ".join(capfd.readouterr().err.split())
    assert small.ledger() == before
