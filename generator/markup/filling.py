"""Puts in what a body's links and pictures lead to."""

import html as escaping
import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from generator.markup.pieces import MARK

_LINK = re.compile(rf'<a href="{MARK}(\d+){MARK}"([^>]*)>|<a[ >]|</a>')
_PICTURE = re.compile(rf'<img src="{MARK}(\d+){MARK}" alt="([^"]*)"( lang="[^"]*")?([^>]*)>')
_ID = re.compile(r' id="[^"]*"')
_FOLD = 900  # signs of html: about as many as stand on the first screen


class Variety(Protocol):
    """A picture in one format."""

    @property
    def type(self) -> str:
        """Its media type."""

    @property
    def srcset(self) -> str:
        """Its addresses and widths."""


class Filling(Protocol):
    """A picture as published; width and height in its own pixels."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def width(self) -> int:
        """Its width."""

    @property
    def height(self) -> int:
        """Its height."""

    @property
    def tint(self) -> str:
        """The classes of its colour."""

    @property
    def srcset(self) -> str:
        """All its widths in the format of its address; "" where there is one."""

    @property
    def sources(self) -> Sequence[Variety]:
        """Other formats of it, the best first."""


class Column(NamedTuple):
    """How a body stands on its page: how wide its pictures are, as an <img> says it in `sizes`.

    opens: nothing before it is a picture, so that one at its beginning is what is seen first.
    """

    sizes: str = "100vw"
    opens: bool = False


def fill(
    html: str,
    links: Sequence[str],
    pictures: Sequence[Filling | None],
    column: Column = Column(),  # noqa: B008 (a tuple)
) -> str:
    """A body's html with its marks replaced, in order.

    An empty link leaves its text plain; where a picture is None its description stands in.
    """
    if MARK not in html:
        return html
    html = _LINK.sub(_Links(links).filled, html)
    return _PICTURE.sub(lambda match: _picture(match, pictures, column), html)


class _Links:
    """Fills links from first to last, and drops the ends of those whose beginning it dropped."""

    def __init__(self, links: Sequence[str]) -> None:
        self._links = links
        self._kept: list[bool] = []

    def filled(self, match: re.Match[str]) -> str:
        """A link's beginning or end."""
        if match[0] == "</a>":
            return match[0] if not self._kept or self._kept.pop() else ""
        if not match[1]:
            self._kept.append(True)
            return match[0]
        url, attributes = self._links[int(match[1])], match[2]
        if not url and (anchor := _anchor(attributes)):
            self._kept.append(True)
            return f"<a{anchor}>"
        self._kept.append(bool(url))
        return f'<a href="{escaping.escape(url)}"{attributes}>' if url else ""


def _anchor(attributes: str) -> str:
    """The id among attributes: what leads to it still does, whatever else is lost."""
    found = _ID.search(attributes)
    return found[0] if found else ""


def _picture(match: re.Match[str], pictures: Sequence[Filling | None], column: Column) -> str:
    number, alt, lang, attributes = match.groups(default="")
    picture = pictures[int(number)]
    if picture is None:
        return f'<span class="missing-picture"{lang}{_anchor(attributes)}>{alt}</span>'
    is_first = column.opens and number == "0" and match.start() < _FOLD
    when = 'fetchpriority="high"' if is_first else 'loading="lazy"'
    size = f'width="{picture.width}" height="{picture.height}" {when} decoding="async"'
    sizes = f'sizes="min({picture.width}px, {column.sizes})"'
    srcset = f' srcset="{escaping.escape(picture.srcset)}" {sizes}' if picture.srcset else ""
    image = (
        f'<img src="{escaping.escape(picture.url)}"{srcset} {size} alt="{alt}"{lang}'
        f"{_tinted(attributes, picture.tint)}>"
    )
    sources = "".join(
        f'<source type="{each.type}" srcset="{escaping.escape(each.srcset)}" {sizes}>'
        for each in picture.sources
    )
    return f"<picture>{sources}{image}</picture>" if sources else image


def _tinted(attributes: str, tint: str) -> str:
    """Attributes with the classes of a colour among them."""
    if not tint:
        return attributes
    if ' class="' in attributes:
        return attributes.replace(' class="', f' class="{tint} ', 1)
    return f'{attributes} class="{tint}"'
