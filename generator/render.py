"""View -> bytes through Jinja: templates from memory, closures, filters and faults."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import jinja2
import msgspec
from jinja2 import meta, nodes
from markupsafe import Markup

from generator import markup
from generator.cache import Damaged
from generator.digest import digest_of
from generator.errors import Collected, Problem, SiteError, near
from generator.view import BodyText

VERSION = digest_of((Path(__file__).read_bytes(), jinja2.__version__, markup.VERSION))
_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@dataclass(frozen=True)
class Template:
    """A template's text, the path that problems blame, and the templates that it names."""

    path: str
    text: str
    references: frozenset[str] = frozenset()


def parse_templates(texts: Mapping[str, Template]) -> dict[str, Template]:
    """Templates with their references. Raises SiteError with all that is seen without filling."""
    environment = jinja2.Environment()
    found = Collected()
    parsed: dict[str, Template] = {}
    for name in texts:
        with found:
            parsed[name] = _parsed(environment, name, texts)
    found.raise_any()
    return parsed


def _parsed(environment: jinja2.Environment, name: str, texts: Mapping[str, Template]) -> Template:
    template = texts[name]
    try:
        tree = environment.parse(template.text, name, template.path)
        problems = _bad_references(tree, template, texts)
        references = frozenset(filter(None, meta.find_referenced_templates(tree)))
    except jinja2.TemplateSyntaxError as error:
        raise SiteError([_syntax_problem(error, texts)]) from error
    except RecursionError as error:
        raise SiteError([_problem(template, 0, "tags or brackets nest too deep here")]) from error
    if problems:
        raise SiteError(problems)
    return replace(template, references=references)


class Renderer:
    """Renders pages with a site's templates; html_of gives a body's html by its digest."""

    def __init__(self, templates: Mapping[str, Template], html_of: Callable[[bytes], str]) -> None:
        self._templates = templates
        self._html_of = html_of
        self._environment = self._made()
        self._closures: dict[str, bytes] = {}

    def closure(self, name: str) -> bytes:
        """Digest of a template and all that it extends, imports or includes, and of this room."""
        if name not in self._closures:
            texts = [(each, self._templates[each].text) for each in sorted(self._reached(name))]
            self._closures[name] = digest_of((VERSION, texts))
        return self._closures[name]

    def render(self, name: str, view: msgspec.Struct, about: str) -> bytes:
        """Fill a template. Raises SiteError, naming what the page is about, where it fails."""
        try:
            return self._environment.get_template(name).render(page=view).encode()
        except jinja2.TemplateSyntaxError as error:
            raise SiteError([_syntax_problem(error, self._templates)]) from error
        except UnicodeEncodeError as error:
            what = "half of a character (a lone surrogate) is written here"
            raise SiteError([_problem(self._templates[name], 0, what)]) from error
        except Damaged:
            raise
        except Exception as error:
            # Whatever a template's expressions raise is the template's fault: our filters' too.
            raise SiteError([_fault(error, name, self._templates, about)]) from error

    def _reached(self, name: str) -> set[str]:
        reached, waiting = {name}, [name]
        while waiting:
            found = self._templates[waiting.pop()].references - reached
            reached |= found
            waiting += found
        return reached

    def _made(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._loaded),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
        environment.filters |= {"html": self._html, **FILTERS}
        # What differs from call to call cannot stand in a page that is kept by its key.
        del environment.globals["lipsum"], environment.filters["random"]
        return environment

    def _loaded(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = self._templates.get(name)
        return (template.text, template.path, lambda: True) if template else None

    def _html(self, body: BodyText) -> Markup:
        """A body's html, its links and pictures filled in."""
        return Markup(markup.fill(self._html_of(body.digest), body.links, body.pictures))


def with_lang(text: str, chinese: str) -> Markup:
    """A text with each run of Han, kana or hangul in a span of its language (WCAG 3.1.2)."""
    return Markup(markup.with_lang(text, chinese))


def lang_within(language: str, outer: str) -> Markup:
    """The attribute of an element in a language, where all around it another is spoken."""
    is_said = not language or _spoken(language) == _spoken(outer)
    return Markup("") if is_said else Markup(' lang="{}"').format(language)


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


def _bad_references(
    tree: nodes.Template, template: Template, templates: Mapping[str, Template]
) -> list[Problem]:
    problems = []
    for node in tree.find_all(_REFERENCES):
        named = node.template  # type: ignore[attr-defined] # all four have it
        if not isinstance(named, nodes.Const):
            what = "the name of a template is computed here"
            mend = 'Write the name as it is, in quotes: {% extends "base.html" %}.'
            problems.append(_problem(template, node.lineno, what, mend))
        elif named.value not in templates:
            problems.append(_problem(template, node.lineno, *_unknown(named.value, templates)))
    return problems


def _unknown(name: str, templates: Mapping[str, Template]) -> tuple[str, str]:
    meant = near(name, list(templates))
    mend = f'Did you mean "{meant}"?' if meant else "Names count from the folder templates/."
    return f'there is no template "{name}"', mend


def _problem(template: Template, line: int, what: str, mend: str = "") -> Problem:
    lines = template.text.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
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


def _syntax_problem(
    error: jinja2.TemplateSyntaxError, templates: Mapping[str, Template]
) -> Problem:
    # Where a comment or a tag never ends, Jinja gives the path for the name.
    by_path = {template.path: template for template in templates.values()}
    template = templates.get(error.name or "") or by_path[error.name or ""]
    return _problem(template, error.lineno, f"the template is not right: {_said(error)}")


def _fault(
    error: BaseException, name: str, templates: Mapping[str, Template], about: str
) -> Problem:
    """The problem of an error that filling a template raised, blamed on its line if it has one."""
    by_path = {template.path: template for template in templates.values()}
    template, line = _innermost(error.__traceback__, by_path) or (templates[name], 0)
    return _problem(template, line, f"{_said(error)} (while making the page of {about})")


def _innermost(
    traceback: TracebackType | None, by_path: Mapping[str, Template]
) -> tuple[Template, int] | None:
    place = None
    while traceback:
        template = by_path.get(traceback.tb_frame.f_code.co_filename)
        place = (template, traceback.tb_lineno) if template else place
        traceback = traceback.tb_next
    return place


def _said(error: BaseException) -> str:
    """What an error says, in the words of somebody who writes templates."""
    said = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"'generator\.\w+\.(\w+) object'", r"the page's \1", said)
