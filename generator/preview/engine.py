"""The preview's engine: what changed on disk becomes the next edition, by the shortest way.

One thread of its own calls everything but `answer` and `not_found`, which any thread may call.
"""

import gc
from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.article.types import Article
from generator.build import Options
from generator.cache import Cache, Damaged, Shelf
from generator.errors import Problem, SiteError
from generator.garbage import garbage_left
from generator.pages import PLANNERS
from generator.plan import Plan, Unplannable, make_plan
from generator.preview.book import Book, Pictures
from generator.preview.budget import Overtime, within
from generator.preview.edition import Answer, Arrival, Edition
from generator.preview.edits import is_text_alone
from generator.preview.findings import Findings, findings, findings_with
from generator.preview.keeping import through_cache
from generator.preview.moves import arrivals, moves, onward
from generator.preview.reader import Reader
from generator.preview.showing import as_if_out, mark, shown
from generator.preview.stock import Stock
from generator.preview.unfolding import Unfolding
from generator.render import Renderer
from generator.site import Files, Site, assemble, state
from generator.source import File, Survey, is_content, survey

if TYPE_CHECKING:
    from generator.watch import Update

NOT_FOUND = "404.html"
_FEW = 48  # articles for the one warm reader; more are read as a build reads them, on all cores
_TOO_LONG = Problem(
    path="templates",
    what="making this page takes too long",
    mend="Look for a loop without end in its template.",
)
_DAMAGED = Problem(
    path=".cache",
    what="what was kept of this page's texts is damaged",
    mend="Start the preview again.",
)


class Engine:
    """The site in memory. listen is told of each new edition; say is given sentences for a person.

    Where .cache/ cannot be written, nothing is kept.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        clock: Callable[[], datetime],
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.edition = Edition()
        self.listen: Callable[[Edition], None] = _ignore
        self._root, self._options, self._clock, self._say = root, options, clock, say
        self._stock = Stock(options.address)
        self._reader = Reader(options.workforce.budget)
        self._pictures = Pictures(Shelf(root / ".cache" / "renditions").find)
        self._book: Book | None = None
        self._clashes: tuple[Problem, ...] = ()
        self._findings = Findings()
        self.is_unchecked = False

    def start(self) -> Survey:
        """Read the site as a build does; the files that it was read from."""
        with garbage_left():
            seen = survey(self._root, self._options.theme)
            self._stock.take_all(seen)
            self._through_cache(self._read_all)
            site = self._assembled()
            self._show((site, Unfolding(site)) if site else None)
            gc.freeze()  # what was read stays: let no look for garbage go over it
        return seen

    def warm(self) -> None:
        """Get ready for the first edit; for the engine's own thread."""
        self._reader.warm()
        self.check()

    def check(self) -> None:
        """Tell what `wow check` would say of the edition, where that is not told yet."""
        if self._book and isinstance(self._book.plan, Unfolding):
            self._complete()
        if self._book and self.is_unchecked:
            self._tell(findings(self._book, self._stock.line))

    def apply(self, update: "Update") -> None:
        """Make the next edition of what changed on disk, by the shortest way."""
        self._stock.take(update)
        file = next(iter(update.files.values())) if len(update.files) == 1 else None
        if file and self._follow(file):
            return
        if self._book and not any(map(is_content, update.files)):
            self._stock.look()
            self._dress(self._book)
            return
        self._read_anew()
        self._settle()

    def refresh(self) -> None:
        """Make the next edition because time has passed."""
        self._settle()

    @property
    def lacks_files(self) -> bool:
        """Whether files that are there could not be read."""
        return bool(self._stock.unreadable())

    def try_again(self) -> None:
        """Read what could not be read, where it can be now."""
        if self._stock.take_back():
            self._read_anew()
            self._settle()

    def look_at(self, moment: datetime | None) -> None:
        """Show the site as readers see it at a moment; None: now, with all that is held back."""
        self.edition = replace(self.edition, moment=moment)
        self._settle()

    def answer(self, path: str) -> Answer | None:
        """What is at a site path, its base included; None where nothing is.

        Raises SiteError where it cannot be made.
        """
        book = self._book
        return self._made(partial(book.answer, path)) if book else None

    def not_found(self) -> Answer | None:
        """The site's own page for what is not there. Raises SiteError as `answer` does."""
        book = self._book
        planned = book.planned(NOT_FOUND) if book else None
        return self._made(partial(book.made, planned)) if book and planned else None

    def components(self) -> bytes | None:
        """The page of the theme's components; None where there is no site yet."""
        from generator.preview.components import components_page  # noqa: PLC0415 (as the desk)

        book = self._book
        return components_page(self.edition, book.renderer.templates) if book else None

    def component(self, key: str, theme: str) -> bytes | None:
        """A component's example; None where there is none. Raises SiteError where it fails."""
        from generator.preview.components import component_frame  # noqa: PLC0415 (as the desk)

        book = self._book
        return component_frame(book.site, book.renderer.templates, key, theme) if book else None

    def close(self) -> None:
        """Let go of the reader, and of files."""
        self._reader.close()
        self._stock.close()

    def _made(self, make: Callable[[], Answer | None]) -> Answer | None:
        try:
            return within(self._options.workforce.budget, make)
        except Overtime:
            raise SiteError([_TOO_LONG]) from None
        except Damaged:
            raise SiteError([_DAMAGED]) from None

    def _follow(self, file: File) -> bool:
        """Show an article that was saved; whether that is all that there is to do."""
        before, book = self._stock.articles.get(file.path), self._book
        if before is None or book is None or not self._stock.reading:
            return False
        article = self._stock.read_one(file, self._reader)
        if article is None or article == before:
            self._publish()
            return True
        self._book = self._showing(book, article)
        if self._book is book:
            return False
        self._publish()
        if not is_text_alone(article, before):
            return False
        if self.is_unchecked:
            return True
        known, line = self._findings, self._stock.line
        self._tell(findings_with(known, book, self._book, article.source, line))
        return True

    def _showing(self, book: Book, article: Article) -> Book:
        """A book with an article as it is now; the same one where it has no page there."""
        site, shown_now = book.site, self._shown(article)
        known = site.addresses.get(article.source)
        is_out = known and site.by_permalink.get(shown_now.permalink) is known
        return book.with_article(shown_now) if is_out and not shown_now.withdrawn else book

    def _dress(self, book: Book) -> None:
        """Show what a designer has changed; no article is read for it."""
        site, plan = book.site, book.plan
        if self._clashes:
            self._settle()
            return
        assets, rules = self._stock.assets or site.assets, self._stock.policy()
        if assets is not site.assets or rules != site.policy:
            site = replace(site, assets=assets, policy=rules)
            try:
                plan = make_plan(site, PLANNERS)
            except Unplannable:
                self._settle()
                return
            book = replace(book, edited={}, feeds={})
        self._book = replace(book, site=site, plan=plan, renderer=self._renderer())
        self._publish()

    @garbage_left()
    def _complete(self) -> None:
        """Show all of the site, of which the first edition had what the first page needs."""
        self._stock.measure(self._options.workforce)
        planned = self._planned()
        self._book = self._book if planned else None
        self._show(planned)

    def _through_cache(self, step: Callable[[Cache], None]) -> None:
        through_cache(self._root, step, self._say)

    def _read_all(self, cache: Cache) -> None:
        self._stock.recall(cache)
        self._stock.look()
        self._stock.read_all(cache, self._options.workforce)
        self._stock.measure()

    def _read_anew(self) -> None:
        self._stock.look()
        unread = self._stock.unread()
        if len(unread) > _FEW:
            self._through_cache(self._read_all)
        else:
            self._stock.read(unread, self._reader)
        self._stock.measure(self._options.workforce)

    @garbage_left()
    def _settle(self) -> None:
        """Assemble and plan the whole site anew."""
        self._show(self._planned())

    def _show(self, planned: tuple[Site, Plan] | None) -> None:
        """Show a site; where there is none, what is wrong."""
        if planned is None or self._stock.templates is None or self._stock.sources is None:
            self._publish()
            return
        site, plan = planned
        before = self._book.site if self._book else None
        self._book = Book(
            site=site,
            plan=plan,
            renderer=self._renderer(),
            pictures=self._pictures,
            medium=self._stock.sources.medium,
            marks=dict(self._marks(site.now)),
        )
        self.edition = replace(self.edition, moved=onward(self.edition.moved, moves(before, site)))
        self.is_unchecked = True
        self._publish(arrivals(before, site))

    def _planned(self) -> tuple[Site, Plan] | None:
        """The site and its plan: where addresses clash, without what readers do not see anyway."""
        self._clashes = ()
        self._stock.look_back()
        site = self._assembled()
        try:
            return (site, make_plan(site, PLANNERS)) if site else None
        except Unplannable as error:
            self._clashes = error.problems
            site = self._assembled(error.sources & dict(self._marks(self._now())).keys())
        try:
            return (site, make_plan(site, PLANNERS)) if site else None
        except Unplannable:
            return None

    def _assembled(self, without: Set[str] = frozenset()) -> Site | None:
        """The site as the files tell it, some sources left out; None where they never could."""
        stock = self._stock
        if stock.config is None or stock.assets is None or stock.sources is None:
            return None
        return assemble(
            [self._shown(a) for source, a in stock.articles.items() if source not in without],
            stock.config,
            self._now(),
            Files(
                photos=stock.photos,
                media=frozenset(stock.sources.media),
                assets=stock.assets,
                policy=stock.policy(),
                ledger=stock.ledger,
            ),
            state if self.edition.moment else as_if_out,
        )

    def _renderer(self) -> Renderer:
        """The renderer of the templates as they are: the one there is, where they are the same."""
        templates = self._stock.templates or {}
        if self._book and self._book.renderer.templates is templates:
            return self._book.renderer
        return Renderer(
            templates, self._stock.texts.html, Shelf(self._root / ".cache" / "compiled")
        )

    def _shown(self, article: Article) -> Article:
        config = self._stock.config
        if self.edition.moment or config is None:
            return article
        return shown(article, config, self._now())

    def _marks(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Why readers do not see an article, by its source."""
        for article in self._stock.articles.values():
            if self._stock.config and (said := mark(article, self._stock.config, now)):
                yield article.source, said

    def _now(self) -> datetime:
        return self.edition.moment or self._clock()

    def _tell(self, findings: Findings) -> None:
        """Tell what the checks have found, where that has changed."""
        self.is_unchecked = False
        if findings != self._findings:
            self._findings = findings
            self._publish()

    def _publish(self, arrived: tuple[Arrival, ...] = ()) -> None:
        """Put the next edition in front of readers."""
        problems = (*self._stock.problems(), *self._clashes, *self._findings.errors)
        self.edition = replace(
            self.edition,
            number=self.edition.number + 1,
            site=self._book.site if self._book else None,
            articles=tuple(self._stock.articles.values()),
            problems=problems,
            warnings=self._findings.warnings,
            arrived=arrived,
        )
        self.listen(self.edition)


def _ignore(_edition: Edition) -> None:
    """Nobody listens yet."""
