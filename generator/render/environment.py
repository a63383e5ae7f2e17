"""Jinja's environment as pages need it: what is the same from page to page is made once."""

from typing import Any

import jinja2
import msgspec
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro

_KEPT_AT_MOST = 512  # results of one macro
_FIXED = (str, int, type(None), msgspec.Struct)


class _Component(Macro):
    """A macro that gives again what it gave, where it is called with the very same values."""

    def __init__(self, macro: Macro) -> None:
        self.__dict__.update(vars(macro))
        self._macro = macro
        self._kept: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def __call__(self, *values: Any, **named: Any) -> str:
        given = (*values, *named.values())
        # By identity: 1 and True are equal, a text and safe HTML too, and are shown differently.
        key = (*map(id, given), len(values), *named)
        if key in self._kept:
            return self._kept[key][0]
        text: str = self._macro(*values, **named)
        if all(map(_stays, given)):
            if len(self._kept) >= _KEPT_AT_MOST:
                self._kept.clear()
            self._kept[key] = text, given  # as long as a value is held, no other has its identity
        return text


def _stays(value: object) -> bool:
    """Whether a value never changes, and is not a page's whole view, which comes but once."""
    return isinstance(value, _FIXED) and not hasattr(value, "meta")


class _Template(jinja2.Template):
    """A template whose macros are made once: none depends on the page that imports it."""

    def _get_default_module(self, ctx: object = None) -> TemplateModule:  # noqa: ARG002
        if self._module is None:
            self._module = self.make_module()
            for name, value in tuple(vars(self._module).items()):
                if isinstance(value, Macro):
                    setattr(self._module, name, _Component(value))
        return self._module


class Environment(jinja2.Environment):
    """An environment whose templates stay as they are once loaded."""

    template_class = _Template

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._loaded: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002 (Jinja's own name for it)
    ) -> jinja2.Template:
        """The template of a name."""
        if isinstance(name, jinja2.Template):
            return name
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent, globals)
        return self._loaded[name]
