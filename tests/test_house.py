"""The form of the code itself: functions stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOMS = Path(__file__).parent.parent / "generator"


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring aside."""
    count = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return count
    return count - ((first.end_lineno or 0) - first.lineno + 1)


def _functions() -> Iterator[tuple[str, int]]:
    for path in sorted(ROOMS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.name}:{node.lineno} {node.name}", _lines(node)


def test_no_function_is_over_50_lines() -> None:
    assert [name for name, lines in _functions() if lines > 50] == []


def test_the_median_function_is_at_most_8_lines() -> None:
    assert median(lines for _, lines in _functions()) <= 8
