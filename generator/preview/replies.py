"""What the preview answers at a path: the site's pages dressed, everything else as it is."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple, Protocol
from urllib.parse import quote

from generator.errors import Problem, SiteError
from generator.preview.edition import Answer, Edition
from generator.preview.overlay import Overlay, Own

_KEPT = 64
_READING = Own("The site is being read", "Its pages appear here as soon as they can be shown.")
_UNREADABLE = Own(
    "The site cannot be shown yet", "It appears here as soon as what is wrong is mended."
)
_UNMADE = Own("This page cannot be made", "It appears here as soon as what is wrong is mended.")
_NOWHERE = Own(
    "There is no page here", "The site has none at this address, and no page that says so."
)


class Reply(NamedTuple):
    """What goes over the wire; location is where a redirect leads."""

    status: int
    content: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    location: str = ""


class Shows(Protocol):
    """What answers are taken from: the preview's engine."""

    @property
    def edition(self) -> Edition:
        """What is shown now."""

    def answer(self, path: str) -> Answer | None:
        """What is at a site path. Raises SiteError where it cannot be made."""

    def not_found(self) -> Answer | None:
        """The site's page for what is not there. Raises SiteError where it cannot be made."""


class Replies:
    """Replies from an engine, from any thread; it keeps the last good version of a few pages."""

    def __init__(self, engine: Shows, overlay: Overlay) -> None:
        self._engine, self._overlay = engine, overlay
        self._good = OrderedDict[str, Answer]()
        self._lock = threading.Lock()

    def at(self, path: str) -> Reply:
        """The reply at a path, percent-decoded."""
        # The edition before the answer: a page that is newer than it says is fetched once more.
        edition = self._engine.edition
        if edition.site is None:
            return self._without_site(edition)
        if location := self._elsewhere(path, edition):
            return Reply(302, location=location)
        try:
            return self._found(path, edition)
        except SiteError as error:
            return self._faulty(path, edition, error.problems)

    def _without_site(self, edition: Edition) -> Reply:
        if not edition.number:
            return Reply(503, self._overlay.own(_READING, edition))
        return Reply(500, self._overlay.own(_UNREADABLE, edition, edition.problems))

    def _elsewhere(self, path: str, edition: Edition) -> str:
        """The URL of what is no longer at a path, or "" where nothing has left it."""
        base = edition.site.config.base if edition.site else ""
        if path == "/" and base:
            return f"{base}/"
        pages = edition.site.by_permalink if edition.site else {}
        is_lived_at = path.startswith(f"{base}/") and path.removeprefix(base) in pages
        return "" if is_lived_at else edition.moved.get(quote(path), "")

    def _found(self, path: str, edition: Edition) -> Reply:
        if answer := self._engine.answer(path):
            return self._dressed(answer, edition, path)
        if not path.endswith("/") and self._engine.answer(f"{path}/"):
            return Reply(302, location=quote(f"{path}/"))
        if answer := self._engine.not_found():
            return self._dressed(answer, edition)._replace(status=404)
        return Reply(404, self._overlay.own(_NOWHERE, edition, edition.problems))

    def _dressed(self, answer: Answer, edition: Edition, path: str = "") -> Reply:
        if not answer.media_type.startswith("text/html"):
            return Reply(200, answer.content, answer.media_type)
        if path:
            self._keep(path, answer)
        dressed = self._overlay.dress(answer.content, edition, edition.problems, answer.mark)
        return Reply(200, dressed)

    def _faulty(self, path: str, edition: Edition, problems: Sequence[Problem]) -> Reply:
        """The last good version of a page that cannot be made, under what is wrong with it."""
        # A template that cannot be read stands in as it was before: what was wrong with it is past.
        read_wrong = {problem.path for problem in edition.problems}
        said = (*edition.problems, *(each for each in problems if each.path not in read_wrong))
        good = self._good.get(path)
        if good is None:
            return Reply(500, self._overlay.own(_UNMADE, edition, said))
        return Reply(500, self._overlay.dress(good.content, edition, said, good.mark))

    def _keep(self, path: str, answer: Answer) -> None:
        with self._lock:
            self._good[path] = answer
            self._good.move_to_end(path)
            if len(self._good) > _KEPT:
                self._good.popitem(last=False)
