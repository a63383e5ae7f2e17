"""View -> bytes through Jinja: templates from memory, closures, filters and faults."""

from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import jinja2
import msgspec
from markupsafe import Markup
from msgspec import structs

from generator.cache import Damaged, Shelf
from generator.digest import digest_of
from generator.errors import SiteError
from generator.markup import language, version
from generator.markup.filling import Column, fill
from generator.render.compiled import Compiled
from generator.render.environment import Environment
from generator.render.faults import fault, syntax_problem
from generator.render.parsing import parse_templates, reached_from
from generator.render.template import Template, problem_at
from generator.steps import Steps, taken
from generator.view import BodyText

__all__ = [
    "Compiling",
    "Renderer",
    "Template",
    "closure",
    "inline_of",
    "parse_templates",
    "uncompiled",
]
_ROOM = tuple(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
# The same names and titles stand on many pages; a text and safe HTML that are equal differ.
_remembered = lru_cache(maxsize=4096, typed=True)
VERSION = digest_of((_ROOM, jinja2.__version__, version.VERSION))


def closure(name: str, templates: Mapping[str, Template]) -> bytes:
    """Digest of a template and all that it extends, imports or includes, and of this room."""
    reached = {name} | reached_from(name, templates)
    return digest_of((VERSION, [(each, templates[each].text) for each in sorted(reached)]))


def inline_of(templates: Mapping[str, Template]) -> set[tuple[str, str]]:
    """The directives and hashes of all scripts and styles that stand in templates."""
    return {each for template in templates.values() for each in template.inline}


def uncompiled(templates: Mapping[str, Template], known: Container[bytes]) -> list[str]:
    """Templates that pages need and whose outlines are not known, since they are new."""
    filled = [name for name in templates if name.startswith(("pages/", "feeds/"))]
    needed = {*filled}.union(*(reached_from(name, templates) for name in filled))
    return [name for name in sorted(needed) if templates[name].outline[0] not in known]


class Compiling:
    """Puts on a shelf what templates are compiled to: then not every process has to do it."""

    def __init__(self, templates: Mapping[str, Template], shelf: Shelf, _number: int) -> None:
        self._renderer = Renderer(templates, lambda _: "", shelf)

    def __call__(self, name: str) -> Steps[None]:
        """Compile a template; what is wrong with one is told of a page that it is to fill."""
        with suppress(Exception):
            self._renderer.compile(name)
        return taken(None)

    def close(self) -> None:
        """Nothing is held open."""


class Renderer:
    """Renders pages with a site's templates; html_of gives a body's html by its digest.

    On the shelf lies what templates are compiled to.
    """

    def __init__(
        self,
        templates: Mapping[str, Template],
        html_of: Callable[[bytes], str],
        shelf: Shelf | None = None,
    ) -> None:
        self.templates = templates
        self._html_of = html_of
        self._compiled = Compiled(shelf, VERSION) if shelf else None
        self._environment = self._made()

    def render(self, name: str, view: msgspec.Struct, about: str) -> bytes:
        """Fill a template. Raises SiteError, naming what the page is about, where it fails."""
        try:
            return self._environment.get_template(name).render(page=view).encode()
        except jinja2.TemplateSyntaxError as error:
            raise SiteError([syntax_problem(error, self.templates)]) from error
        except UnicodeEncodeError as error:
            what = "half of a character (a lone surrogate) is written here"
            raise SiteError([problem_at(self.templates[name], 0, what)]) from error
        except Damaged:
            raise
        except Exception as error:
            # Whatever a template's expressions raise is the template's fault: our filters' too.
            problem = fault(error, name, self.templates, view)
            what = f"{problem.what} (while making the page of {about})"
            raise SiteError([structs.replace(problem, what=what)]) from error

    def compile(self, name: str) -> None:
        """Compile a template for the shelf. Raises whatever its constants raise."""
        self._environment.get_template(name)

    def _made(self) -> Environment:
        environment = Environment(
            loader=jinja2.FunctionLoader(self._loaded),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=self._compiled,
        )
        environment.policies["json.dumps_function"] = _json
        environment.filters |= {"html": self._html, **FILTERS}
        # What differs from call to call cannot stand in a page that is kept by its key.
        del environment.globals["lipsum"], environment.filters["random"]
        return environment

    def _loaded(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = self.templates.get(name)
        return (template.text, template.path, lambda: True) if template else None

    def _html(self, body: BodyText, sizes: str = "100vw", *, opens: bool = False) -> Markup:
        """A body's html, its links and pictures filled in."""
        column = Column(sizes, opens)
        return Markup(fill(self._html_of(body.digest), body.links, body.pictures, column))


def _words(value: object) -> str:
    """Safe HTML as the text that it is; nothing else is unknown to JSON."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")


_json_encoder = msgspec.json.Encoder(order="sorted", enc_hook=_words)


def _json(value: object, **_: object) -> str:
    """A value as JSON on one line, keys in order."""
    return msgspec.json.format(_json_encoder.encode(value), indent=0).decode()


@_remembered
def with_lang(text: str, chinese: str) -> Markup:
    """A text with each run of Han, kana or hangul in a span of its language (WCAG 3.1.2)."""
    return Markup(language.with_lang(text, chinese))


@_remembered
def lang_within(language: str, outer: str) -> Markup:
    """The attribute of an element in a language, where all around it another is spoken."""
    is_said = not language or _spoken(language) == _spoken(outer)
    return Markup("") if is_said else Markup(' lang="{}"').format(language)


@_remembered
def english(language: str) -> str:
    """The language that the theme's own words are in: a site's where that is a kind of English."""
    return language if _spoken(language) == "en" else "en"


def _spoken(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


FILTERS: dict[str, Callable[..., str]] = {
    "english": english,
    "lang_within": lang_within,
    "with_lang": with_lang,
}
