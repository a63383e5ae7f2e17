"""Closes inline tags that an editor left open, where their paragraph ends.

HTML would carry a forgotten `<b>` on through the rest of the page
(https://html.spec.whatwg.org/#reconstruct-the-active-formatting-elements).
"""

from collections import Counter

from generator.errors import SiteError
from generator.markup.budget import MAX_HTML_DEPTH, too_deep
from generator.markup.pieces import INLINE, VOID, is_closing, name_of, split
from generator.markup.setting import Setting

_LOOK_BACK = 16


def closed(html: str, setting: Setting) -> str:
    """End inline elements where their block ends. Raises SiteError: nested too deep."""
    if "<" not in setting.text:
        return html
    elements, pieces = _Elements(), split(html)
    for place in range(1, len(pieces), 2):
        pieces[place] = elements.passed(pieces[place])
        if len(elements.names) > MAX_HTML_DEPTH:
            raise SiteError([too_deep(setting)])
    return "".join(pieces)


class _Elements:
    """The elements that are open, outermost first."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._counts: Counter[str] = Counter()

    def passed(self, tag: str) -> str:
        """The tag, before it the closing tags of inline elements that its block must not leak."""
        name = name_of(tag)
        if not is_closing(tag):
            self._open(name, tag)
            return tag
        if not self._counts[name]:
            return tag
        if name in INLINE:
            self._close_inline(name)
            return tag
        return self._close_block(name) + tag

    def _open(self, name: str, tag: str) -> None:
        if name and name not in VOID and not tag.endswith("/>"):
            self.names.append(name)
            self._counts[name] += 1

    def _close_inline(self, name: str) -> None:
        for place in range(len(self.names) - 1, max(len(self.names) - _LOOK_BACK, 0) - 1, -1):
            if self.names[place] == name:
                del self.names[place]
                self._counts[name] -= 1
                break
            if self.names[place] not in INLINE:
                break

    def _close_block(self, name: str) -> str:
        closers = ""
        while self.names:
            last = self.names.pop()
            self._counts[last] -= 1
            if last == name:
                break
            closers += f"</{last}>" if last in INLINE else ""
        return closers
