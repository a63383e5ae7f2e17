"""A plan made only as far as somebody asks: the first page does not wait for all others."""

import threading
from collections.abc import Iterator, Mapping

from generator.pages import PLANNERS
from generator.plan import Planned
from generator.site import Site


class Unfolding(Mapping[str, Planned]):
    """A site's outputs by path, for all threads; of two at one path the first."""

    def __init__(self, site: Site) -> None:
        self._left = (planned for planner in PLANNERS for planned in planner(site))
        self._found: dict[str, Planned] = {}
        self._lock = threading.Lock()

    def __getitem__(self, path: str) -> Planned:
        with self._lock:
            while path not in self._found:
                self._unfold(path)
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            for planned in self._left:
                self._found.setdefault(planned.path, planned)
        return iter(self._found)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _unfold(self, path: str) -> None:
        """Plan one output more. Raises KeyError where there is none."""
        planned = next(self._left, None)
        if planned is None:
            raise KeyError(path)
        self._found.setdefault(planned.path, planned)
