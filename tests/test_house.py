"""The form of the code itself: functions stay short."""

import ast
import re
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


def test_every_guard_that_readme_tells_of_names_tests_that_are_there() -> None:
    readme = (ROOMS.parent / "README.md").read_text(encoding="utf-8")
    section = readme.partition("### What it guards\n")[2].partition("\n### ")[0]
    guards = [line for line in section.splitlines() if line.startswith("- ")]
    named = [re.findall(r"`(tests/\S+\.py)`", line) for line in guards]
    assert all(named)
    assert [path for each in named for path in each if not (ROOMS.parent / path).is_file()] == []
    assert len(guards) > 10
