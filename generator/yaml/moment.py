"""A day or a moment as written -> the moment in UTC."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:(?:[Tt]| +)(?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r" *(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_LOOSE = re.compile(
    r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?=$|[T ])(.*)$", re.ASCII
)
_NAMED = re.compile(r"(?:(\d{1,2}) +)?([A-Za-z]{3,9})\.?(?: +(\d{1,2}),?)? +(\d{4})$", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_iso(text: str) -> bool:
    """Whether text has the shape of a day or a moment (ISO 8601, T or space between them)."""
    return _ISO.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Whether text is a day alone."""
    return is_iso(text) and len(text) == 10


def moment(text: str, zone: ZoneInfo) -> datetime:
    """Read a day or a moment, of the zone where it names none, as the moment in UTC.

    A moment that the zone's clocks skip or repeat is the later instant. Raises ValueError where
    there is no such moment.
    """
    found = _ISO.fullmatch(text)
    if found is None or not "1000" <= text[:4] < "9999":
        raise ValueError(text)
    local = datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}")
    if found["zone"]:
        return datetime.fromisoformat(local.isoformat() + found["zone"].upper()).astimezone(UTC)
    instants = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(instants)


def better_day(text: str) -> str:
    """What was probably meant by a day in another form, or ""."""
    if loose := _LOOSE.match(text):
        year, month, day, rest = loose.groups()
        better = f"{year}-{int(month):02}-{int(day):02}{_better_time(rest)}"
        return better if is_iso(better) else ""
    if named := _NAMED.match(text):
        before, name, after, year = named.groups()
        month, number = name[:3].lower(), before or after
        if month in _MONTHS and number:
            return f"{year}-{_MONTHS.index(month) + 1:02}-{int(number):02}"
    return ""


def _better_time(rest: str) -> str:
    """What follows a day, with two digits for the hour and for the zone's."""
    return re.sub(r"(?<![\d:.])(\d)(?=:|$)", r"0\1", rest)
