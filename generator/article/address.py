"""Where an article stands: its slug, its permalink, its old addresses."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from generator.slug import is_slug, slug
from generator.yaml import Node, Proof
from generator.yaml.takers import text

PAGES = "content/pages/"
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)[-_ ]+(.+)$")
_PLAIN = re.compile(r"/(?:[\w~-](?:[\w.~-]*[\w~-])?/)+$", re.ASCII)
_FORBIDDEN = re.compile(r'[\x00-\x1f\\:*?"<>|]')


def name_of(source: str) -> str:
    """What a file is called: its name without ending, its folder's for index.md."""
    folder, _, file = source.rpartition("/")
    stem = file.rpartition(".")[0] or file
    return folder.rpartition("/")[2] if stem.lower() == "index" else stem


@lru_cache(maxsize=16)
def dated_name(source: str) -> tuple[str, str]:
    """The day that a file's name begins with, or "", and the rest of the name."""
    name = name_of(source)
    found = _DATED.match(name)
    return (found[1], found[2]) if found else ("", name)


def is_standing(source: str) -> bool:
    """Whether a file is a standing page (About, Masthead)."""
    return source.startswith(PAGES)


def standing_permalink(source: str, last: str) -> str:
    """The address of a standing page: its folders under content/pages/, and its slug."""
    path = PurePosixPath(source).relative_to(PAGES)
    folders = path.parent.parts[:-1] if path.stem.lower() == "index" else path.parent.parts
    return "/" + "".join(f"{slug(folder)}/" for folder in folders) + f"{last}/"


def permalink(pattern: str, last: str, date: datetime | None, zone: ZoneInfo) -> str:
    """An article's address, by the site's days; "" where it takes a date and there is none."""
    if date is None:
        return "" if re.search("{(year|month|day)}", pattern) else pattern.replace("{slug}", last)
    local = date.astimezone(zone)
    filled = pattern.replace("{year}", f"{local.year:04}").replace("{month}", f"{local.month:02}")
    return filled.replace("{day}", f"{local.day:02}").replace("{slug}", last)


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
