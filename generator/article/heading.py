"""Takes a body's first heading as its title, where front matter gives none."""

import re

from generator.article.types import Reading
from generator.markup.aside import without_code, without_comments
from generator.markup.body import mark_up

_HEADING = re.compile(
    r"^ {0,3}#[ \t]+(?P<hash>[^\n]*?)(?:[ \t]+#+)?[ \t]*$|^(?P<line>[^\n#>\s][^\n]*)\n=+[ \t]*$",
    re.MULTILINE,
)


def without_heading(body: str) -> tuple[str, str]:
    """The first heading's text, or "", and the body without it, all lines where they were."""
    seen = _HEADING.search(without_code(without_comments(body)))
    found = seen and _HEADING.match(body, seen.start())
    if found is None:
        return "", body
    kept = body[: found.start()] + "\n" * found.group().count("\n") + body[found.end() :]
    return (found["hash"] or found["line"] or "").strip(), kept


def plain_heading(heading: str, path: str, reading: Reading) -> str:
    """A heading's text without its markup."""
    if not re.search(r"[*_`\[\]<&{\\]", heading):
        return heading
    marked = mark_up(f"# {heading}", path=path, first_line=1, dialect=reading.dialect)
    return " ".join(marked.text.split())
