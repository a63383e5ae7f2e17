"""Whether an output folder is as a build left it: by stats alone, and nothing is read."""

from pathlib import Path

import msgspec

from generator.output.tree import Tree
from generator.stat import Stat


class Left(msgspec.Struct, frozen=True):
    """What a build leaves: the stat of each file, and the folder that it has only at work."""

    stats: dict[str, Stat]
    stage: str


def is_as_left(folder: Path, left: Left) -> bool:
    """Whether every file is as it was, and no build has died there since."""
    tree = Tree(folder)
    return not tree.is_folder(left.stage) and all(
        tree.stat_of(path) == stat for path, stat in left.stats.items()
    )
