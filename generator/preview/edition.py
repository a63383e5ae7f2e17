"""What the preview shows, whole: one edition after another, each swapped in at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from generator.article.types import Article
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

    site is the last good one, None until there is one; in it, what is held back is as if it were
    out, and says so. articles are as their files say. problems are what is wrong with the files
    as they are. moment is the one that the preview is as of, None for now. moved has the present
    URL by every earlier one since the start; arrived are those new in this edition.
    """

    number: int = 0
    site: Site | None = None
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    moment: datetime | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    arrived: tuple[Arrival, ...] = ()
