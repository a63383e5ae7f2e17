"""A picture alone in its paragraph becomes a figure, its Markdown title the caption."""

import html

from generator.markup.pieces import attributes_of, is_closing, name_of, open_tag
from generator.markup.setting import Setting

_ALONE = ["<p", "<img", "</p"]
_LINKED = ["<p", "<a", "<img", "</a", "</p"]


def figures(pieces: list[str], setting: Setting) -> list[str]:
    """Turn each paragraph that is a picture, linked or not, into a figure with its caption."""
    if "!" not in setting.text and "<" not in setting.text:
        return pieces
    for place in range(len(pieces) - 2, 0, -2):
        if pieces[place].startswith("<img"):
            for shape in (_ALONE, _LINKED):
                _frame(pieces, place, shape)
    return pieces


def _frame(pieces: list[str], place: int, shape: list[str]) -> None:
    first = place - len(shape) + 1
    last = place + len(shape) - 1
    if first < 1 or [_kind(tag) for tag in pieces[first : last + 1 : 2]] != shape:
        return
    if any(text.strip() for text in pieces[first + 1 : last : 2]):
        return
    picture = attributes_of(pieces[place])
    title = picture.pop("title", "")
    pieces[place] = open_tag("img", picture)
    attributes = attributes_of(pieces[first])
    classes = f"picture {attributes.get('class', '')}".strip()
    pieces[first] = open_tag("figure", attributes | {"class": classes})
    pieces[last : last + 1] = [*_caption(title), "</figure>"]


def _kind(tag: str) -> str:
    return ("</" if is_closing(tag) else "<") + name_of(tag)


def _caption(title: str) -> list[str]:
    if not title:
        return []
    return ["<figcaption>", html.escape(title, quote=False), "</figcaption>", ""]
