"""Python-Markdown without the work that changes nothing: the same bytes in a fraction of the time.

Nearly all that it does to a column is to look for markup that is not there. So a text of which no
block depends on another is made block by block, and a block that is so plain that the search can
end in one way only is written at once. All else goes the stock way, but for searches that cannot
find anything, because a sign that they need is missing. Which those are, and which blocks are plain
(`plain`), was read in the code of VERSIONS; any other version is left as it is.
"""

import functools
import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from generator.markup.plain import LEADERS, SIMPLE, Involved, is_plain, written

VERSIONS = frozenset({"3.11.3"})

# A fence is three of its signs; without one of its own, HTMLParser hands on the text whole.
_PREPROCESSORS = {"fenced_code_block": ("```", "~~~"), "html_block": ("<", "&")}
# What is written out in each block's pattern, or a table's bar.
_BLOCKS = {
    "table": "|",
    "hashheader": "#",
    "deflist": ":",
    "quote": ">",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "[",
}
# What each inline pattern begins with, or has in it.
_INLINE = {
    "backtick": {"`"},
    "escape": {"\\"},
    "footnote": {"["},
    "reference": {"["},
    "link": {"["},
    "image_link": {"["},
    "image_reference": {"["},
    "short_reference": {"["},
    "short_image_ref": {"["},
    "autolink": {"<"},
    "automail": {"<"},
    "linebreak": {"  \n"},
    "html": {"<"},
    "entity": {"&"},
    "em_strong": {"*", "_"},
}
_SIGNS = sorted(set().union(*_INLINE.values()))
# These leave a text as it is unless a reference is defined.
_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
# An attribute list stands in braces; only a backslash makes what "unescape" turns back.
_TREE = {"attr_list": "{", "unescape": "\\"}

# With one of these a block may depend on others, or raw HTML, code, an attribute list or a
# placeholder is there. So may it where a line is indented or begins with a colon; and with what
# ends the name of something that is defined.
_JOINING = ("<", "&", "`", "~~~", "{", "\t", "\r", "\x02", "\x03")
_JOINED = re.compile(r"\n[ :]")
_DEFINED = re.compile(r"\] ?:")
# What the stock way leaves of an element that it loses, with a number that tells of all before it.
_FORGOTTEN = "klzzwxh:"


def tune(engine: Markdown, version: str) -> None:
    """Make an engine of that version of Python-Markdown quick, if it is known how."""
    if version not in VERSIONS:
        return
    inline = Inline(engine)
    engine.parser.blockprocessors.register(Paragraphs(engine.parser), "plain", 110)
    engine.treeprocessors.register(inline, "inline", 20)
    for name, signs in _PREPROCESSORS.items():
        _gate_lines(engine.preprocessors[name], signs)
    for name, sign in _BLOCKS.items():
        _gate_block(engine.parser.blockprocessors[name], sign)
    for name, sign in _TREE.items():
        _gate_tree(engine.treeprocessors[name], sign, engine)
    _step_through(engine.parser)
    # What is a block is settled once the extensions are in.
    # Here and below one object's method is replaced, which a checker forbids; its class stays.
    engine.convert = _ByBlocks(engine, inline)  # type: ignore[method-assign]
    engine.is_block_level = functools.cache(engine.is_block_level)  # type: ignore[method-assign]


# These give one instance another method, which mypy takes for a slip; the classes stay stock.
def _gate_lines(processor: Preprocessor, signs: tuple[str, ...]) -> None:
    run = processor.run

    def gated(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if any(sign in text for sign in signs) else lines

    processor.run = gated  # type: ignore[method-assign]


def _gate_block(processor: BlockProcessor, sign: str) -> None:
    test = processor.test

    def gated(parent: Element, block: str) -> bool:
        return sign in block and test(parent, block)

    processor.test = gated  # type: ignore[method-assign]


def _gate_tree(processor: Treeprocessor, sign: str, engine: Markdown) -> None:
    run = processor.run

    def gated(root: Element) -> Element | None:
        # Its stub forgets its lines.
        lines: list[str] = engine.lines  # type: ignore[attr-defined]
        return run(root) if sign in "\n".join(lines) else None

    processor.run = gated  # type: ignore[method-assign]


def _step_through(parser: BlockParser) -> None:
    processors = [(each.test, each.run) for each in parser.blockprocessors]

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            for test, run in processors:
                # Stock: what gives False leaves the block to the next.
                if test(parent, blocks[0]) and run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse_blocks  # type: ignore[method-assign]


class Paragraphs(BlockProcessor):
    """Takes the paragraphs that no other processor would."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (the stock signature)
        """Whether it is a paragraph, and not in a list, whose paragraphs are joined."""
        return not self.parser.state.isstate("list") and is_plain(block, LEADERS)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make paragraphs of the first blocks."""
        while blocks and is_plain(blocks[0], LEADERS):
            SubElement(parent, "p").text = blocks.pop(0).lstrip()


class Inline(InlineProcessor):
    """Looks in a text for the patterns whose sign is in it."""

    def __init__(self, engine: Markdown) -> None:
        super().__init__(engine)
        patterns = engine.inlinePatterns
        places = ((patterns.get_index_for_name(name), name) for name in _INLINE)
        self._patterns = [
            (place, patterns[name], frozenset(_INLINE[name]), name in _REFERENCES)
            for place, name in sorted(places)
        ]
        self._found = list(_SIGNS)
        self.sets_aside = True

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Make the elements of inline markup; simple texts are set aside from the stock way."""
        self._found = _signs("".join(tree.itertext()))
        if not self._found:
            return tree
        if not self.sets_aside:
            return super().run(tree, ancestors)
        inner = (each for each in tree.iter() if each is not tree)
        aside = [(each, simple) for each in inner if (simple := self._simple(each.text))]
        for element, _ in aside:
            element.text = None
        if any(each.text or each.tail for each in tree.iter()):
            super().run(tree, ancestors)
        for element, (text, children) in aside:
            element.text = text
            for place, child in enumerate(children):
                element.insert(place, child)
        return tree

    def _simple(self, text: str | None) -> tuple[str, list[Element]] | None:
        """What a text becomes if nothing is in it but plain links and emphasis, side by side."""
        if not text or not self._has_sign(text):
            return (text, []) if text else None
        parts = SIMPLE.split(text)
        is_stock = isinstance(text, AtomicString) or self.md.references
        if is_stock or any(map(self._has_sign, parts[::5])):
            return None
        groups = zip(*(parts[place::5] for place in range(1, 6)), strict=True)
        return parts[0], [_child(*group) for group in groups]

    def _has_sign(self, text: str) -> bool:
        return any(map(text.__contains__, self._found))

    # The stock method of this name tries every pattern.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        found = () if isinstance(data, AtomicString) else _signs(data)
        if not found:
            return data
        # Private there, and so no name that mypy knows.
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place, pattern, signs, needs_references in self._patterns:
            if place < patternIndex or signs.isdisjoint(found):
                continue
            if needs_references and not self.md.references:
                continue
            is_found, start = True, 0
            while is_found:
                data, is_found, start = apply(pattern, data, place, start)
        return data


def _child(linked: str | None, url: str, star: str, stressed: str, after: str) -> Element:
    """The element of what SIMPLE found, and the text after it."""
    child = Element("a", href=url) if linked else Element("strong" if star else "em")
    child.text, child.tail = linked or stressed, after
    return child


def _signs(text: str) -> list[str]:
    return [sign for sign in _SIGNS if sign in text]


class _ByBlocks:
    """Converts a text block by block where none depends on another, plain ones at once."""

    def __init__(self, engine: Markdown, inline: Inline) -> None:
        self._engine, self._inline, self._convert = engine, inline, engine.convert

    def __call__(self, source: str) -> str:
        is_joined = any(map(source.__contains__, _JOINING))
        if is_joined or _JOINED.search(f"\n{source}") or _DEFINED.search(source):
            html = self._convert(source)
        else:
            html = self._blocks(source) or self._convert(source)
        return self._exact(source) if _FORGOTTEN in html else html

    def _blocks(self, source: str) -> str:
        """The HTML of all blocks; "" where one turns out to depend on another."""
        blocks = [each.lstrip("\n") for each in f"{source}\n\n".split("\n\n") if each.strip()]
        html = "\n".join(map(self._block, blocks))
        # What is listed after a list goes on with it.
        is_joined = "</ul>\n<ul>" in html or "</ol>\n<ol" in html
        return f"<div>\n{html}\n</div>" if html and not is_joined else ""

    def _block(self, block: str) -> str:
        try:
            return written(block)
        except Involved:
            return self._convert(block)[len("<div>\n") : -len("\n</div>")]

    def _exact(self, source: str) -> str:
        self._engine.reset()
        self._inline.sets_aside = False
        try:
            return self._convert(source)
        finally:
            self._inline.sets_aside = True
