"""What the preview shows, whole: one edition after another, each swapped in at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from generator.errors import Problem
from generator.site import Site


class Answer(NamedTuple):
    """The bytes at an address; mark says why readers do not see it yet, "" where they do."""

    content: bytes
    media_type: str
    mark: str = ""


class Arrival(NamedTuple):
    """An article that the edition before did not have: its URL and its headline."""

    url: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The site as it stands in the preview; number grows with every edition.

    site is the last good one, None until there is one; problems are what keeps its files from
    being the next. moment is the one that the preview is as of, None for now with all that is
    held back shown. moved has the new URL by the old one, arrived what came since the edition
    before.
    """

    number: int = 0
    site: Site | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    moment: datetime | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    arrived: tuple[Arrival, ...] = ()
