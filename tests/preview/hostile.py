"""Requests as no browser sends them, made from a seed: what they ask for must not be had."""

from random import Random

_DOTS = ("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%c0%af", "．．", "....", "%00..")
_SLASHES = ("/", "//", "\\", "%2f", "%5c", "%255c", "/./", ";/", "%u2215")
_TARGETS = (
    "notes.txt",
    ".env",
    "content/a.md",
    "content/site.yaml",
    "content/_notes/plan.md",
    "content/door.png",
    ".cache/state.db",
    "templates/base.html",
    "etc/passwd",
    "_desk/live.css/../../gate.py",
    "_desk/gate.py",
    "assets/../notes.txt",
)
_METHODS = (
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "get",
    "CONNECT",
    "OPTIONS",
    "G\tET",
    "",
    "X" * 300,
)
_HOSTS = ("localhost", "localhost", "127.0.0.1", "evil.example", "", "localhost\x00", "a" * 5000)
_VERSIONS = ("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2", "HTTP/9.9", "", "\x00")


def hostile(random: Random) -> bytes:
    """One request of any of these kinds."""
    return random.choice((_climbing, _climbing, _climbing, _absolute, _odd, _long, _torn, _noise))(
        random
    )


def _climbing(random: Random) -> bytes:
    """Out of the site by dots and slashes in every spelling."""
    steps = "".join(
        random.choice(_DOTS) + random.choice(_SLASHES) for _ in range(random.randint(1, 6))
    )
    start = random.choice(("/", "/assets/", "/2026/05/a/", "/_desk/", "//", "\\", ""))
    return _request(f"{start}{steps}{random.choice(_TARGETS)}")


def _absolute(random: Random) -> bytes:
    """A whole URI for a path, of ours or of another's."""
    scheme = random.choice(("http://", "https://", "file://", "file:///", "//", "localhost:", "*"))
    host = random.choice(("localhost", "evil.example", "", "localhost@evil.example"))
    return _request(f"{scheme}{host}/{random.choice(_TARGETS)}")


def _odd(random: Random) -> bytes:
    """Methods, versions, hosts and bytes that mean nothing."""
    path = "/" + "".join(chr(random.choice((0, 9, 32, 35, 63, 127, 233, 8232))) for _ in range(9))
    return _request(
        random.choice(
            (path, f"/{random.choice(_TARGETS)}\x00.html", "/%00", "/%0d%0aX: y", "/%zz")
        ),
        method=random.choice(_METHODS),
        host=random.choice(_HOSTS),
        version=random.choice(_VERSIONS),
    )


def _long(random: Random) -> bytes:
    """Lines, headers and bodies without end."""
    size = random.choice((5_000, 20_000, 70_000))
    kinds = (
        _request("/" + "a/" * (size // 2)),
        _request("/?" + "a=b&" * (size // 4)),
        _request("/", more=f"X-Long: {'y' * size}\r\n"),
        _request("/", more="".join(f"X-{n}: z\r\n" for n in range(size // 10))),
        _request("/_desk/moment", method="POST", more=f"Content-Length: {size}\r\n") + b"m" * size,
        _request("/_desk/moment", method="POST", more="Content-Length: 99999999999999999999\r\n"),
    )
    return random.choice(kinds)


def _torn(random: Random) -> bytes:
    """A request that stops somewhere, or whose body is not as long as it says."""
    whole = _request(
        "/_desk/moment",
        method="POST",
        more=random.choice(
            (
                "Content-Length: 10\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1\r\nContent-Length: 2\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: gzip\r\n",
                "Expect: 100-continue\r\nContent-Length: 9\r\n",
                "Upgrade: websocket\r\nConnection: Upgrade\r\n",
            )
        ),
    )
    whole += random.choice((b"", b"token=", b"FFFFFFFFFFFFFFFF\r\n", b"5\r\nab", b"0\r\n\r\n"))
    return whole[: random.randint(1, len(whole))]


def _noise(random: Random) -> bytes:
    """No request at all."""
    return random.choice((b"\x16\x03\x01\x02", b"\r\n" * 50, b"", random.randbytes(200)))


def _request(
    path: str,
    *,
    method: str = "GET",
    host: str = "localhost",
    version: str = "HTTP/1.1",
    more: str = "",
) -> bytes:
    said = f"{method} {path} {version}\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return said.encode("utf-8", "surrogateescape")
