"""Columns as Hugo reads them: years are a taxonomy, as its users make archives."""

from tests.bench.column import Column
from tests.bench.dialects import Dialect, fenced


def _front(column: Column) -> str:
    return fenced(
        {
            "title": column.title,
            "description": column.standfirst,
            "date": column.date.isoformat(),
            "slug": column.slug,
            "authors": [column.author],
            "topics": column.topics,
            "years": [f"{column.date:%Y}"],
        }
    )


HUGO = Dialect("content/articles", _front)
