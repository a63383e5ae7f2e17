"""Plain blocks of Markdown, written as Python-Markdown writes them, without looking for more.

A block is plain where what it begins with says what it is, and where all its inline markup is links
and emphasis without other signs within. `tuned` says which Python-Markdown this is true of.
"""

import re

# What a heading, rule, list, definition, quotation, footnote, abbreviation, reference or code
# begins with; "" is what an empty line does. Numbered lists begin with digits of any script.
LEADERS = frozenset(" #=-_*+:>[") | {""}
_ORDINAL = re.compile(r"\d+\.")
# Those that are no sign of inline markup: of a paragraph all of these must be gone with it.
_SURE = LEADERS - {"*", "_", "["}
# Links and emphasis that hold no other sign. It begins with plain signs, which are found quickly;
# an image's bracket, a footnote's and a third star are left to the stock way.
_WORDS = r"([^\[\]*&<_`\\\n]+)"
SIMPLE = re.compile(
    rf"\[(?<!!\[)(?!\^){_WORDS}\]\(([^\s()<>\"'\\`\[\]]+)\)"
    rf"|\*(?<!\*\*)(\*?)(?![\s*]){_WORDS}(?<!\s)\*\3(?!\*)"
)
_INLINE_SIGNS = ("*", "_", "[", "\\", "  \n")


class Involved(Exception):
    """A block that is not plain."""


def written(block: str) -> str:
    """The HTML of a paragraph, heading, quotation or list. Raises Involved: it is not plain."""
    if block[0] == ">":
        return _quotation(block.split("\n"))
    if block[0] == "-":
        return _list(block.split("\n"))
    if block[0] == "#":
        return _heading(block)
    return _element("p", block)


def _element(tag: str, text: str) -> str:
    """A text that no other block's pattern finds a line of: stock makes it a paragraph."""
    if not is_plain(text, _SURE):
        raise Involved
    return f"<{tag}>{_inline(text.lstrip())}</{tag}>"


def is_plain(block: str, leaders: frozenset[str]) -> bool:
    """Whether no line begins with what leads in something else, and none is of a table."""
    if "|" in block or block.isspace() or _ORDINAL.match(block):
        return False
    return not any(line[:1] in leaders for line in block.split("\n"))


def _quotation(lines: list[str]) -> str:
    """Stock takes ">" and one space from each line, and reads what is left as a text of its own."""
    said = [line[2:] if line[:2] == "> " else line[1:] for line in lines if line[:1] == ">"]
    if len(said) < len(lines) or any(map(str.isspace, said)):
        raise Involved
    blocks = "\n".join(said).split("\n\n")
    paragraphs = "\n".join([_element("p", block) for block in blocks])
    return f"<blockquote>\n{paragraphs}\n</blockquote>"


def _list(lines: list[str]) -> str:
    """Stock puts the text of an item straight into it where no blank line is between items."""
    if any(line[:2] != "- " for line in lines):
        raise Involved
    items = "\n".join([_element("li", line[2:]) for line in lines])
    return f"<ul>\n{items}\n</ul>"


def _heading(line: str) -> str:
    """Stock counts the signs before a line; those behind it and lines below are left to it."""
    text = line.lstrip("#")
    level, title = len(line) - len(text), text.strip()
    if level > 6 or not title or "#" in title or "\n" in line:
        raise Involved
    return f"<h{level}>{_inline(title)}</h{level}>"


def _inline(text: str) -> str:
    """The HTML of a text whose only markup is plain links and emphasis, side by side."""
    text = text.replace(">", "&gt;")
    if not _is_involved(text):
        return text
    parts = SIMPLE.split(text)
    if _is_involved("\0".join(parts[::5])):
        raise Involved
    groups = zip(*(parts[place::5] for place in range(1, 6)), strict=True)
    return parts[0] + "".join([_marked(*group) for group in groups])


def _is_involved(text: str) -> bool:
    return any(map(text.__contains__, _INLINE_SIGNS))


def _marked(linked: str | None, url: str, star: str, stressed: str, after: str) -> str:
    """The HTML of what SIMPLE found, and the text after it."""
    if linked:
        return f'<a href="{url}">{linked}</a>{after}'
    return f"<strong>{stressed}</strong>{after}" if star else f"<em>{stressed}</em>{after}"
