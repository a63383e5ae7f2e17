"""Moments in the words of an editor who waits for them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from generator.preview.moments import day, day_and_time, span

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_moment_is_told_in_the_zone_of_the_site() -> None:
    moment = datetime(2026, 12, 2, 20, 5, tzinfo=UTC)
    assert day(moment, SHANGHAI) == "3 Dec 2026"
    assert day_and_time(moment, SHANGHAI) == "3 Dec 2026, 04:05"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3, hours=23), "3 days"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=60), "2 months"),
        (timedelta(days=800), "2 years"),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_a_span_is_told_in_its_largest_unit(length: timedelta, words: str) -> None:
    assert span(length) == words
