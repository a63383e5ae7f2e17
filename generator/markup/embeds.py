"""Frames of other hosts, a film or a map: links in a figure, which a page's script may open.

Nothing is asked of another host before a reader clicks.
"""

import html
import re

from generator.markup.pieces import attributes_of, is_closing, name_of, open_tag
from generator.markup.setting import Setting

_FRAME = re.compile(r"<iframe\b([^>]{0,2000})>[^<]{0,500}</iframe\s*>", re.IGNORECASE)
_OPENING = re.compile(r"<iframe\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b([a-z-]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE
)
# No more than a name, so that no browser reads another host in it than we do.
_ADDRESS = re.compile(r"(?:https?:)?//([a-z0-9.-]+)((?:[/?#][!#-;=?-\[\]-~]*)?)", re.IGNORECASE)
_ALONE = ["<p", "<a", "</a", "</p"]
_MARK = "embed"
_SHAPES = (f"{_MARK}--tall", f"{_MARK}--low")
_NEAR = 64
_LOW = 220  # pixels: what is no higher plays sound


def linked(text: str, setting: Setting) -> str:
    """A text's HTML with links for the frames of hosts that site.yaml lists."""
    if not setting.embeds:
        return text

    def link(frame: re.Match[str]) -> str:
        attributes = _attributes(frame)
        host, address = _address(attributes)
        if host not in setting.embeds:
            return frame[0]
        words = html.escape(attributes.get("title", "").strip() or host)
        before = text[max(frame.start() - _NEAR, 0) : frame.start()].rstrip(" ")
        is_in_line = before and not before.endswith(("\n", "<p>"))
        shown = "" if is_in_line else f' class="{_MARK}{_shape(attributes)}"'
        anchor = f'<a{shown} href="{html.escape(address)}">{words}</a>'
        return anchor if is_in_line or before.endswith("<p>") else f"<p>{anchor}</p>"

    return _FRAME.sub(link, text)


def is_embed(tag: str) -> bool:
    """Whether it opens such a figure."""
    return tag.startswith(f'<figure class="{_MARK}')


def is_linked(text: str, at: int, setting: Setting) -> bool:
    """Whether a text's HTML has such a link for what is at a place in the text."""
    frame = _FRAME.match(text, at)
    return bool(frame) and framed_host(text, at) in setting.embeds


def framed_host(text: str, at: int) -> str:
    """The host of the frame at a place in a text; "" where none is there, or it names none."""
    frame = _OPENING.match(text, at)
    return _address(_attributes(frame))[0] if frame else ""


def embeds(pieces: list[str], setting: Setting) -> list[str]:
    """Turn each paragraph that is such a link into a figure that says where it leads."""
    if not setting.embeds:
        return pieces
    for place in range(len(pieces) - 8, 0, -2):
        tags = pieces[place : place + 7 : 2]
        if [("</" if is_closing(tag) else "<") + name_of(tag) for tag in tags] == _ALONE:
            pieces[place : place + 7] = _figure(pieces[place : place + 7], setting)
    return pieces


def _figure(pieces: list[str], setting: Setting) -> list[str]:
    """The pieces of a paragraph, or of the figure that it becomes."""
    attributes = attributes_of(pieces[2])
    host, address = _address({"src": attributes.get("href", "")})
    first, *shapes = attributes.get("class", "").split() or [""]
    if first != _MARK or host not in setting.embeds or (pieces[1] + pieces[5]).strip():
        return pieces
    shape = next((f" {each}" for each in shapes if each in _SHAPES), "")
    figure = open_tag("figure", {"class": f"{_MARK}{shape}"})
    # An attribute that the allow-list has not, so that the script opens no other link.
    anchor = open_tag("a", {"class": f"{_MARK}__link", "href": address, "data-embed": ""})
    title = [f'<span class="{_MARK}__title">', pieces[3], "</span>"]
    origin = [" ", f'<span class="{_MARK}__host">', host, "</span>"] if pieces[3] != host else []
    return [figure, "", anchor, "", *title, *origin, "", "</a>", "", "</figure>"]


def _attributes(frame: re.Match[str]) -> dict[str, str]:
    found = _ATTRIBUTE.findall(frame[1])
    return {name.lower(): html.unescape("".join(values)) for name, *values in found}


def _address(attributes: dict[str, str]) -> tuple[str, str]:
    """The host of a frame and its whole address, secure; empty where it is no plain address."""
    found = _ADDRESS.fullmatch(attributes.get("src", "").strip())
    host = found[1].lower() if found else ""
    return (host, f"https://{host}{found[2]}") if found else ("", "")


def _shape(attributes: dict[str, str]) -> str:
    width, height = (attributes.get(name, "") for name in ("width", "height"))
    if not height.isdecimal():
        return ""
    if int(height) <= _LOW:
        return f" {_SHAPES[1]}"
    return f" {_SHAPES[0]}" if width.isdecimal() and int(height) > int(width) else ""
