"""A file's proof: the sheet being read, the problems marked on it, and lines as they should be."""

from dataclasses import dataclass, field

from generator.errors import Problem
from generator.text import Place, Sheet
from generator.yaml.nodes import Node, Scalar

MOST_MARKS = 100


@dataclass(frozen=True, slots=True)
class Proof:
    """One file while it is read: whoever finds a fault marks it, and reading goes on."""

    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)

    def mark(self, node: Node, what: str, mend: str = "") -> None:
        """Mark what is wrong with a value, and how to mend it; a file has only so many marks."""
        if len(self.problems) < MOST_MARKS:
            self.problems.append(self.sheet.problem(place(node), what, mend))

    def mark_value(self, node: Node, what: str, better: str) -> None:
        """Mark a value, showing its line with a better one."""
        self.mark(node, what, write(self.with_value(node, better)))

    def mark_unquoted(self, node: Node, what: str) -> None:
        """Mark a value that should stand in quotation marks, showing its line so."""
        line, start = self.sheet.line(node.line), node.column - 1
        end = len(line) if isinstance(node, Scalar) else _closed(line, start)
        self.mark(node, what, write(quoted_line(line[:end], start) + line[end:]))

    def with_value(self, node: Node, better: str) -> str:
        """The line of a value with a better one in its place."""
        line = self.sheet.line(node.line)
        start = node.column - 1
        after = line[start + node.width :] if isinstance(node, Scalar) else ""
        return with_tail(line, start, better + after)

    def written(self, node: Node) -> str:
        """A value as its line has it, to the line's end."""
        return self.sheet.line(node.line)[node.column - 1 :].strip()


def place(node: Node) -> Place:
    """Where a value stands."""
    return Place(node.line, node.column, node.width if isinstance(node, Scalar) else 1)


def write(line: str) -> str:
    """The mend that shows a line as it should be."""
    return f"Write: {line.strip()}"


def with_tail(line: str, start: int, tail: str) -> str:
    """Line with everything from start on replaced."""
    head = line[:start]
    return head + tail if head.endswith(" ") or not head else f"{head} {tail}"


def _closed(line: str, start: int) -> int:
    """Where on a line that ends which a bracket opens; the line's end if it does not."""
    depth = 0
    for end, sign in enumerate(line[start:], start + 1):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return end
    return len(line)


def quoted_line(line: str, start: int) -> str:
    """Line with everything from start on put in quotation marks."""
    return with_tail(line, start, quoted(unquoted(line[start:].strip())))


def quoted(text: str) -> str:
    """Text in the quotation marks that need the least escaping."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unquoted(text: str) -> str:
    """Text without the marks that were meant to enclose it."""
    mark = text[:1]
    if mark not in ('"', "'"):
        return text
    if len(text) > 1 and text.endswith(mark):
        return text[1:-1]
    return text[1:] if text.count(mark) == 1 else text
