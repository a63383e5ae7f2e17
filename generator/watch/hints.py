"""Hints that something changed: a system's events, by the paths that a survey would give."""

import os
import sys
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent

from generator.source import Place, path_below

# Elsewhere no event tells that a file is closed, so that none can be waited for.
_TELLS_CLOSING = sys.platform == "linux"


class Kind(Enum):
    """What a hint says: a save is finished, a file is new or being written, or anything else."""

    SAVED = auto()
    BEGUN = auto()
    WRITING = auto()
    OTHER = auto()


class Hint(NamedTuple):
    """That something happened at a path; was is the path that a saved file was moved from."""

    kind: Kind
    path: str = ""
    location: str = ""
    was: str = ""


def hints_below(place: Place, folder: str, event: FileSystemEvent) -> Iterator[Hint]:
    """What an event in a place's folder hints at; nothing where all it names is passed over."""
    path, location = _named(place, folder, event.src_path)
    kind = _kind(event)
    if event.event_type == "moved" and event.dest_path and not event.is_directory:
        dest, there = _named(place, folder, event.dest_path)
        if dest:
            yield Hint(Kind.SAVED, dest, there, was=path)
            return
    if path:
        yield Hint(kind, path, location)
    elif event.event_type == "moved" and _named(place, folder, event.dest_path)[0]:
        yield Hint(Kind.OTHER)


def hints_beside(folders: frozenset[Path], folder: str, event: FileSystemEvent) -> Iterator[Hint]:
    """What an event in the folder that holds a site's folders hints at: one of them has come."""
    named = {Path(folder, os.fsdecode(each)).name for each in (event.src_path, event.dest_path)}
    if named & {each.name for each in folders}:
        yield Hint(Kind.OTHER)


def _named(place: Place, folder: str, location: bytes | str) -> tuple[str, str]:
    """The path and the location, as a survey has them, of what an event names."""
    names = os.path.relpath(os.fsdecode(location), folder) if location else ".."
    if names == ".":
        return place.path, str(place.folder)
    return path_below(place.path, names.replace(os.sep, "/")) or "", f"{place.folder}/{names}"


def _kind(event: FileSystemEvent) -> Kind:
    if event.is_directory or not _TELLS_CLOSING:
        return Kind.OTHER
    kinds = {"closed": Kind.SAVED, "created": Kind.BEGUN, "modified": Kind.WRITING}
    return kinds.get(event.event_type, Kind.OTHER)
