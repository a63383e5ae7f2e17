"""The takers of what site.yaml lists: authors, topics, sponsors, navigation, destinations."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.config.places import host
from generator.config.types import Author, NavigationLink, Sponsor, Topic
from generator.errors import CODES
from generator.yaml.form import Form, form, mark_unknown, plain_names
from generator.yaml.moment import is_day
from generator.yaml.nodes import Entry, Mapping, Node, Scalar, is_lost
from generator.yaml.proof import Proof, place
from generator.yaml.takers import (
    Taker,
    is_web_address,
    list_of,
    long_text,
    mapping,
    moment_in,
    one_of,
    text,
    web_address,
)

_SECRET = re.compile(
    r"pass(word|wd|phrase)?$|secret|token|api_?key|access_?key|credential|private_?key"
)
_ENVIRONMENT = re.compile(r"[A-Z][A-Z0-9_]*$")
_AUTHOR = plain_names("name", "role", "bio", "url", "image")
_TOPIC = plain_names("title", "description")
_SPONSOR = plain_names("name", "url", "notice", "from", "until")
_LINK = plain_names("name", "url")
_DIRECTIVES = plain_names(
    "script-src", "style-src", "font-src", "img-src", "media-src", "connect-src", "form-action"
)
_LEVELS = one_of("off", "advise", "warn", "error")


def sheet_form(node: Node, proof: Proof, names: dict[str, str]) -> Form | None:
    """Take keys and values of which every key is known."""
    found = mapping(node, proof)
    return None if found is None else form(found, proof, names)


def author(key: str, node: Node, proof: Proof) -> Author | None:
    """Take an author; the key is the name where none is given."""
    entry = sheet_form(node, proof, _AUTHOR)
    if entry is None:
        return None
    return Author(
        key=key,
        name=entry.value("name", text) or key,
        role=entry.value("role", text) or "",
        bio=entry.value("bio", long_text) or "",
        url=entry.value("url", web_address) or "",
        image=entry.value("image", text) or "",
    )


def topic(key: str, node: Node, proof: Proof) -> Topic | None:
    """Take a topic; the key is the title where none is given."""
    entry = sheet_form(node, proof, _TOPIC)
    if entry is None:
        return None
    title = entry.value("title", text) or key
    return Topic(key=key, title=title, description=entry.value("description", text) or "")


def sponsor_in(zone: ZoneInfo) -> Taker[Sponsor]:
    """A taker of sponsors; a day in `until` counts whole."""

    def take(node: Node, proof: Proof) -> Sponsor | None:
        entry = sheet_form(node, proof, _SPONSOR)
        name = entry.needed("name", text) if entry else None
        if entry is None or not name:
            return None
        return Sponsor(
            name=name,
            url=entry.value("url", web_address) or "",
            notice=entry.value("notice", text) or f"Sponsored by {name}.",
            starts=entry.value("from", moment_in(zone)),
            ends=entry.value("until", _end_in(zone)),
        )

    return take


def _end_in(zone: ZoneInfo) -> Taker[datetime]:
    def take(node: Node, proof: Proof) -> datetime | None:
        taken = moment_in(zone)(node, proof)
        if taken is None or not isinstance(node, Scalar) or not is_day(node.value):
            return taken
        return moment_in(zone)(_next_day(node), proof)

    return take


def _next_day(node: Scalar) -> Scalar:
    day = datetime.fromisoformat(node.value).date() + timedelta(days=1)
    return Scalar(value=day.isoformat(), line=node.line, column=node.column, width=node.width)


def navigation(node: Node, proof: Proof) -> tuple[NavigationLink, ...] | None:
    """Take the navigation: names with their addresses, or a list of name and url."""
    if not isinstance(node, Mapping):
        return list_of(_named_link)(node, proof)
    links = [(entry.key.value, _address(entry.value, proof)) for entry in node.entries]
    return tuple(NavigationLink(name=name, url=url) for name, url in links if url)


def _named_link(node: Node, proof: Proof) -> NavigationLink | None:
    entry = sheet_form(node, proof, _LINK)
    if entry is None:
        return None
    name, url = entry.needed("name", text), entry.needed("url", _address)
    return NavigationLink(name=name, url=url) if name and url else None


def _address(node: Node, proof: Proof) -> str | None:
    """Take a path of the site's own or an absolute address."""
    address = text(node, proof)
    if address is None or is_web_address(address) or re.match(r"/(?!/)[^\s\\]*$", address):
        return address
    mend = "Write a path of this site (/about/) or a whole address (https://...)."
    proof.mark(node, f'"{address}" leads nowhere', mend)
    return None


def checks(node: Node, proof: Proof) -> dict[str, str] | None:
    """Take the level of each check, by its code."""
    found = mapping(node, proof)
    if found is None:
        return None
    codes = {code.casefold(): code for code in CODES if code != "WOW100"}
    known = [entry for entry in found.entries if _is_code(entry, codes, proof)]
    levels = {codes[e.key.value.casefold()]: _LEVELS(e.value, proof) for e in known}
    return {code: level for code, level in levels.items() if level}


def _is_code(entry: Entry, codes: dict[str, str], proof: Proof) -> bool:
    if entry.key.value.casefold() not in codes:
        mark_unknown(proof, entry, codes, otherwise=f"It can be {', '.join(codes.values())}.")
        return False
    return True


def policy(node: Node, proof: Proof) -> dict[str, tuple[str, ...]] | None:
    """Take the hosts that pages may load more from, by what they load."""
    found = sheet_form(node, proof, _DIRECTIVES)
    if found is None:
        return None
    taken = {name: found.value(name, list_of(host)) for name in found.found}
    return {name: hosts for name, hosts in taken.items() if hosts}


def destination(_: str, node: Node, proof: Proof) -> dict[str, str] | None:
    """Take one destination of publishing; what is secret is only named, never written."""
    found = mapping(node, proof)
    if found is None:
        return None
    taken = {entry.key.value: _setting(entry, proof) for entry in found.entries}
    return {key: value for key, value in taken.items() if value is not None}


def _setting(entry: Entry, proof: Proof) -> str | None:
    value = None if is_lost(entry.value) else text(entry.value, proof)
    key = entry.key.value
    if not value or not _SECRET.search(key.casefold()) or _ENVIRONMENT.match(value):
        return value
    mend = (
        "Anybody who sees this file sees it. Change it where it is used, put it into an "
        f"environment variable, and name that here: {key}: WOW_{key.upper().replace('-', '_')}"
    )
    problem = proof.sheet.problem(place(entry.key), f'"{key}" holds a secret', mend)
    # Its line would print the secret.
    proof.problems.append(replace(problem, excerpt=f"{key}: ..."))
    return None
