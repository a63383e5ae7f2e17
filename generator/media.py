"""Articles -> the pictures they show: which file each is, and how large it is published."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

import msgspec

from generator.article.types import Article
from generator.cache import decoded
from generator.digest import digest_of
from generator.errors import Problem, SiteError
from generator.images import VERSION, Size, measure, rendition_size
from generator.slug import slug
from generator.source import Source, Sources

WIDTH = 1600
_ENDINGS = (
    ".jpg .jpeg .jpe .jfif .png .gif .webp .avif .svg .bmp .tif .tiff .heic .heif .jp2 .jxl .dng"
    " .cr2 .cr3 .nef .arw .orf .raf .rw2 .psd .ico"
)
SUFFIXES = tuple(_ENDINGS.split())
# A relative target that is its own path: what nearly all are, and a tenth of the time.
_PLAIN = re.compile(r"(?!//)[A-Za-z0-9_./-]*")


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as it will be published: its output path and size, and the file it comes from."""

    path: str
    width: int
    height: int
    format: str
    source: str
    digest: bytes


def place_of(article: str, target: str) -> str:
    """The path from the root that a relative target means in an article's source; "" if outside.

    A target that begins with "/" counts from content/.
    """
    path = target if _PLAIN.fullmatch(target) else _path_of(target)
    folder = "content" if path.startswith("/") else article.rpartition("/")[0]
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == "..":
            parts = parts[:-1] if parts else ["outside"]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) if parts[:1] == ["content"] else ""


def _path_of(target: str) -> str:
    """A target without host, query and fragment, its escapes resolved."""
    return unicodedata.normalize("NFC", unquote(urlsplit(target).path))


def is_picture(path: str) -> bool:
    """Whether a path's ending is a picture's."""
    return path.lower().rstrip("/").endswith(SUFFIXES)


def is_elsewhere(target: str) -> bool:
    """Whether a target is at another host."""
    return bool(urlsplit(target).netloc)


def shown_by(article: Article) -> list[str]:
    """Paths of all local pictures that an article shows or links to."""
    if not (article.pictures or article.links or article.picture):
        return []
    targets = [mention.target for mention in article.pictures]
    targets += [mention.target for mention in article.links if is_picture(mention.target)]
    targets += [article.picture.src] if article.picture else []
    return [place_of(article.source, target) for target in targets if not is_elsewhere(target)]


class Measured(Protocol):
    """Where the sizes of pictures are kept."""

    def pictures(self) -> Mapping[bytes, bytes]:
        """Measured pictures by the key of their measuring."""

    def keep_pictures(self, kept: Mapping[bytes, bytes], /) -> None:
        """Keep these measurings and forget all others."""


def measure_pictures(paths: Iterable[str], sources: Sources, cache: Measured) -> dict[str, Photo]:
    """Photos by source path, of those paths that are there.

    Raises SiteError where files are no pictures that can be published.
    """
    before, kept = cache.pictures(), dict[bytes, bytes]()
    photos: dict[str, Photo] = {}
    problems: list[Problem] = []
    for path in sorted(set(paths) & sources.media.keys()):
        try:
            source = sources.medium(path)
            key = digest_of((source.digest, VERSION))
            record = before.get(key) or msgspec.msgpack.encode(measure(path, source.read()))
            kept[key] = record
            photos[path] = _photo(source, decoded(record, Size))
        except SiteError as error:
            problems += error.problems
    if kept != before and not problems:
        cache.keep_pictures(kept)
    if problems:
        raise SiteError(problems)
    return photos


def _photo(source: Source, size: Size) -> Photo:
    width, height = rendition_size(size, WIDTH)
    made_of = digest_of((source.digest, width, height, size.format, VERSION)).hex()[:10]
    name = slug(PurePosixPath(source.path).stem) or "picture"
    return Photo(
        path=f"assets/{name}.{made_of}.{size.format}",
        width=width,
        height=height,
        format=size.format,
        source=source.path,
        digest=source.digest,
    )


def photo_named(article: Article, target: str, photos: Mapping[str, Photo]) -> Photo | None:
    """The photo that a target in an article means, if it is there."""
    return photos.get(place_of(article.source, target))
