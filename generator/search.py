"""The search index: made of the articles' and standing pages that are out, as readers get them.

Pagefind tells words apart by the spaces between them. So the pages that it reads have one before
every Chinese sign, and a search looks for signs that follow one another: no dictionary decides
what is a word, and nothing that stands in a text is missed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from html import escape
from pathlib import Path

import msgspec

from generator.article.types import Article
from generator.digest import digest_of, digest_of_bytes, digest_of_code
from generator.errors import Problem, SiteError
from generator.indexer import Indexer, pages_in, whole
from generator.make import SHOWS, Outcome, Workshop
from generator.markup.scripts import CJK, PUNCTUATION, pattern
from generator.output import Made, Stage
from generator.parts import by_year, facet
from generator.plan import INDEX, Rank, output_path
from generator.site import Site
from generator.source import CONFIG

ENTRY = f"{INDEX}/pagefind-entry.json"
# No address of a page begins with a dot.
_PAGES, _MADE = ".search/pages", ".search/made"
_CUT = "\N{CARET} "  # nobody writes that sign; js/search.js takes it out again
_MARK = "data-pagefind-body"
_TEXT = re.compile(r"(?<=>)[^<]+")
_SIGN = f"[{CJK}]"
_AFTER = f"(?<=[{CJK}{PUNCTUATION}”])"
_MARKS = rf"[^\w\s&<>{PUNCTUATION}]*"
_BETWEEN = rf"(?<=\S)(?={_SIGN})|{_AFTER}(?={_MARKS}[^\W_{CJK}])"
_TAG = "<[^<>]*>"
_TO_SIGN = rf"(<(?<=[^\s<>]<)[^<>]*>(?:{_TAG})*)(?={_SIGN})"
_FROM_SIGN = rf"({_AFTER}(?:{_MARKS}{_TAG})+)(?={_MARKS}[^\W_{CJK}])"
# Letters and figures of full width are looked for, and shown, as if they were of half.
_HALF_WIDTH = {
    ord("！") + each: ord("!") + each for each in range(94) if chr(0x21 + each).isalnum()
}
# A search of ours needs nothing of Pagefind's own looks, which are called pagefind-...
_UNUSED = re.compile(r"pagefind-(?!entry\.json)")
_MEND = """\
Install it: pip install pagefind-bin (make site does).
Or take the line out of content/site.yaml: the site is then built without a search."""
_PASSED_OVER = """\
Its template may lack <html> or <body>, or leave a tag open that closes another.
Mend that, or take "search: true" out of content/site.yaml."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search says of a page besides its text, and the words by which it is kept to some."""

    title: str
    day: str = ""
    kicker: str = ""
    byline: str = ""
    date: str = ""
    lang: str
    facets: tuple[str, ...] = ()


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is searched: its path in output/, its digest, and what is said of it."""

    path: str
    digest: bytes
    found: Found


def refuse_unsearchable(
    site: Site, indexer: Indexer | None, lines: Callable[[str, int], str]
) -> None:
    """See that what makes an index is there if one is asked for; lines gives one of a file.

    Raises SiteError: what is in output/ depends on no more than the site.
    """
    if site.config.search and indexer is None:
        line = site.config.lines["search"]
        what = "a search is asked for, and Pagefind, which makes it, is not installed"
        raise SiteError(
            [
                Problem(
                    path=CONFIG,
                    line=line,
                    column=1,
                    width=len("search"),
                    excerpt=lines(CONFIG, line),
                    what=what,
                    mend=_MEND,
                )
            ]
        )


def index_of(
    site: Site, shop: Workshop, outcomes: Sequence[Outcome], indexer: Indexer | None, *, makes: bool
) -> list[Outcome]:
    """The outcomes of the index's files: what stands, if it was made of these pages, or new ones.

    Where nothing new may be made, an index of other pages is none: it may hold what was taken back.
    A dry run names one file of a new one.
    Raises OSError: the indexer fails; SiteError: it passes over a page.
    """
    if not site.config.search or indexer is None:
        return []
    made = {each.made.path: each.made for each in outcomes}
    texts = {output_path(each.permalink): each for each in (*site.articles, *site.standing)}
    leaves = _leaves(site, texts, made)
    key = digest_of((digest_of_code("search"), indexer.program, site.config.language, leaves))
    standing = _standing(shop, key)
    if standing or not leaves or not makes:
        return standing
    if shop.stage is None:
        return _unmade(shop, key)
    copies = Stage(shop.stage)
    for leaf in leaves:
        folder = shop.stage if made[leaf.path].staged else shop.folder
        page = (folder / leaf.path).read_text(encoding="utf-8")
        copies.put(f"{_PAGES}/{leaf.path}", searchable(page, leaf.found).encode())
    language = site.config.language.partition("-")[0].lower()
    indexer.index(shop.stage / _PAGES, shop.stage / _MADE, language)
    index = list(_staged(shop, shop.stage, key))
    _refuse_unread(texts, pages_in(shop.stage / _MADE))
    return index


def _leaves(site: Site, texts: Mapping[str, Article], made: Mapping[str, Made]) -> tuple[Leaf, ...]:
    facets = _facets(site)
    return tuple(
        Leaf(path=path, digest=made[path].digest, found=_found(site, texts[path], facets))
        for path in sorted(texts)
    )


def _facets(site: Site) -> Mapping[str, Sequence[str]]:
    """The words by which a search is kept to some articles, by their source."""
    facets = defaultdict[str, list[str]](list)
    groups = [("archive", year, articles) for year, articles in by_year(site)]
    groups += [("topics", each.slug, each.articles) for each in site.topics.values()]
    groups += [("authors", each.slug, each.articles) for each in site.authors.values()]
    for kind, key, articles in groups:
        for article in articles:
            facets[article.source].append(facet(kind, key))
    return facets


def _found(site: Site, article: Article, facets: Mapping[str, Sequence[str]]) -> Found:
    if article.is_standing:
        return Found(title=article.title, lang=article.lang)
    card = site.cards[article.source]
    return Found(
        title=article.title,
        day=card.date.day,
        kicker=card.kicker if card.kicker != site.config.title else "",
        byline=", ".join(card.byline),
        date=card.date.iso,
        lang=article.lang,
        facets=tuple(facets[article.source]),
    )


def _standing(shop: Workshop, key: bytes) -> list[Outcome]:
    """The index in output/, if it is whole and was made by this key."""
    kept = {path: was for path, was in shop.before.kept.items() if path.startswith(f"{INDEX}/")}
    is_whole = all(
        was.key == key and shop.before.on_disk.get(path) == was.digest for path, was in kept.items()
    )
    return [_outcome(path, was.digest, key) for path, was in kept.items()] if is_whole else []


def _unmade(shop: Workshop, key: bytes) -> list[Outcome]:
    """An index that would be made: of what its files would be, no more is known."""
    stands = ((path, digest) for path, digest in shop.before.on_disk.items() if path != ENTRY)
    kept = [_outcome(*each, key) for each in stands if each[0].startswith(f"{INDEX}/")]
    return [*kept, Outcome(made=_made(ENTRY, b""), key=key, reason=_reason(shop, ENTRY))]


def searchable(page: str, found: Found) -> str:
    """A page as Pagefind is to read it: told what it is, a space before each Chinese sign.

    Where its template marks no part to be read, its whole body is.
    """
    page = _TEXT.sub(lambda text: _spaced(text[0]), page)
    for across in (_TO_SIGN, _FROM_SIGN):
        page = pattern(across).sub(rf"\1{_CUT}", page)
    language, script, *_ = (*found.lang.split("-"), "")
    script = script if script.isalpha() and len(script) == 4 else ""  # BCP 47, 2.2.3
    words = " ".join((*found.facets, f"ꙮ{language}{script}"))
    told = f"{''.join(_named(found))}<p>{words}</p>"
    if _MARK in page:
        told = told.replace("<p>", f"<p {_MARK}>")
    else:
        page = page.replace("<body", f"<body {_MARK}", 1)
    start, end, rest = page.rpartition("</body>")
    return f"{start}{told}{end}{rest}"


def _named(found: Found) -> Iterator[str]:
    named = {"title": found.title, "byline": found.byline, "kicker": found.kicker, "day": found.day}
    for name, value in named.items():
        if value:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(_spaced(value))}">'
    yield f'<meta data-pagefind-sort="date[content]" content="{escape(found.date)}">'


def _spaced(text: str) -> str:
    if text.isascii():
        return text
    return pattern(_BETWEEN).sub(_CUT, text.translate(_HALF_WIDTH))


def _refuse_unread(texts: Mapping[str, Article], read: Set[str]) -> None:
    """See that all pages are in the index. Raises SiteError: of those that are not."""
    urls = {path: f"/{path.removesuffix('index.html')}" for path in texts}
    what = "a search would not find this: Pagefind passes over its page"
    unread = [texts[path].source for path, url in urls.items() if url not in read]
    if unread:
        raise SiteError(Problem(path=path, what=what, mend=_PASSED_OVER) for path in unread)


def _staged(shop: Workshop, stage: Path, key: bytes) -> Iterator[Outcome]:
    """What was made of an index, brought to where it is to stand, but for what is there already."""
    folder, files = stage / _MADE, Stage(stage)
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        if _UNUSED.match(file.name):
            continue
        path = f"{INDEX}/{file.relative_to(folder).as_posix()}"
        content = whole(path, file.read_bytes())
        digest = digest_of_bytes(content)
        if shop.before.on_disk.get(path) == digest:
            yield _outcome(path, digest, key)
        else:
            made = msgspec.structs.replace(_made(path, digest), staged=files.put(path, content))
            yield Outcome(made=made, key=key, reason=_reason(shop, path))


def _reason(shop: Workshop, path: str) -> str:
    return SHOWS if path in shop.before.on_disk else "new"


def _outcome(path: str, digest: bytes, key: bytes) -> Outcome:
    return Outcome(made=_made(path, digest), key=key)


def _made(path: str, digest: bytes) -> Made:
    """An output of the index: what leads to all others comes after them."""
    return Made(path=path, digest=digest, staged=None, rank=_rank(path))


def _rank(path: str) -> Rank:
    return Rank.FEED if path == ENTRY else Rank.LISTING
