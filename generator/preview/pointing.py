"""Problems as a page shows them: each with a link that opens the editor where it is."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.errors import Excerpt, Problem, excerpt, visible


@dataclass(frozen=True, kw_only=True)
class Opener:
    """How a page opens a file of the site: form is such as vscode://file{path}:{line}:{column}."""

    form: str
    root: Path

    def href(self, path: str, line: int = 1, column: int = 1) -> str:
        """The link that opens a file, by its path from the root."""
        file = (self.root / path).absolute().as_posix()
        # A drive's letter stands after a slash in a URL: vscode://file/C:/column/a.md (RFC 8089).
        whole = quote(os.fsencode(file if file.startswith("/") else f"/{file}"), safe="/:")
        places = {"{path}": whole, "{line}": str(line or 1), "{column}": str(column or 1)}
        href = self.form
        for name, value in places.items():
            href = href.replace(name, value)
        return href


@dataclass(frozen=True, kw_only=True)
class Pointed:
    """A problem to be shown: place is path:line:column, line is 0 where it has no excerpt."""

    place: str
    href: str
    what: str
    mend: tuple[str, ...]
    code: str
    line: int
    excerpt: Excerpt


def pointed(problem: Problem, opener: Opener) -> Pointed:
    """A problem as a page shows it; only a warning shows its code."""
    line, column = problem.line, max(problem.column, 1)
    return Pointed(
        place=visible(f"{problem.path}:{line}:{column}" if line else problem.path),
        href=opener.href(problem.path, line, column),
        what=visible(problem.what),
        mend=tuple(visible(each) for each in problem.mend.split("\n") if each),
        code=problem.code if problem.is_warning else "",
        line=line if problem.excerpt else 0,
        excerpt=Excerpt(*map(visible, excerpt(problem))),
    )
