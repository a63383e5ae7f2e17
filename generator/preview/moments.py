"""Moments in words, as the site's zone has them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.card import MONTHS

_UNITS = (
    (timedelta(days=730), timedelta(days=365), "year"),
    (timedelta(days=60), timedelta(days=30), "month"),
    (timedelta(days=2), timedelta(days=1), "day"),
    (timedelta(hours=2), timedelta(hours=1), "hour"),
    (timedelta(minutes=2), timedelta(minutes=1), "minute"),
)
"""From which span on a unit is spoken of, how long it is, and its name."""


def day(moment: datetime, zone: ZoneInfo) -> str:
    """A moment's day: "3 Dec 2026"."""
    return local_day(moment.astimezone(zone))


def local_day(local: datetime) -> str:
    """The day of a moment that is in its zone already: "3 Dec 2026"."""
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}"


def day_and_time(moment: datetime, zone: ZoneInfo) -> str:
    """A moment to the minute: "3 Dec 2026, 09:00"."""
    return f"{day(moment, zone)}, {moment.astimezone(zone):%H:%M}"


def span(length: timedelta) -> str:
    """A length of time in the largest unit of which it has two: "3 days"; the rest is cut off."""
    for least, unit, name in _UNITS:
        if length >= least:
            return f"{length // unit} {name}s"
    return "1 minute" if length >= timedelta(minutes=1) else "less than a minute"
