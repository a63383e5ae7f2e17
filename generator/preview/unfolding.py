"""A plan made only as far as somebody asks: the first page does not wait for all others."""

import threading
from collections.abc import Iterator, Mapping
from itertools import chain

from generator.article.types import Article
from generator.pages import PLANNERS, article_pages, page_of
from generator.plan import Planned
from generator.site import Site


class Unfolding(Mapping[str, Planned]):
    """A site's outputs by path, for all threads; of two at one path the first.

    An article's page is found by its address, whatever else is planned for it.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        others = (planner for planner in PLANNERS if planner is not article_pages)
        self._left = (planned for planner in others for planned in planner(site))
        self._found: dict[str, Planned] = {}
        self._lock = threading.Lock()

    def __getitem__(self, path: str) -> Planned:
        if article := self._article(path):
            return page_of(self._site, article)
        with self._lock:
            while path not in self._found:
                self._unfold(path)
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            for planned in chain(article_pages(self._site), self._left):
                self._found.setdefault(planned.path, planned)
        return iter(self._found)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _article(self, path: str) -> Article | None:
        """The article whose page is at a path."""
        article = self._site.by_permalink.get(f"/{path.removesuffix('index.html')}")
        return article if article and article.source in self._site.cards else None

    def _unfold(self, path: str) -> None:
        """Plan one output more. Raises KeyError where there is none."""
        planned = next(self._left, None)
        if planned is None:
            raise KeyError(path)
        self._found.setdefault(planned.path, planned)
