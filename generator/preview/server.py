"""The preview as an application: pages, the stream of editions, and the desk."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import compare_digest
from typing import Protocol
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.errors import Problem, SiteError
from generator.preview.beside import beside
from generator.preview.edition import Edition
from generator.preview.gate import Gate, Guard
from generator.preview.overlay import Overlay
from generator.preview.pointing import Opener
from generator.preview.replies import Replies, Shows
from generator.preview.stream import Arrivals, Stream, news

_ROOM = Path(__file__).parent
_FILES = {
    "live.css": ("text/css", _ROOM / "live.css"),
    "live.js": ("text/javascript", _ROOM / "live.js"),
    "desk.css": ("text/css", _ROOM / "desk.css"),
    "desk.js": ("text/javascript", _ROOM / "desk.js"),
    "frames.js": ("text/javascript", _ROOM / "frames.js"),
    "idiomorph.js": ("text/javascript", _ROOM / "vendor/idiomorph/idiomorph.js"),
}
_PATIENCE = 10.0
_MOST = 4096


class Told(Shows, Protocol):
    """An engine that tells of its editions."""

    listen: Callable[[Edition], None]

    def components(self) -> bytes | None:
        """The page of the theme's components; None where there is no site yet."""

    def component(self, key: str, theme: str) -> bytes | None:
        """A component's example; None where there is none. Raises SiteError where it fails."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a preview is told: start and token are random, one pair for each start of a server.

    ask has the engine show the site as of a moment; explain adds to warnings what is known of them
    beyond the site's files as they are.
    """

    opener: Opener
    guard: Guard
    start: str
    token: str
    clock: Callable[[], datetime]
    ask: Callable[[datetime | None], Future[None]]
    explain: Callable[[Sequence[Problem]], Sequence[Problem]]


class Preview:
    """Answers requests from an engine."""

    def __init__(self, engine: Told, terms: Terms, say: Callable[[Edition], None]) -> None:
        self._engine, self._terms, self._say = engine, terms, say
        self._overlay = Overlay(terms.opener, terms.start)
        self._replies = Replies(engine, self._overlay)
        self._stream = Stream()
        self._arrivals = Arrivals()
        self._is_read = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def application(self) -> Starlette:
        """The preview behind its gate."""
        routes = [
            Route("/_desk", _to_desk),
            Route("/_desk/", self._desk),
            Route("/_desk/stream", self._follow),
            Route("/_desk/moment", self._look_at, methods=["POST"]),
            Route("/_desk/components/", self._components),
            Route("/_desk/components/{key}", self._component),
            Route("/_desk/{name}", self._file),
            Route("/{path:path}", self._page),
        ]
        gate = Middleware(Gate, guard=self._terms.guard)
        return Starlette(routes=routes, middleware=[gate], lifespan=self._living)

    def end(self) -> None:
        """Let all that waits come to its end; a signal may call this."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._end)

    @contextlib.asynccontextmanager
    async def _living(self, _app: Starlette) -> AsyncIterator[None]:
        """Listen to the engine, as long as there is a loop that can."""
        self._loop = asyncio.get_running_loop()
        self._engine.listen = self._heard
        yield
        self._engine.listen = _tell_nobody
        self._loop = None

    def _heard(self, edition: Edition) -> None:
        """Hear of an edition, in the engine's thread."""
        self._say(edition)
        # The loop may end between the two.
        with contextlib.suppress(RuntimeError):
            if self._loop:
                self._loop.call_soon_threadsafe(self._tell, edition)

    def _tell(self, edition: Edition) -> None:
        self._is_read.set()
        self._arrivals.add(edition)
        self._stream.tell(news(edition, self._terms.start, edition.arrived))

    def _end(self) -> None:
        self._is_read.set()
        self._stream.end()

    async def _page(self, request: Request) -> Response:
        await self._reading()
        reply = await beside(partial(self._replies.at, request.scope["path"]))
        headers = {"location": reply.location} if reply.location else None
        return Response(reply.content, reply.status, headers, reply.media_type)

    async def _reading(self) -> None:
        """Wait for the first reading, but not until a reader gives up."""
        if not self._engine.edition.number:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_read.wait(), _PATIENCE)

    async def _desk(self, request: Request) -> Response:
        await self._reading()
        page = await beside(partial(self._desk_as_of_now, request.query_params.get("q", "")))
        return Response(page, media_type="text/html")

    def _desk_as_of_now(self, query: str) -> bytes:
        from generator.preview.desk import desk_page  # noqa: PLC0415 (the first page needs none)

        edition, opener = self._engine.edition, self._terms.opener
        warnings = tuple(self._terms.explain(edition.warnings))
        page = desk_page(
            replace(edition, warnings=warnings),
            now=self._terms.clock(),
            token=self._terms.token,
            editor=opener.form,
            root=opener.root,
            query=query,
        )
        return self._overlay.alive(page, edition)

    async def _components(self, request: Request) -> Response:
        await self._reading()
        edition, page = self._engine.edition, await beside(self._engine.components)
        if page is None:
            return await self._page(request)
        return Response(self._overlay.alive(page, edition), media_type="text/html")

    async def _component(self, request: Request) -> Response:
        """A component's example alone."""
        key, theme = request.path_params["key"], request.query_params.get("theme", "light")
        try:
            page = await beside(partial(self._engine.component, key, theme))
        except SiteError as error:
            return Response(str(error), 500, media_type="text/plain")
        return Response(page, media_type="text/html") if page else await self._page(request)

    async def _follow(self, request: Request) -> Response:
        """Tell a page of every edition, and first of what it has missed."""
        known = request.headers.get("last-event-id", request.query_params.get("since", ""))
        events = self._stream.follow(partial(self._news_since, known))
        return StreamingResponse(events, media_type="text/event-stream")

    def _news_since(self, known: str) -> bytes:
        missed = self._arrivals.since(known, self._terms.start)
        return news(self._engine.edition, self._terms.start, missed)

    async def _file(self, request: Request) -> Response:
        """What runs in a page: read anew each time, as all that is shown here."""
        found = _FILES.get(request.path_params["name"])
        if found is None:
            return await self._page(request)
        media_type, file = found
        return Response(file.read_bytes(), media_type=media_type)

    async def _look_at(self, request: Request) -> Response:
        """Show the whole preview as of a moment, for one who has this start's token."""
        fields = _fields(await _body(request))
        if not compare_digest(fields.get("token", ""), self._terms.token):
            raise HTTPException(403, "This form is of an earlier preview. Load the desk again.\n")
        asked = self._moment(fields.get("moment", ""))
        await asyncio.wrap_future(self._terms.ask(asked))
        return _to_desk(request, 303)

    def _moment(self, text: str) -> datetime | None:
        from generator.yaml.moment import moment  # noqa: PLC0415 (the first page needs none)

        site = self._engine.edition.site
        zone = ZoneInfo(site.config.timezone if site else "UTC")
        try:
            return moment(text, zone) if text.strip() else None
        except ValueError as error:
            said = "This is no time. Write it as 2026-12-03T09:00.\n"
            raise HTTPException(400, said) from error


def _tell_nobody(_edition: Edition) -> None:
    """Nobody is there to be told."""


def _to_desk(_request: Request, status: int = 302) -> Response:
    return RedirectResponse("/_desk/", status)


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form, in ASCII as all of ours are."""
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=8, errors="strict"))
    except ValueError as error:
        raise HTTPException(400, "This is no form of the desk.\n") from error


async def _body(request: Request) -> bytes:
    """A short body that comes soon."""
    taken = b""
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                taken += chunk
                if len(taken) > _MOST:
                    raise HTTPException(413, "This is more than a moment.\n")
    except (TimeoutError, ClientDisconnect) as error:
        raise HTTPException(408, "This took too long.\n") from error
    return taken
