"""Pictures that are not where a text or site.yaml says."""

from collections.abc import Iterator

from generator.errors import Problem
from generator.markup.types import Mention
from generator.media import is_elsewhere, is_picture, place_of
from generator.plan import Plan
from generator.site import Site, texts
from generator.source import CONFIG

_MEND = "Put the file beside the article or in content/images/, or mend the path."


def missing_pictures(site: Site, plan: Plan) -> Iterator[Problem]:
    """Warn of each picture of a text, and each author's portrait, whose file is not there."""
    for path, mention in _pictures(site):
        target = mention.target
        if not is_elsewhere(target) and place_of(path, target) not in site.photos:
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


def _pictures(site: Site) -> Iterator[tuple[str, Mention]]:
    """Every picture, and the path of the file that names it."""
    for article in texts(site):
        if own := article.picture:
            yield article.source, Mention(target=own.src, line=own.line, column=own.column)
        for mention in article.pictures:
            yield article.source, mention
    line = site.config.lines.get("authors", 1)
    for author in site.config.authors:
        if author.image:
            yield CONFIG, Mention(target=author.image, line=line, column=1)
