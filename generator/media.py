"""Articles -> the pictures they show: which file each is, and how large it is published."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Protocol, TypeAlias
from urllib.parse import unquote, urlsplit

import msgspec

from generator.article.types import Article
from generator.cache import decoded
from generator.digest import digest_of
from generator.errors import Problem, SiteError
from generator.images import VERSION, Size, look, measure, rendition_size, renditions_of
from generator.slug import slug
from generator.source import Source, Sources
from generator.steps import Steps, taken, whole
from generator.work import Overrun, Workforce, run

_ENDINGS = (
    ".jpg .jpeg .jpe .jfif .png .gif .webp .avif .svg .bmp .tif .tiff .heic .heif .jp2 .jxl .dng"
    " .cr2 .cr3 .nef .arw .orf .raf .rw2 .psd .ico"
)
SUFFIXES = tuple(_ENDINGS.split())
_FEW = 8  # new pictures that are not worth a second process
# A relative target that is its own path: what nearly all are, and a tenth of the time.
_PLAIN = re.compile(r"(?!//)[A-Za-z0-9_./-]*")


class Rendition(msgspec.Struct, frozen=True):
    """A picture at a width, in a format: where it will be in the output."""

    path: str
    width: int
    format: str


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as it will be published, and the file that it comes from.

    path is that of its largest plain rendition, and width, height and format are of that; the
    renditions are in the order of their formats, best first, and their paths share a digest.
    """

    path: str
    width: int
    height: int
    format: str
    source: str
    digest: bytes
    tint: str
    is_drawing: bool
    renditions: tuple[Rendition, ...]


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


def measure_pictures(
    paths: Iterable[str], sources: Sources, cache: Measured, workforce: Workforce | None = None
) -> dict[str, Photo]:
    """Photos by source path, of those paths that are there.

    Without a workforce only what the head of a file says is read of a new one, not its tint.
    Raises SiteError where files are no pictures that can be published.
    """
    before, problems = cache.pictures(), list[Problem]()
    there: dict[str, Source] = {}
    for path in sorted(set(paths) & sources.media.keys()):
        try:
            there[path] = sources.medium(path)
        except SiteError as error:
            problems += error.problems
    keys = {path: digest_of((source.digest, VERSION)) for path, source in there.items()}
    kept = {keys[path]: before[keys[path]] for path in there if keys[path] in before}
    sizes = {key: decoded(record, Size) for key, record in kept.items()}
    seen = {key for key, size in sizes.items() if size.tint or not workforce}
    new = [source for path, source in there.items() if keys[path] not in seen]
    for source, size in zip(new, _seen(new, workforce), strict=True):
        if isinstance(size, Size):
            sizes[keys[source.path]] = size
            kept[keys[source.path]] = msgspec.msgpack.encode(size)
        else:
            problems += size
    if problems:
        raise SiteError(problems)
    if kept != before:
        cache.keep_pictures(kept)
    return {path: _photo(source, sizes[keys[path]]) for path, source in there.items()}


Seen: TypeAlias = Size | Sequence[Problem]


def _seen(new: Sequence[Source], workforce: Workforce | None) -> list[Seen]:
    """The sizes of pictures, or what is wrong with them."""
    if workforce is None:
        return [whole(_Eye(measure, 0)(source)) for source in new]
    hands = replace(workforce, floor=_FEW)
    found = run(partial(_Eye, look), new, hands, "Looking at pictures")
    return [_too_slow(new[at]) if isinstance(e, Overrun) else e for at, e in enumerate(found)]


class _Eye:
    """Sees what size a picture is, in one process."""

    def __init__(self, see: Callable[[str, bytes], Size], _number: int) -> None:
        self._see = see

    def __call__(self, source: Source) -> Steps[Seen]:
        try:
            return taken(self._see(source.path, source.read()))
        except SiteError as error:
            return taken(error.problems)

    def close(self) -> None:
        """Nothing is held open."""


def _too_slow(source: Source) -> Seen:
    what = "this picture takes too long to read, or more memory than there is"
    mend = "Open it in a picture editor and export it as JPEG or PNG."
    return [Problem(path=source.path, what=what, mend=mend)]


def _photo(source: Source, size: Size) -> Photo:
    mark = digest_of((source.digest, VERSION)).hex()[:10]
    name = slug(PurePosixPath(source.path).stem) or "picture"
    renditions = tuple(
        Rendition(f"assets/{name}-{width}.{mark}.{format_}", width, format_)
        for width, format_ in renditions_of(size)
    )
    plain = renditions[-1]
    width, height = rendition_size(size, plain.width)
    return Photo(
        path=plain.path,
        width=width,
        height=height,
        format=plain.format,
        source=source.path,
        digest=source.digest,
        tint=size.tint,
        is_drawing=size.is_drawing,
        renditions=renditions,
    )


def photo_named(article: Article, target: str, photos: Mapping[str, Photo]) -> Photo | None:
    """The photo that a target in an article means, if it is there."""
    return photos.get(place_of(article.source, target))
