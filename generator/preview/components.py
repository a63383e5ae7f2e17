"""The theme's components, each with its example, for a designer: at /_desk/components/."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.preview.edition import Edition
from generator.preview.own_templates import own_template
from generator.preview.specimens import specimen
from generator.render import Renderer, Template
from generator.site import Site

_OPENING = re.compile(
    r"\{#\s*(?P<call>(?P<macro>\w+)\(.*?\)): (?P<what>.*?)\n\s*(?P<example>\{\{.*?\}\})\s*#\}",
    re.DOTALL,
)
_FOLDER = "components/"
_UNSEEN = {"feed_links", "feed_note", "entry_html"}  # what stands in a page's head, or in feeds
_SHOWN = """\
{{% extends "base.html" %}}
{{% from "{name}" import {macro} %}}
{{% block masthead %}}{{% endblock %}}
{{% block colophon %}}{{% endblock %}}
{{% block main %}}{example}{{% endblock %}}
"""
THEMES = ("light", "dark")


class Component(NamedTuple):
    """A component as its file's opening comment tells of it; key is its file's name."""

    key: str
    macro: str
    call: str
    what: str
    example: str

    def is_seen(self) -> bool:
        """Whether it can be shown by itself."""
        return self.macro not in _UNSEEN


def components_of(templates: Mapping[str, Template]) -> Iterator[Component]:
    """The components that say how they are used."""
    for name in sorted(templates):
        told = _OPENING.match(templates[name].text) if name.startswith(_FOLDER) else None
        if told:
            call, what, example = (
                " ".join(told[each].split()) for each in ("call", "what", "example")
            )
            key = name.removeprefix(_FOLDER).removesuffix(".html")
            yield Component(key, told["macro"], call, what, example)


def components_page(edition: Edition, templates: Mapping[str, Template]) -> bytes:
    """All components with their examples, as they are in an edition."""
    found = list(components_of(templates))
    title = edition.site.config.title if edition.site else ""
    shown = own_template("components.html").render(
        components=found, themes=THEMES, title=title, number=edition.number
    )
    return shown.encode()


def component_frame(
    site: Site, templates: Mapping[str, Template], key: str, theme: str
) -> bytes | None:
    """A page with nothing but a component's example; None where there is none of this key.

    Raises SiteError where its template fails.
    """
    found = {each.key: each for each in components_of(templates) if each.is_seen()}
    component = found.get(key)
    if component is None or theme not in THEMES:
        return None
    name = f"{_FOLDER}{key}.html"
    text = _SHOWN.format(name=name, macro=component.macro, example=component.example)
    shown = Template(path=templates[name].path, text=text)
    renderer = Renderer({**templates, "": shown}, _no_body)
    page = renderer.render("", specimen(site), f"the example of {key}")
    return page.replace(b"<html", f'<html data-theme="{theme}"'.encode(), 1)


def _no_body(_digest: bytes) -> str:
    return ""
