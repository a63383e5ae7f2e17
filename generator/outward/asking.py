"""Asks other hosts for pages: one page of a host at a time, with a pause, and never for long."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from generator.checks.external import Standing, Verdict

_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How much is asked at once: so many hosts, a pause between two pages of one, in seconds.

    patience is for one answer and budget for all, in seconds; hops are those of one link.
    """

    hosts: int = 8
    pause: float = 1.0
    patience: float = 15.0
    budget: float = 300.0
    hops: int = 8


@dataclass(frozen=True)
class Asker:
    """Asks by a client at a pace, and tells how far it is."""

    client: httpx.AsyncClient
    pace: Pace = field(default_factory=Pace)
    tell: Callable[[int, int], None] = lambda _done, _of: None

    async def verdicts(self, urls: Iterable[str]) -> dict[str, Verdict]:
        """Verdicts by URL; one whose turn did not come, or whose host is busy, has none."""
        asked = list(dict.fromkeys(urls))
        turns = _Turns(self.pace)
        found: dict[str, Verdict] = {}

        async def ask(url: str) -> None:
            if verdict := await self._verdict(url, turns):
                found[url] = verdict
            self.tell(len(found), len(asked))

        try:
            async with asyncio.timeout(self.pace.budget), asyncio.TaskGroup() as group:
                for url in asked:
                    group.create_task(ask(url))
        except TimeoutError:
            pass  # what was found is found; the rest is asked for another time
        return found

    async def _verdict(self, url: str, turns: "_Turns") -> Verdict | None:
        """Follow a link from host to host, each in its turn."""
        seen: set[str] = set()
        target = url
        while target not in seen and len(seen) < self.pace.hops:
            seen.add(target)
            async with turns.of(target) as may_ask:
                if not may_ask:
                    return None
                answer = await self._answer(target)
            if isinstance(answer, Verdict):
                return answer
            if answer.status_code in _BUSY and "retry-after" in answer.headers:
                turns.leave_alone(target)
                return None
            if answer.next_request is None:
                return _judged(answer.status_code)
            target = str(answer.next_request.url)
        return Verdict(Standing.GONE, "leads in a circle")

    async def _answer(self, target: str) -> httpx.Response | Verdict:
        """What a host answers: to HEAD, or to GET where it seems to know no HEAD."""
        try:
            answer = await self._asked("HEAD", target)
            return answer if answer.status_code < 400 else await self._asked("GET", target)
        except TimeoutError:
            said = f"has no answer in {self.pace.patience:g} seconds"
            return Verdict(Standing.UNKNOWN, said, is_answer=False)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            return Verdict(Standing.GONE, "is no address")
        except httpx.HTTPError as error:
            return _unreached(error)

    async def _asked(self, method: str, target: str) -> httpx.Response:
        async with asyncio.timeout(self.pace.patience):
            request = self.client.build_request(method, target)
            answer = await self.client.send(request, stream=True)
            await answer.aclose()
        return answer


class _Turns:
    """Whose turn it is: each host is asked for one page at a time, with a pause after it."""

    def __init__(self, pace: Pace) -> None:
        self._pause = pace.pause
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._places = asyncio.Semaphore(pace.hosts)
        self._busy: set[str] = set()

    @asynccontextmanager
    async def of(self, target: str) -> AsyncIterator[bool]:
        """Wait for the turn of a target; whether its host may be asked."""
        host = _host(target)
        async with self._hosts[host]:
            if host in self._busy:
                yield False
                return
            async with self._places:
                yield True
            await asyncio.sleep(self._pause)

    def leave_alone(self, target: str) -> None:
        """Ask a host for nothing more, since it said that it is busy."""
        self._busy.add(_host(target))


def _host(target: str) -> str:
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""


def _judged(status: int) -> Verdict:
    """What a page's status says of it: one that is kept from programs is there."""
    if status in _GONE:
        return Verdict(Standing.GONE, f"leads to a page that is gone ({status})")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Verdict(Standing.UNKNOWN, f"meets a fault of its server ({status})")
    return Verdict(Standing.THERE)


def _unreached(error: httpx.HTTPError) -> Verdict:
    """Why no host has answered."""
    causes = list(_causes(error))
    found = next((each for each in causes if isinstance(each, socket.gaierror)), None)
    if found and found.errno in _NO_SUCH_HOST:
        return Verdict(Standing.GONE, "names a host that is not there", is_answer=False)
    if any(isinstance(each, ConnectionRefusedError) for each in causes):
        return Verdict(Standing.UNKNOWN, "is refused by its host", is_answer=False)
    return Verdict(Standing.UNKNOWN, f"cannot be followed ({error})", is_answer=False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
