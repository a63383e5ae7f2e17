"""What templates/README.md tells of views and components is what they are.

`pytest --update-golden` writes it.
"""

import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from generator import card, view
from generator.view import SiteView
from tests.sites import PROJECT

README = PROJECT / "templates/README.md"
COMPONENTS = PROJECT / "templates/components"
_SECTION = re.compile(r"(?s)(?<=## Views\n).*?(?=\n## Styles\n)")
_OPENING = re.compile(r"(?s)\{# (?P<call>.*?\)): (?P<what>.*?)\n\s*(?P<example>\{\{.*?\}\}) #\}")
_WORDS = {str: "text", int: "number", bool: "true or false", object: "anything"}


def _made() -> str:
    lines = [*_views(), "", "## Components", *_components()]
    return "\n".join(["", *lines, ""])


def _views() -> Iterator[str]:
    structs = [each for room in (view, card) for each in vars(room).values() if _is_of(each, room)]
    pages = [each for each in structs if each.__name__.endswith("View") and each is not SiteView]
    yield "A template has one of these as `page`. A field that says nothing is empty, or none."
    for each in pages:
        yield from _told(each, _doc(each))
    yield from ("", "They are made of these.")
    for each in structs:
        if each not in pages:
            yield from _told(each, f"`{each.__name__}`: {_doc(each)}")


def _is_of(thing: object, room: types.ModuleType) -> bool:
    is_struct = isinstance(thing, type) and issubclass(thing, msgspec.Struct)
    return is_struct and thing.__module__ == room.__name__


def _doc(struct: type[msgspec.Struct]) -> str:
    return " ".join((struct.__doc__ or "").split())


def _told(struct: type[msgspec.Struct], head: str) -> Iterator[str]:
    hints = typing.get_type_hints(struct)
    fields = (f"`{field}` {_in_words(hints[field])}" for field in struct.__struct_fields__)
    yield from ("", f"- {head}", f"  {', '.join(fields)}")


def _in_words(hint: typing.Any) -> str:
    kind, inner = typing.get_origin(hint), typing.get_args(hint)
    if kind is tuple:
        return f"list of {_in_words(inner[0])}"
    if kind is dict:
        return f"{_in_words(inner[1])} by name"
    if kind in (typing.Union, types.UnionType):
        return " or ".join("none" if each is type(None) else _in_words(each) for each in inner)
    return _WORDS.get(hint) or hint.__name__


def _components() -> Iterator[str]:
    yield "A component is one macro in a file of its name in `components/`, each with an example."
    for path in sorted(COMPONENTS.iterdir()):
        found = _OPENING.match(path.read_text(encoding="utf-8"))
        assert found, f"{path.name} does not begin with its parameters and an example"
        what = " ".join(found["what"].split())
        yield from ("", f"- `{' '.join(found['call'].split())}`: {what}", f"  `{found['example']}`")


def test_the_readme_tells_of_every_view_and_component(update_golden: bool) -> None:
    text = README.read_text(encoding="utf-8")
    if update_golden:
        text = _SECTION.sub(lambda _: _made(), text)
        README.write_text(text, encoding="utf-8")
    found = _SECTION.search(text)
    assert found and found[0] == _made()


@pytest.mark.parametrize("path", sorted(COMPONENTS.iterdir()), ids=lambda path: path.stem)
def test_a_component_is_the_macro_that_its_comment_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told, macro = _OPENING.match(text), re.search(r"{% macro (.*?) %}", text)
    assert told and macro and " ".join(told["call"].split()) == macro[1]
    assert told["example"].startswith(f"{{{{ {path.stem.replace('-', '_')}(")
