"""What can be wrong with a site: problems with a place and a mend, and errors that carry them."""

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

CODES: dict[str, str] = {
    "WOW100": "Something cannot be read as it is meant: a setting with a wrong value, a key that "
    "nobody knows, a file in another encoding, two pages at one address. Nothing is written until "
    "it is mended, so that readers never see half of an article.",
    "WOW101": "Something that is out says what is under embargo: its title, its address, or a "
    "picture of it. Nothing is written until it is taken out there, or the embargo has ended. If "
    "readers may know it, the article that says so has `allow-mention: true` under `extra:`.",
    "WOW201": "A link leads to no page of this site and to no file beside the article. Where it "
    "was written as a file's path, its text is shown without the link.",
    "WOW202": "A link's part after the # names no heading of the page that it leads to. Readers "
    "come to the top of that page.",
    "WOW203": "A picture is not where the article says. Its description is shown in its stead.",
    "WOW205": "The text holds tags of another site generator, such as {% image %}. They mean "
    "nothing here, and readers would see them. Replace them by Markdown, or put them in code.",
    "WOW206": "An article has a topic that site.yaml does not name, though it names others. It may "
    "be a slip of the pen; if not, add it under topics: in site.yaml.",
    "WOW207": "An article has an author whom site.yaml does not name, though it names others. It "
    "may be a slip of the pen; if not, add the name under authors: in site.yaml.",
    "WOW208": "An article has no date, and is held back until it has one.",
    "WOW209": "A picture has no description (alt), which readers who cannot see it hear, or no "
    'credit, which says who made it. One that is only decoration has alt="".',
    "WOW210": "A text is longer than 256 KB. It slows down the build; over 1 MB it is refused.",
    "WOW211": "site.yaml turns on something that this version does not make yet: publishing. "
    "The site is built without it.",
    "WOW212": "A topic, an author or a series has a name of which no address can be made: it has "
    "neither a Latin nor a Chinese letter, nor a digit. It is shown, and has no page.",
    "WOW213": "Two topics, authors or series have different names and one address, since addresses "
    "are made of letters and digits, Chinese ones of their sounds. They share a page.",
    "WOW214": "A text holds HTML that is not published: a frame, a form, a film, a drawing, a "
    "script or a style. Write it as Markdown, or link to the film instead. A frame is shown where "
    "site.yaml lists its host under `embeds:`.",
    "WOW215": "The folder .cache/ or output/ is committed to git. The cache knows drafts and what "
    "is under embargo, and a history keeps what was taken out later: whoever sees the repository "
    "sees both.",
    "WOW216": "The folder that holds content/ looks like one that a web server gives out. Only "
    "output/ is for readers: drafts and what is under embargo are in content/ and in .cache/.",
    "WOW220": "An article was out, and its file is gone. Readers who come to its address are told "
    "so. Put the file back if that is a slip; else say with `wow retire` where they are led, or "
    "why it is gone.",
    "WOW221": "The address of an article that is gone leads to a page that is not there.",
    "WOW222": "content/ledger.tsv cannot be written. Addresses that are new are not remembered, so "
    "that no redirect will be left where one of them changes.",
    "WOW223": "A text that was out for more than an hour has changed, and neither `updated:` nor "
    "`corrections:` tells its readers. Spaces, quotation marks, dashes and emphasis do not count. "
    "Tell them, or say with `wow accept` that it is too small to tell.",
    "WOW224": "A date names a time zone, and in the site's own zone it is another day than the one "
    "that was written: readers, and the address, have that other day. Write the time without a "
    "zone. It is told where the file's name begins with the day as written, or where the time is "
    "midnight, which a program has put where a day was meant.",
    "WOW225": "An article names a sponsor who does not pay on the day that it comes out, by "
    "`from:` and `until:` in site.yaml; or the sponsor of every page does not pay any more. Its "
    "line is not shown. An article that outlives its sponsor's contract is right.",
    "WOW230": "A link to another site leads to a page that is gone, to a host that is not there, "
    "or in a circle. `wow check --external` asks for each such page, and offers the archived copy "
    "that `sources:` or the quotation has of it.",
    "WOW231": "A link to another site could not be looked at: its host was too slow, refused the "
    "connection, or has a fault of its own. That may pass; look at it in a browser.",
    "WOW301": "A word stands twice in a row, which is mostly a slip. Words that are repeated on "
    "purpose (had had, very very) and whatever stands in quotations and code are left alone.",
    "WOW302": "A name, or a text of site.yaml's, has a straight quotation mark or apostrophe. In "
    "articles and headlines they are set by themselves; names are shown as they are written.",
    "WOW303": "Half-width punctuation stands after a Chinese sign, or what a bracket opens is "
    "closed by one of another kind. Quotations are left as they were posted.",
    "WOW304": "Between Chinese and Latin letters a text has a space in nearly all places, or in "
    "nearly none, and here it is the other way round. Which of the two is the house's choice.",
    "WOW305": "A heading is two levels or more below the one before it. Who listens to a page goes "
    "through it by its headings, and looks for the one that is left out.",
    "WOW306": "A standfirst is longer than 350 letters, of which a Chinese sign counts two. Lists, "
    "feeds and searches have room for one or two sentences.",
    "WOW307": "A headline is longer than 90 letters, of which a Chinese sign counts two: a card or "
    "a search shows it cut, or in four lines.",
    "WOW308": "A topic that one article alone has is nearly spelt like one that others have. It "
    "may be a slip of the pen, and has a page of its own.",
    "WOW309": "A quotation (lines with > before them) does not end in a line with its source. One "
    "that a sentence with a colon leads in to, or that holds a link, has named it. This is off "
    "unless site.yaml turns it on, since a house may use > for other things.",
    "WOW310": "An article has no topic, while the site has some: no topic's page leads to it.",
    "WOW311": "The picture at an article's head is narrower than 800 pixels, and is shown blurred "
    "or small. Pictures in a text may be small on purpose.",
    "WOW312": "A headline has letters, digits or signs that the face of share cards lacks: it has "
    "Latin, Greek, Cyrillic and Japanese ones and the usual Chinese. A card without some of them "
    "would say something else, so it shows the column's name instead.",
}
"""What each code of a problem means, for whoever asks."""
SILENT = "WOW223"

LEVELS: dict[str, str] = {code: "advise" for code in CODES if code.startswith("WOW3")} | {
    "WOW309": "off",
}
"""How a code weighs where site.yaml does not say; "warn" if it is not here.

Advice is told by `wow check` and at the desk, and not by every build.
"""

# What ends a terminal's line, moves its cursor, or turns the direction of its text.
_UNSHOWN = (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_SHOWN = dict.fromkeys(_UNSHOWN, "�") | {ord("\t"): " ", ord("\n"): "\n"}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong: where, what, and how to mend it.

    path is from the site's root; line and column count from 1, and 0 means the whole file.
    width is the number of characters under the caret. Advice is a warning, too.
    """

    path: str
    line: int = 0
    column: int = 0
    what: str
    mend: str = ""
    excerpt: str = ""
    width: int = 1
    code: str = "WOW100"
    is_warning: bool = False
    is_advice: bool = False


class SiteError(Exception):
    """The site cannot be built as it stands: all the problems that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.what)))
        super().__init__("\n".join(describe(problem) for problem in self.problems))


class Collected:
    """Problems of several steps: `with` it, a step's SiteError is noted and the next goes on."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def __enter__(self) -> None:
        """Begin a step."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        """End it; only a SiteError is noted."""
        if isinstance(error, SiteError):
            self.add(error.problems)
            return True
        return False

    def add(self, problems: Iterable[Problem]) -> None:
        """Note problems that nobody raised."""
        self._problems += problems

    def raise_any(self) -> None:
        """Raise SiteError with all that was noted, if anything was."""
        if self._problems:
            raise SiteError(self._problems)


class Refused(Exception):
    """The build would do something unsafe and has written nothing."""


class Leak(Refused):
    """What is under embargo would be out: problems say what and where, until when that ends."""

    def __init__(self, problems: Iterable[Problem], until: datetime) -> None:
        self.problems, self.until = tuple(problems), until
        super().__init__("\n".join([*map(describe, self.problems), "Nothing was written."]))


class Locked(Exception):
    """Another build of this site is running."""


def near(name: str, known: Sequence[str]) -> str | None:
    """The known name that name is probably a slip for."""
    matches = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.7)
    return matches[0] if matches else None


def describe(problem: Problem) -> str:
    """Problem as lines of text; the first begins `path:line:column: `, the rest are indented."""
    place = problem.path
    if problem.line:
        place += f":{problem.line}:{max(problem.column, 1)}"
    word = f"{problem.code} " if problem.is_warning else ""
    lines = [f"{place}: {word}{problem.what}"]
    if problem.line and problem.excerpt:
        lines += _pointed_at(problem)
    lines += [f"  {line}" for line in problem.mend.split("\n") if line]
    return visible("\n".join(lines))


def visible(text: str) -> str:
    """Text without what ends a line, moves a cursor, or turns the direction of what follows."""
    return text.translate(_SHOWN)


class Excerpt(NamedTuple):
    """The part of a line that a problem is in: what stands before it, itself, and what follows."""

    before: str
    pointed: str
    after: str


def excerpt(problem: Problem) -> Excerpt:
    """The line that a problem points into, cut to what is near."""
    line, start = _window(problem.excerpt, max(problem.column - 1, 0))
    end = start + problem.width
    return Excerpt(line[:start], line[start:end], line[end:])


def _pointed_at(problem: Problem) -> list[str]:
    gutter = f"{problem.line:>5} | "
    line = excerpt(problem)
    margin = " " * (len(gutter) - 2) + "| " + " " * cells(line.before)
    carets = "^" * max(cells(line.pointed), 1)
    return [gutter + "".join(line), margin + carets]


def _window(line: str, start: int) -> tuple[str, int]:
    """The part of a long line around start, and where start is in it."""
    if len(line) <= 96:
        return line, start
    first = max(start - 40, 0)
    cut = line[first : first + 88]
    head = "…" if first else ""
    tail = "…" if first + 88 < len(line) else ""
    return head + cut + tail, start - first + len(head)


def cells(text: str) -> int:
    """Columns that text takes on a terminal: two for each wide character."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    marks = sum(unicodedata.combining(char) != 0 for char in text)
    return len(text) + wide - marks
