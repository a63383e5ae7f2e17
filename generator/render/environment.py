"""Jinja's environment as pages need it: what is the same from page to page is made once."""

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

import jinja2
import markupsafe
import msgspec
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_KEPT_AT_MOST = 16_384  # results of one macro
_FIXED = (str, int, type(None), msgspec.Struct)


class _Component(Macro):
    """A macro that gives again what it gave, where it is called with the very same values."""

    def __init__(self, macro: Macro) -> None:
        self.__dict__.update(vars(macro))
        self._macro = macro
        self._is_plain = not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
        self._kept: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def __call__(self, *values: Any, **named: Any) -> str:
        return self.shown(values, named)

    def shown(self, values: tuple[Any, ...], named: dict[str, Any]) -> str:
        """What it gives for values by place and by name."""
        given = (*values, *named.values()) if named else values
        # By identity: 1 and True are equal, a text and safe HTML too, and are shown differently.
        key = (*map(id, given), len(values), *named)
        kept = self._kept.get(key)
        if kept:
            return kept[0]
        # Where each parameter has its value, in their order, Jinja need not look for them.
        has_all = self._is_plain and (*named,) == tuple(self.arguments[len(values) :])
        text: str = Markup(self._func(*given)) if has_all else self._macro(*values, **named)
        if all(map(_stays, map(type, given))):
            if len(self._kept) >= _KEPT_AT_MOST:
                self._kept.clear()
            self._kept[key] = text, given  # as long as a value is held, no other has its identity
        return text


@cache
def _stays(kind: type) -> bool:
    """Whether such a value never changes, and is not a page's whole view, which comes but once."""
    return issubclass(kind, _FIXED) and not hasattr(kind, "meta")


def _written(value: Any) -> str:
    """What a template writes of a value, which is joined to more and needs no type of its own."""
    kind = type(value)
    if kind is Markup:
        # A checker does not follow type() to the value.
        return value  # type: ignore[no-any-return]
    if kind is str:
        return _escaped(value)
    if kind is int:
        return str(value)
    # An `if` without an `else` gives this one, and thousands of them are written.
    return "" if kind is jinja2.Undefined else escape(value)


# What an `if` without an `else` gives, by what it says of itself.
_nothing = cache(jinja2.Undefined)

# What escape itself calls for a text; what it adds to that is a type.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


class _Context(Context):
    """A context that calls components straight: they take nothing of it."""

    def call(self, called: Any, /, *values: Any, **named: Any) -> Any:
        """What a call in a template gives."""
        if type(called) is not _Component:
            return super().call(called, *values, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called.shown(values, named)


class _Template(jinja2.Template):
    """A template whose macros are made once: none depends on the page that imports it."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 (Jinja's own name for it)
    ) -> jinja2.Template:
        namespace["escape"], namespace["Undefined"] = _written, _nothing
        return super()._from_namespace(environment, namespace, globals)

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
    context_class = _Context

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
