"""Column -> the file that one generator reads: the body is common, the front matter is not."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.column import Column


@dataclass(frozen=True)
class Dialect:
    """Where a generator's columns lie, below a folder for each year, and how they begin."""

    folder: str
    front: Callable[[Column], str]

    def path(self, column: Column) -> str:
        """The file of a column, whatever its slug is."""
        return f"{self.folder}/{column.date:%Y}/column-{column.number}.md"

    def text(self, column: Column) -> str:
        """What stands in it."""
        body = "\n\n".join(column.body)
        return f"{self.front(column)}\n{body}\n"


def fenced(keys: Mapping[str, str | Sequence[str]]) -> str:
    """Front matter in YAML: JSON's strings and lists are YAML's too."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---"])
