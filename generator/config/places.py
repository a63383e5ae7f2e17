"""Where a site is: the takers of its address, zone, languages and pattern of permalinks."""

import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator.config.types import Address
from generator.errors import near
from generator.yaml.nodes import Node
from generator.yaml.proof import Proof
from generator.yaml.takers import text, web_address

# RFC 5646, 2.1: language, script, region, variants, private use.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-x(?:-[a-z\d]{1,8})+)?)$",
    re.IGNORECASE | re.ASCII,
)
_BASE = re.compile(r"(?:/[\w.~-]*[\w~-])*/?$", re.ASCII)
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*$")
_PATTERN = re.compile(r"/(?:(?:[a-z0-9_-]|\{(?:year|month|day|slug)\})+/)+$")
_OF_THE_MACHINE = ("localtime", "Factory", "posixrules")


def zone(node: Node, proof: Proof) -> str | None:
    """Take the name of a time zone (IANA)."""
    name = text(node, proof)
    if name is None or name == "" or _is_zone(name):
        return name
    known = {zone.casefold(): zone for zone in available_timezones()}
    meant = near(name, list(known))
    mend = (
        f'Did you mean "{known[meant]}"?'
        if meant
        else "Write it as in Asia/Shanghai or Europe/Paris."
    )
    proof.mark(node, f'"{name}" is not a time zone', mend)
    return None


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name)) and name not in _OF_THE_MACHINE
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def language(node: Node, proof: Proof) -> str | None:
    """Take a language tag (BCP 47), in its customary case: zh-Hans, en-GB."""
    tag = text(node, proof)
    if tag is None:
        return None
    if found := _TAG.match(tag):
        return _customary(found)
    better = tag.replace("_", "-").split(".")[0]
    if found := _TAG.match(better):
        proof.mark_value(node, f'"{tag}" is not a language tag', _customary(found))
    else:
        proof.mark(node, f'"{tag}" is not a language tag', "Write it as in en, en-GB or zh-Hans.")
    return None


def _customary(found: re.Match[str]) -> str:
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    parts = (found["language"].lower(), script, region)
    return "-".join(part for part in parts if part) + found["rest"].lower()


def site_address(node: Node, proof: Proof) -> Address | None:
    """Take the site's address."""
    written = web_address(node, proof)
    if not written:
        return None
    bare = re.split("[?#]", written)[0]
    address = address_of(bare)
    if address is None:
        mend = "Write it as in https://example.org or https://example.org/column/."
        proof.mark(node, f'"{written}" cannot be the address of a site', mend)
    elif bare != written:
        proof.mark_value(node, "a site's address has no ? and no #", bare)
        return None
    return address


def address_of(written: str) -> Address | None:
    """The address of a site, if that is what a text is: scheme, host, port and a simple path."""
    try:
        parts = urlsplit(written)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = host_name(parts.hostname or "")
    is_plain = _BASE.match(parts.path) and not re.search("[?#@]", written)
    if parts.scheme not in ("http", "https") or not host or not is_plain:
        return None
    return Address(f"{parts.scheme}://{host}{port}", parts.path.rstrip("/"))


def host_name(name: str) -> str:
    """A host's name in ASCII (IDNA), or "" where it cannot be one."""
    try:
        ascii_name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return ascii_name if _HOST.match(ascii_name) else ""


def host(node: Node, proof: Proof) -> str | None:
    """Take the name of a host."""
    name = text(node, proof)
    if name is None:
        return None
    if found := host_name(name):
        return found
    meant = host_name(urlsplit(name).hostname or "") if "//" in name else ""
    if meant:
        proof.mark_value(node, "here the host's name alone is expected", meant)
    else:
        proof.mark(
            node, f'"{name}" is not the name of a host', "Write it as in images.example.org."
        )
    return None


def permalink_pattern(node: Node, proof: Proof) -> str | None:
    """Take the pattern of articles' addresses."""
    pattern = text(node, proof)
    if pattern is None or (_PATTERN.match(pattern) and "{slug}" in pattern):
        return pattern
    mend = (
        "It begins and ends with /, holds {slug}, and besides small letters, digits and - only "
        "{year}, {month} and {day}: /{year}/{month}/{slug}/"
    )
    proof.mark(node, f'"{pattern}" cannot be the pattern of addresses', mend)
    return None
