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
    site.write(with_sentence(turn.column, f"Turn {turn.number} came."))


def headline(site: Site, turn: Turn) -> None:
    """Another headline for one column."""
    site.write(replace(turn.column, title=f"The Headline of Turn {turn.number}"))


def addition(site: Site, turn: Turn) -> None:
    """One column more, the newest."""
    newest = turn.corpus.columns[-1]
    column = replace(
        turn.column,
        number=newest.number + turn.number,
        slug=f"the-addition-{turn.number}",
        title=f"The Addition of Turn {turn.number}",
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
    """A comment in the article's template, which every article's page then carries."""
    site.note_in_template(f"turn {turn.number}")


def with_sentence(column: Column, sentence: str) -> Column:
    """A column whose first paragraph ends with one sentence more."""
    first, *rest = column.body
    return replace(column, body=(f"{first} {sentence}", *rest))


EDITS: dict[str, Edit] = {
    "no change": nothing,
    "one body edited": body,
    "headline edited": headline,
    "article added": addition,
    "slug changed": address,
    "article removed": removal,
    "comment in the article's template": template,
}
