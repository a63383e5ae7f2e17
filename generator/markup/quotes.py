"""Blockquotes with a blank line between them are two, as elsewhere (CommonMark 5.1)."""

from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockQuoteProcessor


class Quotes(BlockQuoteProcessor):
    """The stock processor, but that it never goes on with the quotation before."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802 (the stock name)
        """Nothing: the stock processor asks for it only to join a blockquote to the last one."""
        return None
