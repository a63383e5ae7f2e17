"""What the preview adds to a page: its mark, its problems, the desk; and pages of its own."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from markupsafe import Markup
from msgspec import structs

from generator.digest import digest_of
from generator.errors import Problem
from generator.preview.edition import Edition
from generator.preview.own_templates import own_template
from generator.preview.pointing import Opener, Pointed, pointed
from generator.preview.stream import edition_id

SHOWN = 50
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"\s*<!doctype[^>]*>", re.IGNORECASE)
_END = re.compile(rb"</body\s*>", re.IGNORECASE)


class Own(NamedTuple):
    """What a page of the preview's own says, where there is none of the site."""

    title: str
    said: str


class _View(msgspec.Struct, frozen=True, kw_only=True):
    """What overlay.html shows; more counts the problems that are left out."""

    edition: str
    front: str
    mark: str = ""
    moment: str = ""
    warnings: int
    problems: tuple[Pointed, ...] = ()
    problems_id: str = ""
    more: int = 0
    title: str = ""
    said: str = ""


class Overlay:
    """Dresses the pages of a server, which start tells from its earlier runs."""

    def __init__(self, opener: Opener, start: str) -> None:
        self._opener, self._start = opener, start
        self._pieces: object = own_template("overlay.html").module

    def dress(
        self, page: bytes, edition: Edition, problems: Sequence[Problem], mark: str = ""
    ) -> bytes:
        """A page of the site with all that the preview says of it, no script needed."""
        view = structs.replace(self._view(edition, problems), mark=mark)
        return _placed(page, self._piece("head", view.edition), self._piece("tray", view))

    def alive(self, page: bytes, edition: Edition) -> bytes:
        """A page that follows editions, and says itself what there is to say."""
        return _placed(page, self._piece("head", edition_id(edition, self._start)), b"")

    def own(self, own: Own, edition: Edition, problems: Sequence[Problem] = ()) -> bytes:
        """A page of the preview's own; it comes alive once there is one of the site."""
        view = structs.replace(self._view(edition, problems), title=own.title, said=own.said)
        return self._piece("own_page", view)

    def _view(self, edition: Edition, problems: Sequence[Problem]) -> _View:
        return _View(
            edition=edition_id(edition, self._start),
            front=f"{edition.site.config.base}/" if edition.site else "/",
            moment=_moment(edition),
            warnings=sum(not each.is_advice for each in edition.warnings),
            problems=tuple(pointed(each, self._opener) for each in problems[:SHOWN]),
            problems_id=digest_of(problems).hex()[:12],
            more=max(len(problems) - SHOWN, 0),
        )

    def _piece(self, name: str, shown: object) -> bytes:
        macro: Callable[[object], Markup] = getattr(self._pieces, name)
        return macro(shown).strip().encode()


def _moment(edition: Edition) -> str:
    """The moment that the whole preview is as of, in the site's zone."""
    if edition.moment is None or edition.site is None:
        return ""
    local: datetime = edition.moment.astimezone(ZoneInfo(edition.site.config.timezone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def _placed(page: bytes, head: bytes, foot: bytes) -> bytes:
    """A page with pieces at the start of its head and at the end of its body, if it has either."""
    start = _HEAD.search(page) or _DOCTYPE.match(page)
    first = start.end() if start else 0
    end = max((found.start() for found in _END.finditer(page)), default=len(page))
    end = max(first, end)
    return page[:first] + head + page[first:end] + foot + page[end:]
