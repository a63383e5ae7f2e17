"""The lines of content/ledger.tsv: one an address, sorted, fit to be merged by git."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from generator.errors import Problem, SiteError
from generator.text import MOST_TOLD, Place, decode, sheet_of

_HEAD = "#url\tsource\tout\tgone\ttext"
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_FATE = r"to (?:/|https?://)[^\t ]*|withdrawn [^\t]+"
_LINE = re.compile(
    rf"/[^\t]*\tcontent/[^\t]+\t{_MOMENT}\t(?:{_MOMENT}(?: (?:{_FATE}))?)?"
    r"\t[0-9a-f]{32}(?:\.[0-9a-f]{8})?"
).fullmatch
# What git leaves where it was not told to merge by lines: both sides are kept.
_CONFLICT = re.compile(rb"(?m)^(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>).*\r?\n?")


class Entry(NamedTuple):
    """An address that was out, a site path, and the file whose article it is of.

    out and gone are moments as the ledger writes them: since when readers could come, and since
    when the file is no more, "" while it is there. To gone is added what an editor has chosen to
    stand there: " to URL" or " withdrawn REASON". text is a digest of the article's wording that
    readers were told of; after a full stop follows one of what has been said of it since.
    """

    url: str
    source: str
    out: str
    gone: str
    text: str

    def fate(self) -> tuple[str, str, str]:
        """Since when its article is gone, "to" or "withdrawn" if that was said, and the rest."""
        since, _, fate = self.gone.partition(" ")
        what, _, said = fate.partition(" ")
        return since, what, said

    def is_decided(self) -> bool:
        """Whether an editor has said what stands in a gone article's place."""
        return " " in self.gone


class Ledger(NamedTuple):
    """The entries of a ledger to be written, and the digest of what it was, b"" for none."""

    entries: Collection[Entry]
    before: bytes


def written(moment: datetime) -> str:
    """A moment as the ledger writes it: in UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def parse_ledger(path: str, content: bytes) -> tuple[Entry, ...]:
    """Read a ledger; an address may have several lines, from several editors.

    Raises SiteError with all lines that are none of a ledger.
    """
    if b"<<<<<<<" in content:
        content = _CONFLICT.sub(b"", content)
    lines = decode(path, content).split("\n")
    kept = [line for line in lines if line and line[0] != "#"]
    if not all(map(_is_line, kept)):
        raise SiteError(_unreadable(path, lines))
    return tuple(Entry(*line.split("\t")) for line in kept)


def ledger_text(entries: Iterable[Entry]) -> bytes:
    """The ledger of entries, each of an address of its own, in the order of their addresses."""
    return "\n".join([_HEAD, *map("\t".join, entries), ""]).encode()


def _is_line(line: str) -> bool:
    if not _LINE(line):
        return False
    gone = line.split("\t")[3]
    return not gone or _is_moment(gone.partition(" ")[0])


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unreadable(path: str, lines: Sequence[str]) -> Iterator[Problem]:
    sheet = sheet_of(path, "\n".join(lines))
    wrong = (
        number
        for number, line in enumerate(lines, 1)
        if line and line[0] != "#" and not _is_line(line)
    )
    mend = (
        "A line has an address, a file, two moments and a digest, with tabs between them.\n"
        "Take the line back from git, or delete it: what it says is then forgotten."
    )
    for number, _ in zip(wrong, range(MOST_TOLD), strict=False):
        yield sheet.problem(Place(number), "this is no line of a ledger", mend)
