"""The preview's own templates, which are no part of the theme."""

from functools import cache
from pathlib import Path

import jinja2

from generator.render import FILTERS


@cache
def own_template(name: str) -> jinja2.Template:
    """A template of this room, by its file's name."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS
    return environment.get_template(name)
