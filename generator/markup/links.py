"""Links and pictures: their targets checked, marked for later filling, and found in the source."""

import re
import urllib.parse
from collections.abc import Iterator

import msgspec

from generator.errors import Problem, SiteError
from generator.markup.aside import without_comments
from generator.markup.pieces import MARK, attributes_of, name_of, open_tag
from generator.markup.scripts import has_cjk, has_letter, language_of
from generator.markup.setting import Setting
from generator.markup.types import Mention

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_WEB = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
# A link to the web with nothing that is escaped in an attribute.
_PLAIN = re.compile(r'<a href="(https?://[!#-%(-;=?-~]+)">')
_GOES_OUT = frozenset({"http:", "https:", "mailto:", "tel:", "//"})
_SHOWS = frozenset({"http:", "https:", "//"})
# What browsers pass over in an address (https://url.spec.whatwg.org/#concept-basic-url-parser).
_PASSED_OVER = re.compile(r"[\x00-\x20]+")
_LEAD_IN = re.compile(r"\][(:][ \t]*<?")
_ATTRIBUTES = ("href", "src", "cite")
_ANY_LEAD_IN = re.compile(
    rf"{_LEAD_IN.pattern}|<(?=\w+:)|\b(?:{'|'.join(_ATTRIBUTES)})[ \t]*=[ \t]*[\"']?"
)
_TARGET = re.compile(r"[^\s<>\"')]*")


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """What a body's links and pictures lead to, in order."""

    links: tuple[Mention, ...]
    pictures: tuple[Mention, ...]


def mark_links(pieces: list[str], setting: Setting) -> Marked:
    """Put marks for the targets that only a site can resolve. Raises SiteError for refused ones."""
    marker = _Marker(setting)
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        if tag.startswith(("<a ", "<img")):
            pieces[place] = marker.marked(tag)
        elif ' cite="' in tag:
            marker.marked_source(attributes_of(tag)["cite"])
    if marker.problems:
        raise SiteError(marker.problems)
    return Marked(links=tuple(marker.links), pictures=tuple(marker.pictures))


class _Marker:
    """Goes through a body's links and pictures once, in order."""

    def __init__(self, setting: Setting) -> None:
        self.links: list[Mention] = []
        self.pictures: list[Mention] = []
        self.problems: list[Problem] = []
        self._setting = setting
        self._finder: _Finder | None = None

    def marked(self, tag: str) -> str:
        """The tag, its target marked or left."""
        plain = _PLAIN.fullmatch(tag)
        if plain and not _path_at(self._setting.home, plain[1]):
            return tag
        attributes = attributes_of(tag)
        if name_of(tag) == "img":
            return open_tag("img", self._picture(attributes))
        return open_tag("a", self._link(attributes))

    def marked_source(self, target: str) -> None:
        """Refuse a quotation's source that leads nowhere a reader may go."""
        if _scheme(target) not in _GOES_OUT | {""}:
            self._refuse_scheme(target)

    def _link(self, attributes: dict[str, str]) -> dict[str, str]:
        if "name" in attributes:
            name = attributes.pop("name")
            attributes.setdefault("id", name)
        if "href" not in attributes or attributes.get("class", "").startswith("footnote-"):
            return attributes
        target = attributes.pop("href").strip()
        scheme = _scheme(target)
        if scheme not in _GOES_OUT | {""}:
            self._refuse_scheme(target)
        path = _path_at(self._setting.home, target)
        if path:
            target = self._mention(self.links, target, path)
        elif not scheme:
            target = self._mention(self.links, target, target)
        return {"href": target} | attributes

    def _picture(self, attributes: dict[str, str]) -> dict[str, str]:
        target = attributes.pop("src", "").strip()
        alt = attributes.pop("alt", "")
        scheme = _scheme(target)
        if scheme:
            self._check_host(target, scheme)
            attributes |= {"loading": "lazy", "decoding": "async"}
        else:
            target = self._mention(self.pictures, target, target)
        spoken = {"lang": language_of(alt, self._setting.chinese)} if _is_foreign(alt) else {}
        return {"src": target, "alt": alt} | spoken | attributes

    def _mention(self, mentions: list[Mention], written: str, target: str) -> str:
        line, column = self._setting.place(self._offset(written))
        mentions.append(Mention(target=target, line=line, column=column))
        return f"{MARK}{len(mentions) - 1}{MARK}"

    def _check_host(self, target: str, scheme: str) -> None:
        host = _host(target)
        if scheme not in _SHOWS:
            self._refuse_scheme(target)
        elif host not in self._setting.hosts:
            self._refuse(
                target,
                f'picture at another host, "{host}"',
                "Save the picture beside the article and name that file,\n"
                f'or list "{host}" under "hosts:" in content/site.yaml.',
            )

    def _refuse_scheme(self, target: str) -> None:
        self._refuse(
            target,
            f'link that begins with "{_scheme(target)}"',
            "A link may begin with https:, http:, mailto: or tel:,\n"
            "or be the path of a file or page of this site.",
        )

    def _refuse(self, target: str, what: str, mend: str) -> None:
        offset = self._offset(target)
        width = len(target) if self._setting.text.startswith(target, offset) else 1
        self.problems.append(self._setting.problem(offset, what, mend, width=width))

    def _offset(self, target: str) -> int:
        if self._finder is None:
            self._finder = _Finder(without_comments(self._setting.text))
        return self._finder.next_offset(target)


class _Finder:
    """Where targets stand in the source: Python-Markdown does not say."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets: dict[str, Iterator[int]] = {}
        self._last: dict[str, int] = {}
        found: dict[str, list[int]] = {}
        may_be_html = "<" in text or ("=" in text and any(name in text for name in _ATTRIBUTES))
        leads = _ANY_LEAD_IN if may_be_html else _LEAD_IN
        for lead in leads.finditer(text):
            match = _TARGET.match(text, lead.end())
            if match:
                found.setdefault(match[0], []).append(lead.end())
        self._offsets = {target: iter(offsets) for target, offsets in found.items()}

    def next_offset(self, target: str) -> int:
        """The target's next place, its last one where it has no more, 0 where it is nowhere."""
        offset = next(self._offsets.get(target, iter(())), None)
        if offset is None:
            offset = self._last.get(target)
        if offset is None:
            offset = max(self._text.find(target), 0)
        self._last[target] = offset
        return offset


def _scheme(target: str) -> str:
    """The scheme with its colon, "//" for an address that leaves it out, "" for a path."""
    match = _SCHEME.match(_PASSED_OVER.sub("", target).replace("\\", "/"))
    return match[0].lower() if match else ""


def _path_at(home: str, target: str) -> str:
    """The site path of a target at the site's own address, however it writes that; else ""."""
    own, bare = _WEB.sub("", home).casefold(), _WEB.sub("", target)
    is_own = own and bare != target and f"{bare}/".casefold().startswith(own)
    return f"/{bare[len(own) :]}" if is_own else ""


def _host(target: str) -> str:
    try:
        return urllib.parse.urlsplit(target).hostname or ""
    except ValueError:
        return ""


def _is_foreign(alt: str) -> bool:
    return has_cjk(alt) and not has_letter(alt)
