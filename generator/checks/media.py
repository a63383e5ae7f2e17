"""Pictures that are not where a text says."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.media import is_elsewhere, is_picture, photo_named
from generator.plan import Plan
from generator.site import Site

_MEND = "Put the file beside the article or in content/images/, or mend the path."


def missing_pictures(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each picture of a published article whose file is not there."""
    for article in (*site.articles, *site.standing):
        for target, line, column in _named(article):
            if not is_elsewhere(target) and photo_named(article, target, site.photos) is None:
                ending = "" if is_picture(target) else " (its ending is not a picture's)"
                yield Problem(
                    path=article.source,
                    line=line,
                    column=column,
                    what=f"the picture {target} is not there{ending}",
                    mend=_MEND,
                    code="WOW203",
                    is_warning=True,
                )


def _named(article: Article) -> Iterator[tuple[str, int, int]]:
    if article.picture:
        yield article.picture.src, article.picture.line, article.picture.column
    for mention in article.pictures:
        yield mention.target, mention.line, mention.column
