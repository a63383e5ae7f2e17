"""What nothing may say before its time: titles, addresses and pictures of pieces under embargo."""

import re
from collections.abc import Iterable, Iterator, Set
from enum import StrEnum

import msgspec

from generator.article.types import Article
from generator.media import place_of, shown_by
from generator.plan import Plan
from generator.site import Site, released
from generator.source import CONFIG

_LETTERS = 12
_HAN = 4
_SHORT = 6  # an address's last part of fewer signs is a word like any other
_LETTER = re.compile(r"[^\W\d_]")
_HAN_SIGN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_STOCK = "content/images/"


class Kind(StrEnum):
    """What of an article a needle is."""

    TITLE = "title"
    ADDRESS = "address"
    PICTURE = "picture"


class Needle(msgspec.Struct, frozen=True, kw_only=True):
    """What no output may hold, and the article under embargo that it is of.

    words are a title; an address's last part, or all of it where that part says little; or the
    digest in the names of a picture's renditions. digest is that of the picture itself, and name
    what an editor calls it.
    """

    source: str
    kind: Kind
    name: str
    words: str
    digest: bytes = b""


def secrets_of(site: Site, plan: Plan) -> Iterator[Needle]:
    """What is telling of the pieces whose embargo lies ahead, drafts too."""
    embargoed = [article for article in site.addresses.values() if article.embargo]
    secret = [each for each in embargoed if (until := released(each)) and until > site.now]
    if secret:
        known = frozenset(part for path in plan for part in path.split("/"))
        stock = _shown_stock(secret, site)
        for article in secret:
            yield from _of(article, site, known, stock)


def _of(article: Article, site: Site, known: Set[str], stock: Set[str]) -> Iterator[Needle]:
    if _is_telling(article.title):
        title = article.title
        yield Needle(source=article.source, kind=Kind.TITLE, name=f'"{title}"', words=title)
    if words := _telling_part(article, known):
        name = article.permalink or article.slug
        yield Needle(source=article.source, kind=Kind.ADDRESS, name=name, words=words)
    for path in dict.fromkeys(shown_by(article)):
        photo = site.photos.get(path)
        if photo and path not in stock:
            words = photo.path.rsplit(".", 2)[1]
            yield Needle(
                source=article.source,
                kind=Kind.PICTURE,
                name=path,
                words=words,
                digest=photo.digest,
            )


def _is_telling(title: str) -> bool:
    """Whether a title is long enough not to be said by chance."""
    return len(_LETTER.findall(title)) >= _LETTERS or len(_HAN_SIGN.findall(title)) >= _HAN


def _telling_part(article: Article, known: Set[str]) -> str:
    """What of an article's address is its own: the last part, if no other address has it."""
    whole = article.permalink.strip("/")
    last = whole.rpartition("/")[2] or article.slug
    return last if len(last) >= _SHORT and last not in known else whole


def _shown_stock(secret: Iterable[Article], site: Site) -> Set[str]:
    """What lies among the pictures for all, and is shown by a piece that is out: no secret."""
    stock = {path for each in secret for path in shown_by(each) if path.startswith(_STOCK)}
    return stock.intersection(_shown(site)) if stock else stock


def _shown(site: Site) -> Iterator[str]:
    """Paths of the pictures that the site shows."""
    for article in (*site.articles, *site.standing):
        yield from shown_by(article)
    yield from (place_of(CONFIG, author.image) for author in site.config.authors if author.image)
