"""Pictures that are not where a text or site.yaml says."""

from collections.abc import Iterator

from generator.article.types import Article
from generator.errors import Problem
from generator.markup.types import Mention
from generator.media import is_elsewhere, is_picture, place_of
from generator.plan import Plan
from generator.site import Site
from generator.source import CONFIG

_MEND = "Put the file beside the article or in content/images/, or mend the path."


def missing_pictures(site: Site, plan: Plan, article: Article) -> Iterator[Problem]:
    """Warn of each picture of a text whose file is not there."""
    if own := article.picture:
        mention = Mention(target=own.src, line=own.line, column=own.column)
        yield from _missing(site, article.source, mention)
    for mention in article.pictures:
        yield from _missing(site, article.source, mention)


def missing_portraits(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each author's portrait whose file is not there."""
    line = site.config.lines.get("authors", 1)
    for author in site.config.authors:
        if author.image:
            yield from _missing(site, CONFIG, Mention(target=author.image, line=line, column=1))


def _missing(site: Site, path: str, mention: Mention) -> Iterator[Problem]:
    target = mention.target
    if is_elsewhere(target) or place_of(path, target) in site.photos:
        return
    ending = "" if is_picture(target) else " (its ending is not a picture's)"
    yield Problem(
        path=path,
        line=mention.line,
        column=mention.column,
        width=len(target),
        what=f"the picture {target} is not there{ending}",
        mend=_MEND,
        code="WOW203",
        is_warning=True,
    )
