"""Columns as Eleventy reads them: addresses are in the front matter."""

from tests.bench.column import Column
from tests.bench.dialects import Dialect, fenced


def _front(column: Column) -> str:
    return fenced(
        {
            "title": column.title,
            "standfirst": column.standfirst,
            "date": column.date.isoformat(),
            "author": column.author,
            "topics": column.topics,
            "permalink": column.permalink,
        }
    )


ELEVENTY = Dialect("articles", _front)
