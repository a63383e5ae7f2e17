"""A column as the bench describes it, in nobody's dialect, and the site that columns make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Column:
    """One article: body holds its blocks in the Markdown that all generators read alike."""

    number: int
    slug: str
    title: str
    standfirst: str
    author: str
    topics: tuple[str, ...]
    date: datetime
    body: tuple[str, ...]

    @property
    def permalink(self) -> str:
        """Its address, the same on every site."""
        return f"/{self.date:%Y}/{self.date:%m}/{self.slug}/"


@dataclass(frozen=True)
class Corpus:
    """All columns of a site, by number: the oldest are first."""

    columns: tuple[Column, ...]


def words(blocks: Sequence[str]) -> int:
    """How many words blocks have, a run of Han counting as one."""
    return sum(len(block.split()) for block in blocks)
