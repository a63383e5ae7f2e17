"""Engines on small sites, and what is changed under them."""

import contextlib
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from generator.plan import Plan
from generator.preview.book import Book
from generator.preview.engine import Engine
from generator.source import Survey, survey
from generator.watch import Update
from generator.work import Workforce
from tests.sites import NOON, SETTINGS, SmallSite


class Live:
    """A small site and its engine; the clock stands still until it is set."""

    def __init__(self, site: SmallSite, now: datetime, budget: float = 20) -> None:
        self.site, self.now = site, now
        options = replace(site.options(), workforce=Workforce(1, budget))
        self.engine = Engine(site.root, options, lambda: self.now)
        self._seen: Survey = self.engine.start()
        self.engine.check()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, and tell the engine what is different on disk."""
        self.site.write(files)
        self.tell(files)

    def lay(self, files: Mapping[str, str | bytes]) -> None:
        """Begin anew with minimal settings and some files."""
        for folder in ("content", "templates", "static"):
            shutil.rmtree(self.site.root / folder, ignore_errors=True)
        self.write({"content/site.yaml": SETTINGS, **files})

    def remove(self, *paths: str) -> None:
        """Remove files, and tell the engine."""
        for path in paths:
            self.site.remove(path)
        self.tell()

    def tell(self, saved: Mapping[str, object] | None = None) -> None:
        """Tell the engine what is different on disk, and what was saved with a stat of before."""
        before, self._seen = self._seen, survey(self.site.root, self.site.theme)
        was = {file.path: file for file in before.files}
        now = {file.path: file for file in self._seen.files}
        changed = {path for path in was | now if was.get(path) != now.get(path)} | set(saved or ())
        if changed or self._seen.problems != before.problems:
            self.engine.apply(Update({p: now.get(p) for p in changed}, self._seen.problems))
            self.engine.check()

    def page(self, path: str) -> str:
        """The text at a site path."""
        answer = self.engine.answer(path)
        assert answer, path
        return answer.content.decode()

    def pages(self, engine: Engine | None = None) -> dict[str, bytes]:
        """All that is there, by output path."""
        book = _book(engine or self.engine)
        return {
            path: book.made(book.planned(path) or planned).content
            for path, planned in book.plan.items()
        }

    def shown(self) -> tuple[object, ...]:
        """All that an editor sees: pages, marks and warnings."""
        edition, book = self.engine.edition, _book(self.engine)
        return self.pages(), book.marks, edition.warnings, edition.moment

    def plan(self) -> Plan:
        """The plan of the site."""
        return _book(self.engine).plan

    def mark_of(self, source: str) -> str:
        """Why readers do not see an article, as its page says."""
        answer = self.engine.answer(_book(self.engine).url(source))
        assert answer
        return answer.mark

    def picture_of(self, path: str) -> bytes:
        """The bytes of a page's picture."""
        (name,) = re.findall(r'src="(/assets/door[^"]+)"', self.page(path))
        answer = self.engine.answer(name)
        assert answer
        return answer.content

    def sheet_of(self, path: str) -> str:
        """The address of a page's stylesheet."""
        (name,) = re.findall(r'href="(/assets/style[^"]+)"', self.page(path))
        return str(name)


def _book(engine: Engine) -> Book:
    book = engine._book
    assert book
    return book


@contextlib.contextmanager
def live(site: SmallSite, now: datetime = NOON, budget: float = 20) -> Iterator[Live]:
    """A live site, let go of at the end; budget is that of one text or page, in seconds."""
    running = Live(site, now, budget)
    try:
        yield running
    finally:
        running.engine.close()
