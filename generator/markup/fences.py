"""Fenced code, whose attributes may name lines to mark and nothing of Pygments' machinery."""

from collections.abc import Iterable
from typing import Any

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor

_OPTIONS = ("hl_lines", "linenums", "linenostart")


class Fences(FencedBlockPreprocessor):
    """The stock preprocessor, but that `{.python pygments_style=x}` cannot make Pygments fail."""

    def __init__(self, engine: Markdown) -> None:
        super().__init__(engine, {"lang_prefix": "language-"})

    def handle_attrs(
        self, attrs: Iterable[tuple[str, str]]
    ) -> tuple[str, list[str], dict[str, Any]]:
        """Id, classes and options of a fence."""
        identity, classes, options = super().handle_attrs(attrs)
        kept = {name: value for name, value in options.items() if name in _OPTIONS}
        return identity, classes, kept
