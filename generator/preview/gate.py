"""Who may ask the preview for what: its names, origins and tokens, before anything else looks."""

import ipaddress
import re
from collections.abc import MutableMapping
from functools import partial
from secrets import compare_digest
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?")
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"frame-ancestors 'self'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)
_ENTRANCE = Markup(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
    '<meta http-equiv="refresh" content="0;url={url}"><p><a href="{url}">Open the preview</a></p>'
)
_SHUT = "This preview opens with the address that wow serve printed, its token included.\n"


class Guard(NamedTuple):
    """What the gate goes by: the names served, in lower case, and the port.

    With a secret, whoever does not bring it in the address or a cookie stays outside. is_wide: any
    address of this machine is a name.
    """

    names: frozenset[str]
    port: int
    secret: str = ""
    is_wide: bool = False


class Gate:
    """An ASGI application before another, which it only reaches where the guard lets it."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is refused; pass on what is not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refused(headers, scope["method"]) or self._entrance(headers, scope)
        await (answer or self._app)(scope, receive, partial(_send, send))

    def _refused(self, headers: Headers, method: str) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower()):
            said = f"This preview answers at http://localhost:{self._guard.port}/ alone.\n"
            return PlainTextResponse(said, 421)
        if _is_foreign(headers, hosts[0].lower(), method):
            return PlainTextResponse("This preview answers no other site.\n", 403)
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host names us: else another's name has been made to lead to this machine."""
        found = _HOST.fullmatch(host)
        if found is None or (found[2] and int(found[2]) != self._guard.port):
            return False
        name = found[1]
        is_known = name in self._guard.names or name.endswith(".localhost")
        return is_known or (self._guard.is_wide and _is_address(name))

    def _entrance(self, headers: Headers, scope: Scope) -> Response | None:
        """For one who comes from the network: in with the secret, which a cookie then keeps."""
        secret, cookie = self._guard.secret, f"wow-{self._guard.port}"
        if not secret or _is_secret(cookie_parser(headers.get("cookie", "")).get(cookie), secret):
            return None
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if not _is_secret(asked.get("token", [""])[0], secret):
            return PlainTextResponse(_SHUT, 403)
        # A strict cookie does not come with a redirect that another site's link began.
        url = "/" + quote(scope["path"].lstrip("/\\"))
        response = HTMLResponse(_ENTRANCE.format(url=url))
        response.set_cookie(cookie, secret, httponly=True, samesite="strict")
        return response


def _is_foreign(headers: Headers, host: str, method: str) -> bool:
    """Whether another site asks: anything but a link of its own that a reader followed."""
    origins = headers.getlist("origin")
    if any(origin.lower() != f"http://{host}" for origin in origins):
        return True
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    follows = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    return method not in ("GET", "HEAD") or follows != ("navigate", "document")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_secret(given: str | None, secret: str) -> bool:
    return compare_digest((given or "").encode(), secret.encode())


async def _send(send: Send, message: MutableMapping[str, Any]) -> None:
    """Send a message on, with the headers that every answer has."""
    if message["type"] == "http.response.start":
        message = {**message, "headers": [*message["headers"], *_HEADERS]}
    await send(message)
