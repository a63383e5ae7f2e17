"""What editors and designers do between two builds, each time a little different."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.bench.column import Column, Corpus
from tests.bench.sites import Site


@dataclass(frozen=True)
class Turn:
    """One turn of an edit: its number, no other's, and the corpus that the site was made of."""

    number: int
    corpus: Corpus

    @property
    def mark(self) -> str:
        """What stands in a page, a template or a sheet after this turn and not before."""
        return f"turn-{self.number}."

    @property
    def column(self) -> Column:
        """A column that no other links to, another each turn; the oldest half is not touched."""
        count = len(self.corpus.columns)
        place = count // 2 + 2 * self.number
        return self.corpus.columns[min(place | 1, count - 1)]


Edit = Callable[[Site, Turn], None]


def nothing(_site: Site, _turn: Turn) -> None:
    """The next build has nothing to do."""


def body(site: Site, turn: Turn) -> None:
    """One sentence more in one column."""
    first, *rest = turn.column.body
    site.write(replace(turn.column, body=(f"{first} So it was until {turn.mark}", *rest)))


def headline(site: Site, turn: Turn) -> None:
    """Another headline for one column."""
    site.write(replace(turn.column, title=f"The Headline of {turn.mark}"))


def addition(site: Site, turn: Turn) -> None:
    """One column more, the newest."""
    newest = turn.corpus.columns[-1]
    column = replace(
        turn.column,
        number=newest.number + turn.number,
        slug=f"the-addition-{turn.number}",
        title=f"The Addition of {turn.mark}",
        date=newest.date + timedelta(minutes=turn.number),
    )
    site.write(column)


def removal(site: Site, turn: Turn) -> None:
    """One column less."""
    site.remove(turn.column)


def address(site: Site, turn: Turn) -> None:
    """Another slug for one column."""
    site.write(replace(turn.column, slug=f"another-slug-{turn.number}"))


def template(site: Site, turn: Turn) -> None:
    """A hidden line in the article's template, which every article's page then carries."""
    site.note_in_template(turn.mark)


EDITS: dict[str, Edit] = {
    "no change": nothing,
    "one body edited": body,
    "headline edited": headline,
    "article added": addition,
    "slug changed": address,
    "article removed": removal,
    "article's template edited": template,
}
