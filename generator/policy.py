"""What a site's pages may load and run: their Content-Security-Policy (CSP Level 3).

It names places and hashes, never 'unsafe-inline': what a stranger got into a page would not run.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator

from generator.config.types import Config

FRAMED_BY = "frame-ancestors 'self'"
"""Who may frame a page; only a header can say it (CSP 3, 3.3)."""


def policy(config: Config, inline: Iterable[tuple[str, str]]) -> str:
    """The policy of all pages; inline are the directives and hashes of what templates hold."""
    sources: dict[str, list[str]] = {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *(f"{host}:*" for host in config.hosts)],
        "font-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-src": [f"https://{host}" for host in config.embeds] or ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
    }
    for name, source in (*_named(config), *sorted(inline)):
        sources.setdefault(name, ["'self'"]).append(source)
    return "; ".join(" ".join((name, *each)) for name, each in sources.items())


def searching(policy: str) -> str:
    """The same for a page that runs a search: WebAssembly, and still no other script."""
    directives = policy.split("; ")
    if not any(each.startswith("script-src ") for each in directives):
        directives.append("script-src 'self'")
    wasm = " 'wasm-unsafe-eval'"
    return "; ".join(
        f"{each}{wasm}" if each.startswith("script-src ") else each for each in directives
    )


def hash_source(text: str) -> str:
    """What a policy calls a script or style that stands in a page (CSP 3, 6.7.3.3)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _named(config: Config) -> Iterator[tuple[str, str]]:
    for name, hosts in config.policy.items():
        for host in hosts:
            yield name, f"https://{host}"
