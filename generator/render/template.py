"""What a template is, and how a problem points into one."""

from dataclasses import dataclass

from generator.errors import Problem


@dataclass(frozen=True)
class Template:
    """A template's text, the path that problems blame, and the templates that it names.

    outline is what came of its parsing, by a key: to be kept for the next one. inline are the
    directives and hashes of scripts and styles that stand in it.
    """

    path: str
    text: str
    references: frozenset[str] = frozenset()
    inline: frozenset[tuple[str, str]] = frozenset()
    outline: tuple[bytes, bytes] = (b"", b"")


def problem_at(template: Template, line: int, what: str, mend: str = "") -> Problem:
    """A problem with a template, at a line of it, or with the whole where that is 0."""
    excerpt = line_of(template, line)
    start = len(excerpt) - len(excerpt.lstrip())
    return Problem(
        path=template.path,
        line=line,
        column=start + 1,
        what=what,
        mend=mend,
        excerpt=excerpt,
        width=max(len(excerpt.strip()), 1),
    )


def line_of(template: Template, number: int) -> str:
    """A line of a template by its number; empty where there is none."""
    lines = template.text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
