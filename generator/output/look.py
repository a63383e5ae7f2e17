"""What stands in output/ of ours: looked at while the build reads, which need not wait for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from generator.output.tree import Tree
from generator.stat import Stat
from generator.steps import Steps, taken
from generator.workforce import Workforce

Stats = Mapping[str, tuple[Stat, bytes]]
_MANY = 1_000  # files that are worth a process


class Look:
    """A look at the claimed files of a folder; known is what the last build left there.

    It begins at once, in a process of its own, where there is a workforce for it.
    """

    def __init__(
        self, folder: Path, claims: Collection[str], known: Stats, workforce: Workforce
    ) -> None:
        from generator.work import begun, forks  # noqa: PLC0415 (no change, no process)

        self._folder, self._claims, self._known = folder, claims, known
        self._stack = ExitStack()
        is_worth_it = workforce.jobs > 1 and forks() and len(known) >= _MANY
        look = begun(
            partial(_Looking, folder, known),
            [tuple(claims)],
            workforce if is_worth_it else Workforce(0),
            "Looking",
        )
        self._finished = self._stack.enter_context(look)

    def found(self) -> dict[str, tuple[Stat, bytes]]:
        """Stat and digest of the files that are there; what did not change is not read."""
        (altered,) = self._finished()
        # A disk that is too slow for its budget is looked at without one.
        doubtful = set(altered if isinstance(altered, list) else self._claims)
        same = {path: self._known[path] for path in self._claims if path not in doubtful}
        return same | dict(_standing(Tree(self._folder), doubtful, self._known))

    def end(self) -> None:
        """Look no longer."""
        self._stack.close()


class _Looking:
    """Finds the files that are not as they were known."""

    def __init__(self, folder: Path, known: Stats, _number: int) -> None:
        self._tree, self._known = Tree(folder), known

    def __call__(self, claims: Sequence[str]) -> Steps[list[str]]:
        stat_of, known = self._tree.stat_of, self._known
        return taken(
            [each for each in claims if each not in known or stat_of(each) != known[each][0]]
        )

    def close(self) -> None:
        """Nothing is held open."""


def _standing(
    tree: Tree, claims: Collection[str], known: Stats
) -> Iterator[tuple[str, tuple[Stat, bytes]]]:
    """Stat and digest of the claimed files that are there."""
    for path in claims:
        found = tree.stat_of(path)
        if found is not None:
            before = known.get(path)
            same = before is not None and before[0] == found
            yield path, before if before and same else (found, tree.digest(path))
