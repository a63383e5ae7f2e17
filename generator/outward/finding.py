"""Where a site links to other sites, and which archived copies it names."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from generator.article.types import Article
from generator.checks.external import Outgoing
from generator.config.types import Config, Sponsor
from generator.site import Site, texts
from generator.source import CONFIG
from generator.text import place_of

_LINK = re.compile(r'<(?:a|img)\b[^>]*? (?:href|src)="(https?://[^"]*)"')
_ARCHIVED = re.compile(r"\[(?:archived?|存档|存檔|快照)\]\((https?://[^)\s]+)\)", re.IGNORECASE)
# What another address goes on with.
_MORE = r"(?![\w/?=&%~-])"

TextOf = Callable[[str], str]
"""Gives the text of a file by its path; of a body by its digest, in HTML."""


def outgoing(site: Site, text_of: TextOf, html_of: Callable[[bytes], str]) -> Iterator[Outgoing]:
    """All links of what readers see, or will see, and of site.yaml."""
    for article in texts(site):
        kept = {each.url: each.archived for each in article.references if each.archived}
        urls = [*_of_front(article), *_of_body(html_of(article.body))]
        yield from _placed(article.source, text_of(article.source), urls, kept)
    yield from _placed(CONFIG, text_of(CONFIG), _of_config(site.config), {})


def _of_front(article: Article) -> Iterator[str]:
    for reference in article.references:
        yield from (reference.url, reference.archived)
    if isinstance(article.sponsor, Sponsor):
        yield article.sponsor.url


def _of_body(body: str) -> Iterator[str]:
    return map(html.unescape, _LINK.findall(body))


def _of_config(config: Config) -> Iterator[str]:
    yield from (each.url for each in config.authors)
    yield from (each.url for each in config.sponsors.values())
    yield from (each.url for each in config.navigation if not each.url.startswith("/"))
    yield from _of_body(config.legal_html)


def _placed(path: str, text: str, urls: Iterable[str], kept: dict[str, str]) -> Iterator[Outgoing]:
    """Links with their places: the n-th of a URL is where the text has it for the n-th time."""
    last: dict[str, int] = {}
    for url in filter(None, urls):
        found = re.compile(re.escape(url) + _MORE).search(text, last.get(url, -1) + 1)
        start = found.start() if found else last.get(url, -1)
        last[url] = start
        if start < 0:
            yield Outgoing(path, 0, 0, url, kept.get(url, ""))
            continue
        line, column, _ = place_of(text, start)
        yield Outgoing(path, line, column, url, kept.get(url) or _beside(text, start, url))


def _beside(text: str, start: int, url: str) -> str:
    """The archived copy that the same line links to, as a quotation's does."""
    line = text[start:].partition("\n")[0]
    found = _ARCHIVED.search(line)
    return found[1] if found and found[1] != url else ""
