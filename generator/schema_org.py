"""An article's view in the terms of https://schema.org, for search engines."""

from collections.abc import Iterable, Mapping

from generator.card import Image, When
from generator.view import ArticleView, CorrectionNote, Link, ReferenceLine, SeriesBox, SiteView

Described = dict[str, object]


def news_article(page: ArticleView, modified: When) -> Described:
    """The page's NewsArticle; modified is when readers could last see a difference."""
    site, sponsor = page.site, page.sponsor
    return _said(
        {
            "@context": "https://schema.org",
            **_typed("NewsArticle"),
            "headline": page.title,
            "description": page.meta.description,
            "url": page.meta.url,
            "mainEntityOfPage": page.meta.url,
            "datePublished": page.date.iso,
            "dateModified": modified.iso,
            "inLanguage": page.meta.lang,
            "wordCount": page.words,
            "articleSection": page.kicker,
            "keywords": [topic.name for topic in page.topics],
            "image": _image(site, page.picture) if page.picture else page.meta.image,
            "author": [_named("Person", site, author) for author in page.byline],
            "publisher": _typed("NewsMediaOrganization", name=site.title, url=site.url),
            "sponsor": _typed("Organization", name=sponsor.name, url=sponsor.url) if sponsor else 0,
            "copyrightNotice": site.copyright,
            "isAccessibleForFree": True,
            "correction": _corrections(page.corrections),
            "citation": _citations(page.references),
            **(_part(site, page.series) if page.series else {}),
        }
    )


def _typed(kind: str, **terms: object) -> Described:
    return _said({"@type": kind, **terms})


def _said(terms: Mapping[str, object]) -> Described:
    """The terms that say something."""
    return {term: value for term, value in terms.items() if value}


def _absolute(site: SiteView, url: str) -> str:
    return site.origin + url if url.startswith("/") else url


def _named(kind: str, site: SiteView, link: Link) -> Described:
    return _typed(kind, name=link.name, url=_absolute(site, link.url))


def _image(site: SiteView, picture: Image) -> Described:
    return _typed(
        "ImageObject",
        url=_absolute(site, picture.url),
        caption=picture.caption or picture.alt,
        creditText=picture.credit,
    )


def _corrections(notes: Iterable[CorrectionNote]) -> list[Described]:
    return [
        _typed("CorrectionComment", text=note.text, datePublished=note.date.iso) for note in notes
    ]


def _citations(references: Iterable[ReferenceLine]) -> list[Described]:
    return [
        _typed("CreativeWork", name=each.title, url=each.url, archivedAt=each.archived)
        for each in references
    ]


def _part(site: SiteView, series: SeriesBox) -> Described:
    whole = _typed("CreativeWorkSeries", name=series.name, url=_absolute(site, series.url))
    return {"isPartOf": whole, "position": series.part}
