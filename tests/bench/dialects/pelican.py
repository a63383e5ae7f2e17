"""Columns as Pelican reads them: keys without a fence."""

from tests.bench.column import Column
from tests.bench.dialects import Dialect


def _front(column: Column) -> str:
    keys = {
        "Title": column.title,
        "Summary": column.standfirst,
        "Date": f"{column.date:%Y-%m-%d %H:%M}",
        "Slug": column.slug,
        "Authors": column.author,
        "Tags": ", ".join(column.topics),
    }
    return "".join(f"{key}: {value}\n" for key, value in keys.items())


PELICAN = Dialect("content", _front)
