"""Markdown -> Body: html, words, links and pictures; it reads no file and knows no site."""

from generator.markup.aside import without_code, without_comments
from generator.markup.body import mark_up
from generator.markup.filling import Filling, fill
from generator.markup.language import with_lang
from generator.markup.pieces import MARK
from generator.markup.sanitise import keeps_words
from generator.markup.types import Body, Dialect, Mention
from generator.markup.typographer import typeset
from generator.markup.version import VERSION

__all__ = [
    "MARK",
    "VERSION",
    "Body",
    "Dialect",
    "Filling",
    "Mention",
    "fill",
    "keeps_words",
    "mark_up",
    "typeset",
    "with_lang",
    "without_code",
    "without_comments",
]
