"""Python-Markdown as we use it: one instance, made when the first text needs it."""

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown import Markdown

STOCK = (
    "tables",
    "footnotes",
    "fenced_code",
    "codehilite",
    "def_list",
    "abbr",
    "attr_list",
    "sane_lists",
)
_OPTIONS: dict[str, dict[str, Any]] = {
    "codehilite": {"guess_lang": False},
    "tables": {"use_align_attribute": True},
}


def convert(text: str) -> str:
    """HTML of a Markdown text, raw HTML in it as it was. Raises RecursionError at deep nesting."""
    engine = _engine()
    engine.reset()
    html = engine.convert(text)
    # `{: .x}` in a first line goes to the outer element, where the stock stripping fails.
    return html[html.find(">") + 1 : html.rfind("</div>")].strip("\n")


@functools.cache
def _engine() -> "Markdown":
    import markdown  # noqa: PLC0415 (with Pygments it takes 100 ms, and a cached build needs neither)

    from generator.markup.tuned import tune  # noqa: PLC0415 (as above)

    engine = stock_engine()
    tune(engine, markdown.__version__)
    return engine


def stock_engine() -> "Markdown":
    """A Python-Markdown with our extensions, as quick as it comes."""
    import markdown  # noqa: PLC0415 (as above)

    from generator.markup.fences import Fences  # noqa: PLC0415 (as above)
    from generator.markup.quotes import Quotes  # noqa: PLC0415 (as above)

    # Of a name Python-Markdown would ask all that is installed whether it goes by it: 25 ms.
    modules = {name: import_module(f"markdown.extensions.{name}") for name in STOCK}
    made = [each.makeExtension(**_OPTIONS.get(name, {})) for name, each in modules.items()]
    engine = markdown.Markdown(extensions=made, output_format="html")
    engine.stripTopLevelTags = False
    engine.parser.blockprocessors.register(Quotes(engine.parser), "quote", 20)
    engine.preprocessors.register(Fences(engine), "fenced_code_block", 25)
    return engine
