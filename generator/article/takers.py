"""The takers of what front matter holds besides plain values."""

import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.article.types import Correction, Free, Picture, Reference, Withdrawal
from generator.config.entries import sheet_form, sponsor_in
from generator.config.types import Sponsor
from generator.yaml import Form, Mapping, Node, Proof, Scalar, Sequence, plain_names
from generator.yaml.nodes import is_absent, is_lost
from generator.yaml.proof import place
from generator.yaml.takers import (
    Taker,
    boolean,
    is_quoted_empty,
    is_web_address,
    long_text,
    moment_in,
    text,
    web_address,
)

_PICTURE = plain_names("src", "alt", "credit", "caption", "focus")
_CORRECTION = plain_names("date", "text", "material")
_WITHDRAWAL = plain_names("date", "reason")
_REFERENCE = plain_names("title", "url", "archived")
_AT = r"(?:left|center|right|top|bottom|(?:100|\d{1,2})%)"
_PATH = re.compile(r"(?!//)[^:\\?#]+\.\w{3,4}$")
_FOCUS = re.compile(rf"{_AT}(?: {_AT})?$")


def picture_among(hosts: tuple[str, ...]) -> Taker[Picture]:
    """A taker of pictures: of the site's own, or at one of hosts."""

    def take(node: Node, proof: Proof) -> Picture | None:
        if isinstance(node, Mapping):
            return _picture(node, proof, hosts)
        src = text(node, proof)
        # Other systems write false for "none".
        if not src or src == "false" or not _is_picture(src, node, proof, hosts):
            return None
        _warn_bare(node, proof, src)
        return Picture(src=src, line=node.line, column=node.column)

    return take


def _picture(node: Mapping, proof: Proof, hosts: tuple[str, ...]) -> Picture | None:
    entry = sheet_form(node, proof, _PICTURE)
    src = entry.needed("src", text) if entry else None
    if entry is None or not src:
        return None
    at = entry.found["src"][0].value
    if not _is_picture(src, at, proof, hosts):
        return None
    return Picture(
        src=src,
        alt=_alt(entry),
        credit=entry.needed("credit", text) or "",
        caption=entry.value("caption", text) or "",
        focus=entry.value("focus", _focus) or "",
        line=at.line,
        column=at.column,
    )


def _alt(entry: Form) -> str:
    """The description; a pair of quotation marks says that the picture is only decoration."""
    written = entry.found.get("alt", ())
    if written and is_quoted_empty(written[0].value):
        return ""
    return entry.needed("alt", text) or ""


def _is_picture(src: str, node: Node, proof: Proof, hosts: tuple[str, ...]) -> bool:
    if is_web_address(src):
        host = urlsplit(src).hostname
        if host in hosts:
            return True
        mend = f"Put the picture beside the article, or list {host} under hosts: in site.yaml."
        proof.mark(node, "this picture is at another site", mend)
        return False
    if not _PATH.match(src):
        mend = "Write it as in door.jpg or images/door.jpg, or take the line out."
        proof.mark(node, f'"{src[:40]}" is not the path of a picture', mend)
        return False
    return True


def _warn_bare(node: Node, proof: Proof, src: str) -> None:
    mend = f"Write:\nimage:\n  src: {src}\n  alt: what it shows\n  credit: who made it"
    problem = proof.sheet.problem(
        place(node), "this picture has no description and no credit", mend
    )
    proof.problems.append(replace(problem, code="WOW209", is_warning=True))


def _focus(node: Node, proof: Proof) -> str | None:
    focus = text(node, proof)
    if focus is None or _FOCUS.match(focus):
        return focus
    mend = "Write what should stay in view, as in left, top, center top or 30% 60%."
    proof.mark(node, f'"{focus}" is no part of a picture', mend)
    return None


def correction_in(zone: ZoneInfo) -> Taker[Correction]:
    """A taker of corrections."""

    def take(node: Node, proof: Proof) -> Correction | None:
        entry = sheet_form(node, proof, _CORRECTION)
        if entry is None:
            return None
        date, words = entry.needed("date", moment_in(zone)), entry.needed("text", long_text)
        material = entry.value("material", boolean) or False
        return Correction(date=date, text=words, material=material) if date and words else None

    return take


def withdrawal_in(zone: ZoneInfo) -> Taker[Withdrawal]:
    """A taker of what withdraws an article."""

    def take(node: Node, proof: Proof) -> Withdrawal | None:
        if isinstance(node, Scalar):
            mend = "Write:\nwithdrawn:\n  date: 2014-08-13\n  reason: why"
            proof.mark(node, "a withdrawal needs its date and reason", mend)
            return None
        entry = sheet_form(node, proof, _WITHDRAWAL)
        if entry is None:
            return None
        date, reason = entry.needed("date", moment_in(zone)), entry.needed("reason", text)
        return Withdrawal(date=date, reason=reason) if date and reason else None

    return take


def reference(node: Node, proof: Proof) -> Reference | None:
    """Take a source that an article names."""
    entry = sheet_form(node, proof, _REFERENCE)
    title = entry.needed("title", text) if entry else None
    if entry is None or not title:
        return None
    url, archived = entry.value("url", web_address), entry.value("archived", web_address)
    return Reference(title=title, url=url or "", archived=archived or "")


def sponsor_for(zone: ZoneInfo) -> Taker[str | Sponsor | bool]:
    """A taker of an article's sponsor: a key, a sponsor of its own, or false for none."""

    def take(node: Node, proof: Proof) -> str | Sponsor | bool | None:
        if isinstance(node, Mapping):
            return sponsor_in(zone)(node, proof)
        word = text(node, proof)
        if word == "true":
            mend = "Name the sponsor, write false for none, or take the line out."
            proof.mark(node, '"true" names no sponsor', mend)
            return None
        return False if word == "false" else word

    return take


def draft_by(key: str, zone: ZoneInfo) -> Taker[bool]:
    """A taker of whether an article is a draft, from one of the three keys that say so."""
    if key == "status":
        return _status
    return boolean if key == "draft" else _unpublished_in(zone)


def _status(node: Node, proof: Proof) -> bool | None:
    word = text(node, proof)
    if word is None or word.lower() in ("draft", "published"):
        return None if word is None else word.lower() == "draft"
    proof.mark(node, f'"{word}" is no status', "It can be draft or published.")
    return None


def _unpublished_in(zone: ZoneInfo) -> Taker[bool]:
    def take(node: Node, proof: Proof) -> bool | None:
        if isinstance(node, Scalar) and moment_in(zone)(node, Proof(proof.sheet)):
            mend = f"Write: date: {node.value}"
            proof.mark(node, '"published" is true or false, and this is a day', mend)
            return None
        is_out = boolean(node, proof)
        return None if is_out is None else not is_out

    return take


def free(node: Node, proof: Proof) -> Free:
    """Take anything: texts as written, a plain true or false as such."""
    if isinstance(node, Sequence):
        return [free(item, proof) for item in node.items]
    if isinstance(node, Mapping):
        return {entry.key.value: free(entry.value, proof) for entry in node.entries}
    if is_lost(node) or (is_absent(node) and not node.comment):
        return None
    if not node.style and node.value in ("true", "false"):
        return node.value == "true"
    return long_text(node, proof)
