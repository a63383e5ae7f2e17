"""One edition's pages: what is at an address, made when somebody asks."""

import mimetypes
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import quote

from generator import images
from generator.active import refuse_active
from generator.article.types import Article
from generator.pages import feed_pages, page_of
from generator.plan import Copy, Data, Drawing, Page, Plan, Planned, Rank, Rendition, output_path
from generator.preview.edition import Answer
from generator.render import Renderer
from generator.share_card import draw
from generator.site import Site, with_article
from generator.source import Source

_TYPES = {
    ".avif": "image/avif",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_PAGES = 64  # pages of one edition that are kept once they are made
_PLAIN = "application/octet-stream"


class Pictures:
    """Pictures that were asked for, by path, as many as there is room for."""

    ROOM = 64 << 20  # bytes

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        self._find = find
        self._made: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def at(self, path: str, make: Callable[[], bytes]) -> bytes:
        """The bytes of the picture at a path, made only where there are none."""
        content = self._made.get(path) or self._find(path.rpartition("/")[2]) or make()
        self._keep(path, content)
        return content

    def _keep(self, path: str, content: bytes) -> None:
        with self._lock:
            self._made.pop(path, None)
            self._made[path] = content
            size = sum(map(len, self._made.values()))
            while size > self.ROOM:
                size -= len(self._made.pop(next(iter(self._made))))


@dataclass(frozen=True, kw_only=True)
class Book:
    """All that the answers of one edition are made of.

    Over plan stand the pages of articles edited since, by their paths the sources, and feeds.
    marks are by source; medium gives a file of content/ by its path.
    """

    site: Site
    plan: Plan
    edited: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, Page] = field(default_factory=dict)
    _kept: dict[str, Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    renderer: Renderer
    pictures: Pictures
    medium: Callable[[str], Source]
    marks: Mapping[str, str]

    def answer(self, path: str) -> Answer | None:
        """What is at a site path, its base included. Raises SiteError where it cannot be made."""
        base = self.site.config.base
        if not path.startswith(f"{base}/"):
            return None
        if path in self._kept:
            return self._kept[path]
        planned = self.planned(output_path(path.removeprefix(base)))
        answer = self.made(planned) if planned else None
        if answer and isinstance(planned, Page):
            self._keep(path, answer)
        return answer

    def planned(self, path: str) -> Planned | None:
        """What is planned at an output path, as it is now."""
        if source := self.edited.get(path):
            return page_of(self.site, self.site.addresses[source])
        return self.feeds.get(path) or self.plan.get(path)

    def with_article(self, article: Article) -> "Book":
        """The same with an article as it is now, all else being planned as it was."""
        site = with_article(self.site, article)
        edited = {**self.edited, output_path(article.permalink): article.source}
        feeds = {page.path: page for page in feed_pages(site)}
        return replace(self, site=site, edited=edited, feeds=feeds)

    def made(self, planned: Planned) -> Answer:
        """An output's bytes."""
        kind = media_type(planned.path)
        if isinstance(planned, Page):
            about = planned.sources[0] if planned.sources else f"/{planned.path}"
            content = self.renderer.render(planned.template, planned.make_view(), about)
            return Answer(content, kind, self._mark(planned))
        if isinstance(planned, Rendition):
            return Answer(self.pictures.at(planned.path, partial(self._rendered, planned)), kind)
        if isinstance(planned, Drawing):
            return Answer(self.pictures.at(planned.path, partial(draw, planned.face)), kind)
        if isinstance(planned, Copy):
            content = self.medium(planned.source).read()
            refuse_active(planned.source, content)
            return Answer(content, kind)
        return Answer(_bytes(planned), kind)

    def _rendered(self, rendition: Rendition) -> bytes:
        """A rendition's bytes. Raises SiteError where the file is no picture after all."""
        content = self.medium(rendition.source).read()
        [made] = images.render(rendition.source, content, [(rendition.width, rendition.format)])
        return made

    def _keep(self, path: str, answer: Answer) -> None:
        """Keep the page that was asked for: several windows, and a reload, ask for it again."""
        if len(self._kept) >= _PAGES:
            self._kept.clear()
        self._kept[path] = answer

    def _mark(self, page: Page) -> str:
        """Why readers do not see the article that a page is of."""
        is_of_one = page.rank is Rank.PAGE and page.sources
        return self.marks.get(page.sources[0], "") if is_of_one else ""

    def url(self, source: str) -> str:
        """The URL of an article's page, as a browser writes it."""
        return quote(self.site.config.base + self.site.addresses[source].permalink)


def media_type(path: str) -> str:
    """The media type that a path's ending means."""
    ending = path[path.rfind(".") :] if "." in path else ""
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or _PLAIN


def _bytes(data: Data) -> bytes:
    return data.content
