"""Whether an output folder is as a build left it: by stats alone, and nothing is read."""

from collections.abc import Mapping
from pathlib import Path

from generator.output.tree import Tree
from generator.stat import Stat

MANIFEST = ".wow/manifest"
STAGE = ".wow/stage"
"""What a build has in the folder only while it is at work."""


def is_as_left(folder: Path, known: Mapping[str, tuple[Stat, bytes]]) -> bool:
    """Whether every file is as `Output.stats` said, and no build has died there since."""
    if MANIFEST not in known:
        return False
    tree = Tree(folder)
    return not tree.is_folder(STAGE) and all(
        tree.stat_of(path) == stat for path, (stat, _) in known.items()
    )
