"""Pictures that are not where a text or site.yaml says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

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
        mend=_mend(site, path, target),
        code="WOW203",
        is_warning=True,
    )


def _mend(site: Site, path: str, target: str) -> str:
    """How to name the file that was probably meant."""
    name = PurePosixPath(target).name
    if name.startswith((".", "_")):
        return "A file whose name begins with . or _ is passed over. Rename it."
    if place_of(path, quote(target)) in site.media:
        return f"In a path #, ? and % mean other things. Rename the file, or write {quote(target)}."
    alike = _by_name(site.media).get(_folded(target), ())
    beside = [each for each in alike if place_of(path, PurePosixPath(each).name) == each]
    if beside:
        return f'Did you mean "{PurePosixPath(beside[0]).name}"?'
    return f'Did you mean "{alike[0].removeprefix("content")}"?' if alike else _MEND


@lru_cache(maxsize=1)
def _by_name(media: frozenset[str]) -> Mapping[str, list[str]]:
    """Paths of pictures by their names, without regard to case and ending."""
    found = defaultdict[str, list[str]](list)
    for path in sorted(filter(is_picture, media)):
        found[_folded(path)].append(path)
    return found


def _folded(path: str) -> str:
    return PurePosixPath(path).stem.casefold()
