"""What an edit of one article has changed."""

from msgspec import structs

from generator.article.types import Article

_TEXT = ("body", "text_digest", "words", "minutes", "anchors", "warnings", "remarks", "lines")
"""What of an article no list, address or other article's page depends on."""


def is_text_alone(article: Article, before: Article) -> bool:
    """Whether nothing but the text differs; links and pictures may have moved in it."""
    same = structs.replace(article, **{name: getattr(before, name) for name in _TEXT})
    if _targets(article) == _targets(before):
        same = structs.replace(same, links=before.links, pictures=before.pictures)
    return same == before


def _targets(article: Article) -> tuple[list[str], list[str]]:
    mentions = (article.links, article.pictures)
    links, pictures = ([mention.target for mention in each] for each in mentions)
    return links, pictures
