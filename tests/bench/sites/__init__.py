"""The same site as each generator has it: its files in a folder, and how to change them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.column import Column, Corpus
from tests.bench.dialects import Dialect

PROJECT = Path(__file__).parents[3]
PEERS = PROJECT / "build/bench"
BUILT_IN = PROJECT / "tests/bench/peers"


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A generator: frame gives all that a site has beside its columns, text by path.

    program is the file that is there once it is installed. build and serve are run in a site's
    folder, serve with the port at its end; article_template and stylesheet are paths in it.
    """

    name: str
    program: str
    dialect: Dialect
    frame: Callable[[], Mapping[str, str]]
    build: tuple[str, ...]
    version: tuple[str, ...]
    output: str
    article_template: str
    stylesheet: str
    serve: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_installed(self) -> bool:
        """Whether there is anything to run."""
        return Path(self.program).exists()


class Site:
    """A site of one contender, in a folder of its own."""

    def __init__(self, contender: Contender, folder: Path, corpus: Corpus) -> None:
        self.contender, self.folder = contender, folder
        for path, text in contender.frame().items():
            self._save(path, text)
        for column in corpus.columns:
            self.write(column)

    @property
    def output(self) -> Path:
        """Where its pages are once it is built."""
        return self.folder / self.contender.output

    def write(self, column: Column) -> None:
        """Write a column, over what it was."""
        dialect = self.contender.dialect
        self._save(dialect.path(column), dialect.text(column))

    def remove(self, column: Column) -> None:
        """Remove a column."""
        (self.folder / self.contender.dialect.path(column)).unlink()

    def note_in_template(self, note: str) -> None:
        """Put a hidden line into the article's template, over the last one. Hugo drops comments."""
        path, mark = self.contender.article_template, "</article>"
        text = (self.folder / path).read_text(encoding="utf-8")
        before, _, after = text.partition(mark)
        self._save(path, f"{before}{mark}\n<p hidden>{note}</p>\n{_without_note(after)}")

    def note_in_stylesheet(self, note: str) -> None:
        """Add a rule that holds the note to the stylesheet."""
        path = self.contender.stylesheet
        text = (self.folder / path).read_text(encoding="utf-8")
        self._save(path, f'{text}\n:root {{ --note: "{note}"; }}\n')

    def _save(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def files_of(folder: Path) -> dict[str, str]:
    """The text of every file of a folder, by path; what Python compiles beside them is none."""
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".pyc"
    }


def look(folder: str) -> dict[str, str]:
    """Our stylesheet, icon and script, for the same look below a folder of another's."""
    sheets = files_of(PROJECT / "static/css")
    return {
        f"{folder}style.css": "\n".join(sheets.values()),
        f"{folder}favicon.svg": (PROJECT / "static/favicon.svg").read_text(encoding="utf-8"),
        f"{folder}theme.js": (PROJECT / "static/js/theme.js").read_text(encoding="utf-8"),
    }


def _without_note(text: str) -> str:
    before, end, after = text.partition("</p>\n")
    return after if before.startswith("\n<p hidden>") else f"{before}{end}{after}"
