"""What the checks say of an edition, and what becomes of that when one text changes."""

from typing import NamedTuple

from msgspec.structs import replace

from generator.checks import LineOf, check, check_text
from generator.errors import Problem, SiteError
from generator.preview.book import Book


class Findings(NamedTuple):
    """Errors and warnings of a planned site; where there are errors, the warnings are unknown."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def findings(book: Book, line_of: LineOf) -> Findings:
    """Check a whole site."""
    try:
        return Findings(warnings=check(book.site, book.plan, line_of))
    except SiteError as error:
        return Findings(errors=error.problems)


def findings_with(known: Findings, before: Book, book: Book, source: str, line: LineOf) -> Findings:
    """The same findings once the text of one article has changed between two books."""
    was, now = before.site.addresses[source], book.site.addresses[source]
    if known.errors or was.anchors != now.anchors or was.lines != now.lines:
        return findings(book, line)
    try:
        gone = {_placeless(each) for each in check_text(before.site, book.plan, was, _nothing)}
        new = check_text(book.site, book.plan, now, line)
    except SiteError:
        return findings(book, line)
    kept = [each for each in known.warnings if _placeless(each) not in gone]
    warnings = sorted((*kept, *new), key=lambda each: (each.path, each.line, each.column))
    return Findings(warnings=tuple(warnings))


def _placeless(problem: Problem) -> Problem:
    """A problem without the line that it shows: that may have been written anew since."""
    return replace(problem, excerpt="")


def _nothing(_path: str, _number: int) -> str:
    return ""
