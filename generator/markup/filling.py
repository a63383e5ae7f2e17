"""Puts in what a body's links and pictures lead to."""

import html as escaping
import re
from collections.abc import Sequence
from typing import Protocol

from generator.markup.pieces import MARK

_LINK = re.compile(rf'<a href="{MARK}(\d+){MARK}"([^>]*)>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(rf'<img src="{MARK}(\d+){MARK}" alt="([^"]*)"( lang="[^"]*")?([^>]*)>')


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


def fill(html: str, links: Sequence[str], pictures: Sequence[Filling | None]) -> str:
    """A body's html with its marks replaced, in order.

    An empty link leaves its text plain; where a picture is None its description stands in.
    """
    if MARK not in html:
        return html
    html = _LINK.sub(lambda match: _link(match, links), html)
    return _PICTURE.sub(lambda match: _picture(match, pictures), html)


def _link(match: re.Match[str], links: Sequence[str]) -> str:
    number, attributes, text = match.groups()
    url = links[int(number)]
    return f'<a href="{escaping.escape(url)}"{attributes}>{text}</a>' if url else text


def _picture(match: re.Match[str], pictures: Sequence[Filling | None]) -> str:
    number, alt, lang, attributes = match.groups(default="")
    picture = pictures[int(number)]
    if picture is None:
        return f'<span class="missing-picture"{lang}>{alt}</span>'
    size = f'width="{picture.width}" height="{picture.height}" loading="lazy" decoding="async"'
    return f'<img src="{escaping.escape(picture.url)}" {size} alt="{alt}"{lang}{attributes}>'
