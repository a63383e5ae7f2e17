"""A date whose zone puts it on another day than the one that was written."""

import re
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.article.address import dated_name
from generator.article.types import Front, Reading
from generator.errors import Problem
from generator.text import Place, Sheet

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)[\d:.]*[ \t]?(?:[Zz]|[+-]\d\d(?::?\d\d)?)")


def slipped_day(front: Front, sheet: Sheet, reading: Reading) -> Iterator[Problem]:
    """Warn of a date that readers see on another day than its writer.

    That is so where the file's name begins with the day as written, and where the time is midnight,
    which a program has put where a day alone was meant. Other moments in other zones are right.
    """
    line = front.lines.get("date", 0)
    found = front.date and _ZONED.search(sheet.line(line))
    if not front.date or not found:
        return
    seen = front.date.astimezone(ZoneInfo(reading.timezone)).date()
    named, _ = dated_name(sheet.path)
    written, time = found[1], found[2]
    if written == (day := seen.isoformat()) or named == day:
        return
    if named == written or time == "00:00":
        meant = date.fromisoformat(written)
        what = f"readers see {_in_words(seen)}, and not {_in_words(meant)}"
        mend = f"Without a zone it is {reading.timezone}'s. Write: date: {written} {time}"
        problem = sheet.problem(Place(line, found.start() + 1, len(found[0])), what, mend)
        yield replace(problem, code="WOW224", is_warning=True)


def _in_words(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"
