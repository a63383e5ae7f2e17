"""Where a link leads as of a Site: source paths and site paths to readers' addresses."""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urlsplit

from generator.article.types import Article
from generator.media import Photo, is_picture, photo_named, place_of
from generator.site import Site

# The address of an article that is written as it is: what nearly all are, and a tenth of the time.
_PLAIN = re.compile(r"(?:/[A-Za-z0-9_-]+)+/")


class Lead(NamedTuple):
    """Where a target leads: url is "" for nowhere, is_withheld if an article is not out yet.

    article is the one it leads to, if it is one, and fragment the part of it.
    """

    url: str
    article: Article | None = None
    fragment: str = ""
    is_withheld: bool = False


def href(site: Site, permalink: str) -> str:
    """A site path as its pages write it: with the site's base before it."""
    return site.config.base + permalink


def absolute(site: Site, url: str) -> str:
    """A URL with scheme and host, whatever it lacked."""
    return site.config.origin + url if url.startswith("/") else url


def follow(site: Site, article: Article, target: str) -> Lead:
    """Where a target written in an article leads as of the site's moment."""
    if target.startswith(("https://", "http://")):
        return Lead(target)
    linked = site.by_permalink.get(target)
    if linked and _PLAIN.fullmatch(target) and f"content{target[:-1]}" not in site.media:
        return Lead(href(site, target), linked)
    path, fragment = urldefrag(target)
    if not path:
        return Lead(f"#{fragment}", article, fragment)
    if path.startswith("//") or (":" in path and urlsplit(path).scheme):
        return Lead(target)
    if path.startswith("/") and not _is_file(site, path):
        return lead_of(site, target)
    return _source_path(site, article, path, fragment)


def lead_of(site: Site, target: str) -> Lead:
    """Where a site path or an absolute URL leads, whoever wrote it."""
    if not target.startswith("/") or target.startswith("//"):
        return Lead(target)
    path, fragment = urldefrag(target)
    return _site_path(site, path, fragment)


def _is_file(site: Site, path: str) -> bool:
    """Whether a path that begins with "/" counts from content/: a text's, a picture's do."""
    place = place_of("", path)
    return is_picture(place) or place.endswith(".md") or place in site.media


def attachment(article: Article, source: str) -> str:
    """The site path of a file beside an article: under the article's address."""
    folder = article.permalink.rpartition("/")[0]
    return f"{folder}/{source.rpartition('/')[2]}"


def _site_path(site: Site, target: str, fragment: str) -> Lead:
    path, mark, query = target.partition("?")
    page = unquote(path).removesuffix("index.html")
    page = page if page.endswith("/") or "." in page.rpartition("/")[2] else f"{page}/"
    article = site.by_permalink.get(page)
    if page.lower() in site.withheld and not article:
        return Lead("", is_withheld=True)
    url = href(site, (page if article else path) + mark + query)
    return Lead(url + _hash(fragment), article, fragment)


def _source_path(site: Site, article: Article, path: str, fragment: str) -> Lead:
    place = place_of(article.source, path)
    for source in (place, f"{place}/index.md"):
        if linked := site.addresses.get(source):
            return _to_article(site, linked, fragment)
    if is_picture(place):
        return _to_photo(site, photo_named(article, path, site.photos))
    if place in site.media:
        return Lead(href(site, quote(attachment(article, place))))
    return Lead("")


def _to_article(site: Site, article: Article, fragment: str) -> Lead:
    if site.by_permalink.get(article.permalink) is not article:
        return Lead("", article, is_withheld=True)
    return Lead(href(site, article.permalink) + _hash(fragment), article, fragment)


def _to_photo(site: Site, photo: Photo | None) -> Lead:
    return Lead(href(site, f"/{photo.path}")) if photo else Lead("")


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""
