"""What holds for every refusal, whatever was refused."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.errors import Problem, SiteError, describe

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def problems_of(step: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that a step is refused for; none where it is done."""
    try:
        step()
    except SiteError as error:
        assert error.problems, "a refusal says why"
        return error.problems
    return ()


def assert_sound(problem: Problem, content: bytes) -> None:
    """A problem has a place inside its file, one sentence, and shows well on a terminal."""
    lines = len(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    assert problem.path
    assert 0 <= problem.line <= lines, problem
    assert problem.column >= min(problem.line, 1), problem
    assert problem.what.strip(), problem
    assert "\n" not in problem.what, problem
    assert_shown(problem)


def assert_shown(problem: Problem) -> None:
    """A problem's text begins with its path, is indented below, and has no control characters."""
    first, *below = describe(problem).split("\n")
    assert first.startswith(problem.path)
    assert all(line.startswith("  ") for line in below), describe(problem)
    assert not _CONTROL.search(describe(problem)), repr(describe(problem))


def state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with its time and bytes."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
