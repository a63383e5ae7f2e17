"""What is wrong with a page's HTML: tags that do not match, ids used twice, things that run."""

import re
from html.parser import HTMLParser

_VOID = "area br col embed hr img input link meta source track wbr"
_BANNED = "script style iframe svg object embed math form base link meta"
VOID, BANNED = frozenset(_VOID.split()), frozenset(_BANNED.split())
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)


class Faults(HTMLParser):
    """Reads HTML strictly and lists its faults."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag that opens."""
        if tag in BANNED:
            self.found.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.found.append(f"an attribute twice in <{tag}>: {names}")
        for name, value in attrs:
            self._look_at(name, value or "")

    def handle_endtag(self, tag: str) -> None:
        """Look at a tag that closes."""
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        """Nothing of an editor's comments is published."""
        self.found.append(f"<!--{data}")

    def _look_at(self, name: str, value: str) -> None:
        if name.startswith("on") or name == "style":
            self.found.append(name)
        if _RUNS.match(value) and name in ("href", "src", "cite"):
            self.found.append(f"{name}={value}")
        if name == "id" and value in self.ids:
            self.found.append(f"id={value} twice")
        if name == "id":
            self.ids.add(value)


def faults(html: str) -> list[str]:
    """Every fault of HTML."""
    parser = Faults()
    parser.feed(html)
    parser.close()
    return parser.found + [f"<{tag}> stays open" for tag in parser.open]
