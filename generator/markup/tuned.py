"""Python-Markdown without the work that changes nothing: the same bytes in a fraction of the time.

Nearly all that it does to a column is to look for markup that is not there. Each step below leaves
out a search for what cannot be found, because a sign that it needs is missing, or makes at once
what is so plain that the search can end in one way only; all else goes the stock way. Which those
are was read in the code of VERSIONS, and any other version is left as it is.
"""

import functools
import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

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
# Links and emphasis that hold no other sign. It begins with plain signs, which are found quickly;
# an image's bracket, a footnote's and a third star are left to the stock way.
_WORDS = r"([^\[\]*&<_`\\\n]+)"
_SIMPLE = re.compile(
    rf"\[(?<!!\[)(?!\^){_WORDS}\]\(([^\s()<>\"'\\`\[\]]+)\)"
    rf"|\*(?<!\*\*)(\*?)(?![\s*]){_WORDS}(?<!\s)\*\3(?!\*)"
)
# An attribute list stands in braces; only a backslash makes what "unescape" turns back.
_TREE = {"attr_list": "{", "unescape": "\\"}
# What a heading, rule, list, definition, quotation, footnote, abbreviation, reference or code
# begins with; digits, which begin lists, are of any script.
_LEADERS = frozenset(" #=-_*+:>[")
# What is written as a tag, its content and its closing tag; below this depth the stock way is.
_PLAIN = frozenset(("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "a", "em", "strong"))
_DEEP = 20


def tune(engine: Markdown, version: str) -> None:
    """Make an engine of that version of Python-Markdown quick, if it is known how."""
    if version not in VERSIONS:
        return
    engine.preprocessors.register(Whitespace(engine), "normalize_whitespace", 30)
    engine.parser.blockprocessors.register(Paragraphs(engine.parser), "plain", 110)
    engine.treeprocessors.register(Inline(engine), "inline", 20)
    for name, signs in _PREPROCESSORS.items():
        _gate_lines(engine.preprocessors[name], signs)
    for name, sign in _BLOCKS.items():
        _gate_block(engine.parser.blockprocessors[name], sign)
    for name, sign in _TREE.items():
        _gate_tree(engine.treeprocessors[name], sign, engine)
    _step_through(engine.parser)
    # What is a block is settled once the extensions are in.
    # Here and below one object's method is replaced, which a checker forbids; its class stays.
    engine.is_block_level = functools.cache(engine.is_block_level)  # type: ignore[method-assign]
    engine.serializer = serialised


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


class Whitespace(NormalizeWhitespace):
    """Normalises a text that has something to normalise."""

    def run(self, lines: list[str]) -> list[str]:
        """Lines without tabs, returns, blanks in blank lines and the characters of placeholders."""
        text = "\n".join(lines)
        if any(sign in text for sign in ("\n ", "\t", "\r", "\x02", "\x03")):
            return super().run(lines)
        return [*lines, "", ""]


class Paragraphs(BlockProcessor):
    """Takes the paragraphs that no other processor would."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (the stock signature)
        """Whether it is a paragraph, and not in a list, whose paragraphs are joined."""
        return not self.parser.state.isstate("list") and _is_plain(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make paragraphs of the first blocks."""
        while blocks and _is_plain(blocks[0]):
            SubElement(parent, "p").text = blocks.pop(0).lstrip()


def _is_plain(block: str) -> bool:
    """Whether no line begins as one of a heading, list and so on does, and none is of a table."""
    if not block or block[0] == "\n" or "|" in block or block.isspace():
        return False
    if "\n" not in block:
        return not (block[0] in _LEADERS or block[0].isdigit())
    return not any(line[:1] in _LEADERS or line[:1].isdigit() for line in block.split("\n"))


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

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Make the elements of inline markup; simple texts are set aside from the stock way."""
        self._found = _signs("".join(tree.itertext()))
        if not self._found:
            return tree
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
        parts = _SIMPLE.split(text)
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
    """The element of what _SIMPLE found, and the text after it."""
    child = Element("a", href=url) if linked else Element("strong" if star else "em")
    child.text, child.tail = linked or stressed, after
    return child


def _signs(text: str) -> list[str]:
    return [sign for sign in _SIGNS if sign in text]


def serialised(root: Element) -> str:
    """The HTML of a tree; plain elements, which need no escaping, are written at once."""
    if root.tag != "div" or root.attrib or not _is_bare(root.text):
        return to_html_string(root)
    inner = "".join([_written(child, 0) for child in root])
    return f"<div>{root.text or ''}{inner}</div>{root.tail or ''}"


def _written(element: Element, depth: int) -> str:
    """The HTML of an element and of the text after it."""
    tag, text, tail = element.tag, element.text, element.tail
    is_bare = tag in _PLAIN and _is_bare(text) and _is_bare(tail) and depth < _DEEP
    if not is_bare or (element.attrib and not _is_link(element)):
        return to_html_string(element)
    inner = "".join([_written(child, depth + 1) for child in element]) if len(element) else ""
    opening = f'a href="{element.attrib["href"]}"' if element.attrib else tag
    return f"<{opening}>{text or ''}{inner}</{tag}>{tail or ''}"


def _is_link(element: Element) -> bool:
    url = element.attrib.get("href")
    is_alone = element.tag == "a" and len(element.attrib) == 1
    return is_alone and url is not None and _is_bare(url) and '"' not in url


def _is_bare(text: str | None) -> bool:
    return not text or not ("&" in text or "<" in text or ">" in text)
