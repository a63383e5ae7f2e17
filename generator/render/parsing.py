"""Texts -> templates, and all that can be seen to be wrong with them before a page is filled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

import jinja2
import msgspec
from jinja2 import nodes

from generator.cache import decoded
from generator.digest import digest_of
from generator.errors import Collected, Problem, SiteError, near
from generator.render.faults import syntax_problem
from generator.render.inline import Inline, inline_in, stopped_problems
from generator.render.template import Template, line_of, problem_at

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_TELLING = (*_REFERENCES, nodes.Block, nodes.Getattr)
_THEME = "theme/"
_CODE = [Path(__file__).with_name(name).read_bytes() for name in ("parsing.py", "inline.py")]
_VERSION = digest_of((_CODE, jinja2.__version__))


class _Outline(msgspec.Struct, frozen=True):
    """What a template names, each with its line: other templates (None is computed), its blocks.

    outer blocks stand in no other, and so are shown only in an ancestor's place; called ones are
    shown by `self.name()` wherever they stand. inline are the scripts and styles it holds.
    """

    references: tuple[tuple[int, str | None], ...]
    parents: tuple[str | None, ...]
    blocks: frozenset[str]
    outer: tuple[tuple[int, str], ...]
    called: frozenset[str]
    inline: Inline


Outlines = Mapping[str, _Outline]


def parse_templates(
    texts: Mapping[str, Template], kept: Mapping[bytes, bytes] | None = None
) -> dict[str, Template]:
    """Templates with their references. Raises SiteError with all that is seen without filling.

    kept has the outlines that earlier parsings gave, by key: their texts are not parsed again.
    """
    known, found = dict(kept or {}), Collected()
    outlines: dict[str, _Outline] = {}
    parsed: dict[str, Template] = {}
    for name, template in texts.items():
        with found:
            # A built-in template goes by two names.
            key = digest_of((_VERSION, template.text, template.path.endswith(".html")))
            known[key] = known.get(key) or msgspec.msgpack.encode(_read(name, texts))
            outlines[name] = decoded(known[key], _Outline)
            linked = _with_references(template, outlines[name], texts)
            parsed[name] = replace(linked, outline=(key, known[key]))
    wrong = [*_bad_references(outlines, texts), *_circles(outlines, parsed)]
    found.add(wrong)
    if not wrong and len(outlines) == len(texts):
        found.add(_unseen_blocks(outlines, parsed))
    for name, outline in outlines.items():
        found.add(stopped_problems(texts[name], outline.inline.stopped))
    found.raise_any()
    return parsed


def reached_from(name: str, templates: Mapping[str, Template]) -> set[str]:
    """All that a template extends, imports or includes, and what these do; itself in a circle."""
    reached, waiting = set[str](), [name]
    while waiting:
        template = templates.get(waiting.pop())
        found = template.references - reached if template else frozenset[str]()
        reached |= found
        waiting += found
    return reached


def _read(name: str, texts: Mapping[str, Template]) -> _Outline:
    template = texts[name]
    try:
        tree = jinja2.Environment().parse(template.text, name, template.path)
        return _outline(tree, inline_in(template))
    except jinja2.TemplateSyntaxError as error:
        raise SiteError([syntax_problem(error, texts)]) from error
    except RecursionError as error:
        raise SiteError([problem_at(template, 0, "tags or brackets nest too deep here")]) from error


def _outline(tree: nodes.Template, inline: Inline) -> _Outline:
    found = list(tree.find_all(_TELLING))  # one walk: it takes as long as the parsing
    references = [each for each in found if isinstance(each, _REFERENCES)]
    return _Outline(
        references=tuple((each.lineno, _name_in(each)) for each in references),
        parents=tuple(_name_in(each) for each in references if isinstance(each, nodes.Extends)),
        blocks=frozenset(each.name for each in found if isinstance(each, nodes.Block)),
        outer=tuple((each.lineno, each.name) for each in _outer_blocks(tree)),
        called=frozenset(each.attr for each in found if _is_of_self(each)),
        inline=inline,
    )


def _is_of_self(node: nodes.Node) -> TypeGuard[nodes.Getattr]:
    if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
        return False
    return node.node.name == "self"


def _name_in(reference: nodes.Node) -> str | None:
    named = reference.template  # type: ignore[attr-defined] # all four have it
    if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
        return None
    return named.value.encode(errors="replace").decode()  # no lone surrogates


def _outer_blocks(node: nodes.Node) -> Iterator[nodes.Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outer_blocks(child)


def _with_references(
    template: Template, outline: _Outline, texts: Mapping[str, Template]
) -> Template:
    named = (name for _, name in outline.references if isinstance(name, str))
    return replace(
        template,
        references=frozenset(named) & texts.keys(),
        inline=frozenset(outline.inline.hashes),
    )


def _bad_references(outlines: Outlines, texts: Mapping[str, Template]) -> Iterator[Problem]:
    for template, line, name in (
        (texts[each], *reference)
        for each, outline in outlines.items()
        for reference in outline.references
    ):
        if not isinstance(name, str):
            what = "the name of a template is computed here"
            mend = 'Write the name as it is, in quotes: {% extends "base.html" %}.'
            yield problem_at(template, line, what, mend)
        elif name not in texts:
            yield problem_at(template, line, *_unknown(name, texts))


def _unknown(name: str, templates: Mapping[str, Template]) -> tuple[str, str]:
    meant = near(name, list(templates))
    mend = f'Did you mean "{meant}"?' if meant else "Names count from the folder templates/."
    return f'there is no template "{name}"', mend


def _circles(outlines: Outlines, templates: Mapping[str, Template]) -> Iterator[Problem]:
    """References that lead back to where they stand: those of the site's own templates."""
    reached = {name: reached_from(name, templates) for name in templates}
    for name in (name for name in templates if name in reached[name]):
        ring = {other for other in reached[name] if name in reached.get(other, ())}
        owners = [each for each in ring if not templates[each].path.startswith(_THEME)]
        if name in owners or not owners:
            yield from _circle(name, ring, outlines, templates)


def _circle(
    name: str, ring: set[str], outlines: Outlines, templates: Mapping[str, Template]
) -> Iterator[Problem]:
    for line, other in outlines[name].references:
        if isinstance(other, str) and other in ring:
            what = f'"{other}" leads back to this template, and so without end'
            what = f'"{name}" is this template itself' if other == name else what
            mend = _mend_of_circle(line_of(templates[name], line), other, templates)
            yield problem_at(templates[name], line, what, mend)


def _mend_of_circle(line: str, name: str, templates: Mapping[str, Template]) -> str:
    """The same tag with the built-in template's name, where there is one."""
    tag = re.search(rf"\{{%-?[^%]*[\"']{re.escape(name)}[\"'][^%]*%\}}", line)
    if not tag or f"{_THEME}{name}" not in templates:
        return "Take this reference out."
    return f"Write: {tag[0].replace(name, _THEME + name)}"


def _unseen_blocks(outlines: Outlines, templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Blocks that replace nothing, since no template that theirs extends has them."""
    called = {name for outline in outlines.values() for name in outline.called}
    for name, outline in outlines.items():
        ancestors = _ancestors(name, outlines)
        known = {block for ancestor in ancestors for block in outlines[ancestor].blocks}
        # A designer's own base.html may leave out blocks that built-in pages fill.
        is_built_in = templates[name].path.startswith("theme/")
        for line, block in outline.outer if ancestors and not is_built_in else ():
            if block not in known | called:
                what = f'no template that this one extends has a block "{block}"'
                yield problem_at(templates[name], line, what, _mend_of_block(block, known))


def _mend_of_block(name: str, known: set[str]) -> str:
    meant = near(name, sorted(known))
    there = ", ".join(sorted(known)) or "none"
    return f'Did you mean "{meant}"?' if meant else f"The blocks there are: {there}."


def _ancestors(name: str, outlines: Outlines) -> list[str]:
    """The templates that a template extends, nearest first; for outlines without circles."""
    found, waiting = list[str](), [name]
    while waiting:
        parents = [each for each in outlines[waiting.pop()].parents if isinstance(each, str)]
        found += parents
        waiting += parents
    return found
