"""What a build did, as a value."""

from datetime import datetime

import msgspec

from generator.errors import Problem
from generator.source import File


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Output paths written and removed, why each was made, what is held back, what comes next.

    held counts articles that are not out, by their state; unchanged counts output files. ledger is
    that file as this build has written it.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    reasons: dict[str, str]
    warnings: tuple[Problem, ...]
    held: dict[str, int]
    next_article: datetime | None
    next_change: datetime | None
    timezone: str
    ledger: File | None = None
