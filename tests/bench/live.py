"""The live trials: from a saved file to its bytes over HTTP, and what a preview costs meanwhile."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import count

from tests.bench.edits import Edit, Turn, body, headline, template
from tests.bench.measure import cost
from tests.bench.serving import PAUSE, Server, serving
from tests.bench.sites import Site
from tests.bench.trials import MEGABYTE, Row, Setting

SETTLED = 0.5  # seconds between a save that was seen and the next: more than an editor's pace
REST = 10.0  # seconds over which a preview is watched doing nothing
_GENTLE = 0.05  # seconds between looks that must not cost the preview much
_STILL = 0.02  # CPU seconds in a second, at most, of a preview that has come to rest

Look = Callable[[Server, Turn], str]
Figure = Callable[[Server], float]


def own_page(server: Server, turn: Turn) -> str:
    """The page of the column that was saved."""
    return server.text(turn.column.permalink)


def front(server: Server, _turn: Turn) -> str:
    """The front page."""
    return server.text("/")


def stylesheet(server: Server, turn: Turn) -> str:
    """The stylesheet of that page."""
    return server.stylesheet(turn.column.permalink)


def front_headline(site: Site, turn: Turn) -> None:
    """Another headline for the newest column."""
    newest = turn.corpus.columns[-1]
    site.write(replace(newest, title=f"The News of {turn.mark}"))


def sheet(site: Site, turn: Turn) -> None:
    """A rule more in the stylesheet."""
    site.note_in_stylesheet(turn.mark)


SAVES: dict[str, tuple[Edit, Look]] = {
    "body, its page": (body, own_page),
    "headline, its page": (headline, own_page),
    "headline, the front": (front_headline, front),
    "article's template, a page": (template, own_page),
    "stylesheet": (sheet, stylesheet),
}


def saves(setting: Setting) -> Iterator[Row]:
    """From each kind of save to its bytes; what previews hold before and after, and use at rest."""
    turns = count(1)
    with _previews(setting) as servers:
        yield _each("memory before", "MB", servers, _megabytes)
        for what, (save, look) in SAVES.items():
            waits: dict[str, list[float]] = {}
            for _ in range(setting.rounds):
                turn = Turn(next(turns), setting.corpus)
                for server in servers:
                    waits.setdefault(server.name, []).append(1000 * _wait(server, turn, save, look))
            yield Row(what, "ms", waits)
            yield Row(f"{what}, worst", "ms", {name: [max(each)] for name, each in waits.items()})
        yield _each(f"memory after {next(turns) - 1} saves", "MB", servers, _megabytes)
        yield _each("CPU at rest", "% of a core", servers, _at_rest)
        yield _each("torn answers", "", servers, lambda server: server.torn)


def body_costs(setting: Setting) -> Iterator[Row]:
    """CPU of one saved body, and what memory many of them leave behind."""
    with _previews(setting) as servers:
        yield _each("memory before", "MB", servers, _megabytes)
        used: dict[str, list[float]] = {}
        for number in range(1, setting.rounds + 1):
            for server in servers:
                before = server.cpu()
                _wait(server, Turn(number, setting.corpus), body, own_page, pause=_GENTLE)
                used.setdefault(server.name, []).append(1000 * (server.cpu() - before))
        yield Row("CPU of a saved body", "ms", used)
        yield _each(f"memory after {setting.rounds} saves", "MB", servers, _megabytes)


def first_pages(setting: Setting) -> Iterator[Row]:
    """From the start of a preview to the first article; then the same once a build is there."""
    fresh: dict[str, list[float]] = {}
    built: dict[str, list[float]] = {}
    for _ in range(setting.rounds):
        for site in setting.sites():
            maker = site.contender
            fresh.setdefault(maker.name, []).append(_first_page(site, setting))
            cost(maker.build, site.folder, maker.environment)
            built.setdefault(maker.name, []).append(_first_page(site, setting))
    yield Row("first page, nothing built", "s", fresh)
    yield Row("first page, once built", "s", built)


@contextmanager
def _previews(setting: Setting) -> Iterator[list[Server]]:
    """A preview of each contender's site, at rest."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(site)) for site in setting.sites()]
        for server in servers:
            _await_page(server, setting)
            server.until(partial(_is_still, server))
        yield servers


def _first_page(site: Site, setting: Setting) -> float:
    with serving(site) as server:
        return _await_page(server, setting)


def _await_page(server: Server, setting: Setting) -> float:
    permalink = Turn(0, setting.corpus).column.permalink
    return server.until(lambda: bool(server.text(permalink)))


def _is_still(server: Server) -> bool:
    before = server.cpu()
    time.sleep(1)
    return server.cpu() - before <= _STILL


def _wait(server: Server, turn: Turn, save: Edit, look: Look, pause: float = PAUSE) -> float:
    """Seconds from a save to its bytes. Looking begins before: Hugo makes seen pages first."""
    look(server, turn)
    save(server.site, turn)
    waited = server.until(lambda: turn.mark in look(server, turn), pause)
    time.sleep(SETTLED)
    return waited


def _at_rest(server: Server) -> float:
    before = server.cpu()
    time.sleep(REST)
    return 100 * (server.cpu() - before) / REST


def _megabytes(server: Server) -> float:
    return server.memory() / MEGABYTE


def _each(what: str, unit: str, servers: Sequence[Server], figure: Figure) -> Row:
    return Row(what, unit, {server.name: [figure(server)] for server in servers})


LIVE_TRIALS = {"saves": saves, "body-cost": body_costs, "first-page": first_pages}
