"""What went wrong while a template was read or filled, and how a designer mends it."""

import re
from collections.abc import Mapping
from types import TracebackType

import jinja2
import msgspec
from jinja2.filters import FILTERS

from generator import view as views
from generator.errors import Problem, near
from generator.render.template import Template, problem_at

_NO_FIELD = re.compile(r"(\w+) object' has no attribute '(\w+)'")
_NO_NAME = re.compile(r"'(\w+)' is undefined")
_NO_FILTER = re.compile(r"No filter named '(\w+)'")


def syntax_problem(error: jinja2.TemplateSyntaxError, templates: Mapping[str, Template]) -> Problem:
    """The problem of a template that cannot be read."""
    # Where a comment or a tag never ends, Jinja gives the path for the name.
    by_path = {template.path: template for template in templates.values()}
    template = templates.get(error.name or "") or by_path[error.name or ""]
    filters = _NO_FILTER.search(str(error))
    mend = _meant(filters[1], tuple(FILTERS)) if filters else ""
    return problem_at(template, error.lineno, f"the template is not right: {_said(error)}", mend)


def fault(
    error: BaseException, name: str, templates: Mapping[str, Template], view: msgspec.Struct
) -> Problem:
    """The problem of an error that filling a template raised, blamed on its line if it has one."""
    by_path = {template.path: template for template in templates.values()}
    template, line = _innermost(error.__traceback__, by_path) or (templates[name], 0)
    return problem_at(template, line, _said(error), _mend(str(error), templates, view))


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


def _mend(said: str, templates: Mapping[str, Template], view: msgspec.Struct) -> str:
    if field := _NO_FIELD.search(said):
        return _mend_of_field(field[2], _fields(field[1], view))
    if name := _NO_NAME.search(said):
        return _mend_of_name(name[1], templates)
    return ""


def _fields(name: str, view: msgspec.Struct) -> tuple[str, ...]:
    """The fields of a view by the name of its class, or of another that views hold."""
    structs = {type(view).__name__: type(view)} | {
        each.__name__: each
        for each in vars(views).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
    }
    return structs[name].__struct_fields__ if name in structs else ()


def _mend_of_field(name: str, fields: tuple[str, ...]) -> str:
    if not fields:
        return f"Where not every page has it, ask first: {{% if ... .{name} is defined %}}."
    return _meant(name, fields) or f"There are: {', '.join(fields)}."


def _mend_of_name(name: str, templates: Mapping[str, Template]) -> str:
    component = f"components/{name.replace('_', '-')}.html"
    if component in templates:
        return f'Import it: {{% from "{component}" import {name} %}}'
    return _meant(name, ("page",)) or "A template sees page, and what it sets or imports."


def _meant(name: str, known: tuple[str, ...]) -> str:
    meant = near(name, known)
    return f'Did you mean "{meant}"?' if meant else ""
