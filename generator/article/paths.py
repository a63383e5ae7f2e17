"""What front matter says of an article's address: its last part, the whole, or an old one."""

import re
import unicodedata
from urllib.parse import unquote

from generator.slug import is_slug, slug
from generator.yaml import Node, Proof
from generator.yaml.takers import text

_PLAIN = re.compile(r"/(?:[\w~-](?:[\w.~-]*[\w~-])?/)+$", re.ASCII)
_FORBIDDEN = re.compile(r'[\x00-\x1f\\:*?"<>|]')


def last_part(node: Node, proof: Proof) -> str | None:
    """Take the last part of an address."""
    written = text(node, proof)
    if written is None or is_slug(written):
        return written
    if "/" in written:
        proof.mark(node, "a slug is the last part of an address", f"Write: url: {written}")
    elif better := slug(written):
        proof.mark_value(node, f'"{written}" cannot stand in an address', better)
    else:
        proof.mark(node, f'"{written}" cannot stand in an address', "Use letters from a to z.")
    return None


def whole_path(node: Node, proof: Proof) -> str | None:
    """Take a whole address without its host, which begins and ends with /; or its last part."""
    written = text(node, proof)
    if not written:
        return None
    if "/" not in written:
        return last_part(node, proof)
    path = f"/{written.strip('/')}/"
    if "://" in written:
        proof.mark(node, "here the address is written without its host", "Begin it with /.")
    elif path.endswith((".html/", ".htm/", ".php/")):
        _mark_ending(node, proof, path.rstrip("/"))
    elif not _PLAIN.match(path):
        mend = "Use letters from a to z, digits, - and /."
        proof.mark(node, f'"{written}" cannot be an address', mend)
    else:
        return path
    return None


def _mark_ending(node: Node, proof: Proof, path: str) -> None:
    better = re.sub(r"\.\w+$", "/", path)
    mend = f"Write both:\nurl: {better}\naliases: {path}"
    proof.mark(node, "an article's address ends with /", mend)


def old_path(node: Node, proof: Proof) -> str | None:
    """Take an address that an article once had: its path, ending with / or with a file's name."""
    written = text(node, proof)
    if not written:
        return None
    path = unquote(re.sub(r"^https?://[^/]+", "", written))
    parts = [part for part in unicodedata.normalize("NFC", path).split("/") if part]
    if not parts or any(_is_impossible(part) for part in parts):
        mend = "Write the path alone, as in /2014/08/old-name/, without ? and #."
        proof.mark(node, f'"{written}" cannot lead here', mend)
        return None
    is_file = "." in parts[-1] and not path.endswith("/")
    return "/" + "/".join(parts) + ("" if is_file else "/")


def _is_impossible(part: str) -> bool:
    return part[0] == "." or part[-1] in ". " or "#" in part or bool(_FORBIDDEN.search(part))
