"""One file of content/ -> Article and Body: its front matter checked, its text marked up."""

from generator.article.reader import parse_article
from generator.article.types import (
    Article,
    Correction,
    Free,
    Picture,
    Reading,
    Reference,
    Withdrawal,
)

__all__ = [
    "Article",
    "Correction",
    "Free",
    "Picture",
    "Reading",
    "Reference",
    "Withdrawal",
    "parse_article",
]
