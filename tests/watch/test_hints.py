"""What events hint at, by the paths that a survey would give."""

from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from generator.source import Place
from generator.watch.hints import Hint, Kind, hints_below, hints_beside

REAL = "/real"  # where a link leads that is the site's content/
PLACE = Place("content", Path("/site/content"))


def _hint(kind: Kind, name: str, was: str = "") -> Hint:
    return Hint(kind, f"content/{name}", f"/site/content/{name}", was)


@pytest.mark.parametrize(
    ("event", "hints"),
    [
        (FileClosedEvent("/real/a.md"), [_hint(Kind.SAVED, "a.md")]),
        (FileCreatedEvent("/real/a.md"), [_hint(Kind.BEGUN, "a.md")]),
        (FileModifiedEvent("/real/x/a.md"), [_hint(Kind.WRITING, "x/a.md")]),
        (FileAttribEvent("/real/a.md"), [_hint(Kind.OTHER, "a.md")]),
        (FileDeletedEvent("/real/a.md"), [_hint(Kind.OTHER, "a.md")]),
        (DirCreatedEvent("/real/x"), [_hint(Kind.OTHER, "x")]),
        (DirDeletedEvent("/real"), [Hint(Kind.OTHER, "content", "/site/content")]),
        (FileMovedEvent("/real/a", "/real/b"), [_hint(Kind.SAVED, "b", was="content/a")]),
        (FileMovedEvent("", "/real/b"), [_hint(Kind.SAVED, "b")]),
        (FileMovedEvent("/real/b.tmp", "/real/b"), [_hint(Kind.SAVED, "b")]),
        (FileMovedEvent("/real/b", "/real/b~"), [_hint(Kind.OTHER, "b")]),
        (FileMovedEvent("/real/b", ""), [_hint(Kind.OTHER, "b")]),
        (FileClosedEvent("/real/.a.md.swp"), []),
        (FileMovedEvent("/real/a.tmp", "/real/a~"), []),
        (DirCreatedEvent("/real/_notes"), []),
    ],
    ids=[
        "closed",
        "created",
        "written",
        "touched",
        "deleted",
        "a folder",
        "the folder itself",
        "renamed",
        "moved in",
        "saved by rename",
        "kept as a backup",
        "moved out",
        "an editor's own",
        "from one of its own to another",
        "a folder passed over",
    ],
)
def test_an_event_hints_at_a_path_of_the_site(event: FileSystemEvent, hints: list[Hint]) -> None:
    assert list(hints_below(PLACE, REAL, event)) == hints


@pytest.mark.parametrize(("name", "count"), [("content", 1), ("output", 0), (".cache", 0)])
def test_a_folder_beside_counts_only_if_it_is_one_of_the_site(name: str, count: int) -> None:
    event = DirCreatedEvent(f"/site/{name}")
    assert len(list(hints_beside(frozenset([PLACE.folder]), "/site", event))) == count
