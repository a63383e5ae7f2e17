"""Scripts and styles that stand in templates: those a page's policy can name, and all others.

A hash is made of what stands in a template, never of a page: what a value brings is a stranger's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import jinja2

from generator.errors import Problem
from generator.policy import hash_source
from generator.render.template import Template, problem_at

_VALUE = "\ufffc"
_SILENT = ("comment_begin", "comment", "comment_end", "raw_begin", "raw_end")
_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(style|on[a-z]+)\s*=", re.IGNORECASE)
_MAYBE = re.compile(r"<script|<style|\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
_SRC = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)
_RUN = ("text/javascript", "application/javascript", "module", "importmap", "speculationrules")
_AS_DATA = (
    'Write the values into <script type="application/json">{{ ...|tojson }}</script>,\n'
    "and let a script without any read them."
)
_AS_CLASS = "Give the element a class, and write its style into a file in static/css/."
_AS_LISTENER = "Listen for it in a script, in static/js/ or in the template."
_MENDS = {"script": _AS_DATA, "style": _AS_CLASS, "style=": _AS_CLASS}


class Inline(NamedTuple):
    """What a template holds: directives and hashes, and what no hash can name, with its line."""

    hashes: tuple[tuple[str, str], ...] = ()
    stopped: tuple[tuple[int, str], ...] = ()


def inline_in(template: Template) -> Inline:
    """The scripts and styles that stand in a template's text."""
    if not _MAYBE.search(template.text):
        return Inline()
    written, starts = _written(template.text)
    hashes, stopped = [], []
    for found in filter(_is_run, _ELEMENT.finditer(written)):
        name = found[1].lower()
        if _VALUE in found[3]:
            stopped.append((found.start(), name))
        else:
            hashes.append((f"{name}-src", hash_source(found[3])))
    stopped += _attributes(written) if template.path.endswith(".html") else ()
    return Inline(tuple(hashes), tuple((_line(at, starts, written), what) for at, what in stopped))


def stopped_problems(template: Template, stopped: tuple[tuple[int, str], ...]) -> Iterator[Problem]:
    """The problems of what a page's policy would stop: a reader's browser says nothing of it."""
    for line, name in stopped:
        is_attribute = name.endswith("=")
        said = f"the attribute {name[:-1]}" if is_attribute else f"a {name} that holds values"
        what = f"the policy of the site's pages stops {said}"
        yield problem_at(template, line, what, _MENDS.get(name, _AS_LISTENER))


def _written(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A template as pages have it, values left open; and which line each part begins in."""
    # Blanks around tags go as they go from pages: a hash is of every byte.
    environment = jinja2.Environment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    parts, starts, length, is_open = [], [], 0, False
    for line, token, value in environment.lex(text):
        if token in _SILENT or (token != "data" and is_open):
            continue
        is_open = token != "data"
        part = _VALUE if is_open else value
        parts.append(part)
        starts.append((length, line))
        length += len(part)
    return "".join(parts), starts


def _is_run(found: re.Match[str]) -> bool:
    """Whether an element is a style, or a script that stands in the page and is no data."""
    kind = _TYPE.search(found[2])
    is_code = kind is None or kind[1].lower() in ("", *_RUN)
    return found[1].lower() == "style" or (is_code and not _SRC.search(found[2]))


def _attributes(written: str) -> Iterator[tuple[int, str]]:
    bare = _ELEMENT.sub(lambda found: " " * len(found[0]), written)
    for found in _ATTRIBUTE.finditer(bare):
        yield found.start(1), f"{found[1].lower()}="


def _line(at: int, starts: list[tuple[int, int]], written: str) -> int:
    start, line = starts[bisect_right(starts, at, key=lambda each: each[0]) - 1]
    return line + written.count("\n", start, at)
