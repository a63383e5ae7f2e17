"""What a watch tells."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.errors import Problem
from generator.source import File


class Update(NamedTuple):
    """What changed on disk: files by path as they are now, None where one is gone.

    problems are of all files that cannot be looked at now, not only of those that changed.
    """

    files: Mapping[str, File | None]
    problems: tuple[Problem, ...] = ()
