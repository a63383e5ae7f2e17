"""Columns as we read them."""

from tests.bench.column import Column
from tests.bench.dialects import Dialect, fenced


def _front(column: Column) -> str:
    return fenced(
        {
            "title": column.title,
            "standfirst": column.standfirst,
            "date": f"{column.date:%Y-%m-%d %H:%M}",
            "authors": column.author,
            "topics": column.topics,
            "slug": column.slug,
        }
    )


OURS = Dialect("content", _front)
