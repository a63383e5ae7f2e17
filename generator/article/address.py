"""Where an article stands: its slug and its permalink."""

import re
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from generator.slug import slug

PAGES = "content/pages/"
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)[-_ ]+(.+)$")


def name_of(source: str) -> str:
    """What a file is called: its name without ending, its folder's for index.md."""
    folder, _, file = source.rpartition("/")
    stem = file.rpartition(".")[0] or file
    return folder.rpartition("/")[2] if stem.lower() == "index" else stem


@lru_cache(maxsize=64)
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
