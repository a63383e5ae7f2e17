"""What texts said when they were last committed: for whoever is warned that one has changed."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from generator.article.changes import Change, changes
from generator.article.fence import Parts, split
from generator.cli.git import git_says
from generator.errors import SILENT, Problem, SiteError
from generator.source import file_at, identify
from generator.text import decode

_MOST_TEXTS = 10
_MOST_CHANGES = 3
_MOST_BYTES = 256_000


def with_changes(root: Path, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems; those of texts that changed in silence with what has changed since git's HEAD."""
    silent = (problem for problem in problems if problem.code == SILENT)
    told = {problem: _told(root, problem) for problem in islice(silent, _MOST_TEXTS)}
    return tuple(told.get(problem, problem) for problem in problems)


def _told(root: Path, problem: Problem) -> Problem:
    before, now = _committed(root, problem.path), _present(root, problem.path)
    found = changes(before.body, now.body) if before and now else []
    if not now or not found:
        return problem
    line = now.body_line + found[0].line - 1
    mend = "\n".join([*_said(found), problem.mend])
    return replace(problem, line=line, column=found[0].column, mend=mend)


def _said(found: Sequence[Change]) -> Iterator[str]:
    for change in found[:_MOST_CHANGES]:
        yield f'was: "{change.was}"'
        yield f'now: "{change.now}"'
    if len(found) > _MOST_CHANGES:
        yield f"and {len(found) - _MOST_CHANGES} more"


def _present(root: Path, path: str) -> Parts | None:
    file = file_at(path, str(root / path))
    return _parts(path, identify(file, {}).read) if file else None


def _committed(root: Path, path: str) -> Parts | None:
    """A text as HEAD has it; None where there is none to be compared."""
    name = f"HEAD:./{path}"
    size = git_says(root, "cat-file", "-s", name)
    if not size or int(size) > _MOST_BYTES:
        return None
    return _parts(path, partial(git_says, root, "cat-file", "blob", name))


def _parts(path: str, read: Callable[[], bytes]) -> Parts | None:
    try:
        content = read()
        return split(path, decode(path, content)) if len(content) <= _MOST_BYTES else None
    except SiteError:
        return None
