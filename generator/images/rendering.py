"""A picture's renditions as bytes: the same from the same input, whichever else are made."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import Z_RLE

from generator.images.measuring import WIDTHS, Size, rendition_size, size_of
from generator.images.opening import opened
from generator.images.upright import is_transparent, plain, upright

if TYPE_CHECKING:
    from PIL.Image import Image

# By format, and the plain one beside it: JPEG's are photographs, PNG's have edges to keep.
_QUALITY = {("avif", "jpg"): 55, ("webp", "jpg"): 76, ("avif", "png"): 70, ("webp", "png"): 88}
_LESS = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # of a quality, where the rendition weighs too much
_LOSSLESS = {"lossless": True, "quality": 40, "method": 2}  # here the quality is the effort
_STRIP, _NO_LOSS = 32, 1.05  # pixels, by which a PNG is judged; of bytes
# A tenth more bytes than at 8, in a quarter of its time. Threads would cut the picture in tiles.
_AVIF = {"speed": 9, "max_threads": 1, "autotiling": False}


def render(path: str, content: bytes, wanted: Sequence[tuple[int, str]]) -> list[bytes]:
    """Encode a picture, decoded once, at each width and format that is wanted.

    Raises SiteError: the picture cannot be read whole.
    """
    with opened(path, content) as image:
        size = size_of(image, len(content))
        # No format does worse than JPEG: what is heavier than such a source gains nothing.
        most = len(content) if image.format in ("JPEG", "MPO") else sys.maxsize
        encoder = _Encoder(size, _largest(image, size), most)
        return [encoder.encoded(*each) for each in wanted]


def _largest(image: "Image", size: Size) -> "Image":
    """The picture of which all renditions are made, since each may be made without the others."""
    largest = upright(image, rendition_size(size, WIDTHS[-1]))
    if largest.mode == "RGBA" and largest.getchannel("A").getextrema() == (255, 255):
        return largest.convert("RGB")  # a screenshot, whose window had round corners
    is_palette = image.mode == "P" and size.is_drawing and not is_transparent(largest)
    return largest.quantize() if is_palette and largest.mode != "P" else largest


class _Encoder:
    """Encodes one picture. No rendition in a better format weighs more than a plain one.

    most: bytes that a JPEG, and so all others, should not weigh more than.
    """

    def __init__(self, size: Size, largest: "Image", most: int) -> None:
        self._size, self._largest, self._most = size, largest, most
        self._known: dict[tuple[int, str], bytes] = {}
        self._sized = {largest.size: largest}

    def encoded(self, width: int, format_: str) -> bytes:
        """The bytes of a rendition."""
        if format_ in ("jpg", "png"):
            return self._plain(width, format_)
        of_jpeg = self._size.format == "jpg"
        limit = len(self._plain(width if of_jpeg else WIDTHS[-1], self._size.format))
        return _first_within(limit, self._tries(self._at(width), format_))

    def _tries(self, image: "Image", format_: str) -> Iterator[bytes]:
        """A picture as it should be in a format, and then by fewer and fewer bytes."""
        if self._size.is_drawing:
            yield _webp(image, **_LOSSLESS)
        for less in _LESS:
            yield _rich(image, format_, self._size.format, less)
        if format_ == "webp":  # dots side by side: nothing packs them better
            yield _webp(image, **_LOSSLESS)

    def _plain(self, width: int, format_: str) -> bytes:
        """The bytes of a plain rendition, made once: others are weighed against it."""
        key = (min(width, self._largest.width), format_)
        if key not in self._known:
            image = self._at(width)
            self._known[key] = self._png(image) if format_ == "png" else self._jpeg(image)
        return self._known[key]

    def _png(self, image: "Image") -> bytes:
        """A PNG, packed with all care only where browsers will take it."""
        return _saved(
            image, "PNG", **({"optimize": True} if self._size.is_drawing else _packing(image))
        )

    def _jpeg(self, image: "Image") -> bytes:
        """A JPEG as it should be, or lighter, but no caricature."""
        return _first_within(self._most, (_jpeg(image, less) for less in _LESS[:-1]))

    def _at(self, width: int) -> "Image":
        """The picture at a width, made once: each format has it."""
        from PIL import Image  # noqa: PLC0415 (as in opened)

        goal = rendition_size(self._size, min(width, WIDTHS[-1]))
        if goal not in self._sized:
            self._sized[goal] = plain(self._largest).resize(goal, Image.Resampling.LANCZOS)
        return self._sized[goal]


def _first_within(limit: int, tries: Iterable[bytes]) -> bytes:
    """The first that weighs no more than a limit, or else the lightest."""
    tried = list[bytes]()
    for content in tries:
        if len(content) <= limit:
            return content
        tried.append(content)
    return min(tried, key=len)


def _packing(image: "Image") -> dict[str, int]:
    """How to pack a PNG: grain repeats nothing, and to find that out takes half of all the time."""
    top = max(image.height - _STRIP, 0) // 2
    strip = image.crop((0, top, image.width, min(top + _STRIP, image.height)))
    quick: dict[str, int] = {"compress_type": Z_RLE}
    loss = len(_saved(strip, "PNG", **quick)) / len(_saved(strip, "PNG"))
    return quick if loss < _NO_LOSS else {}


def _rich(image: "Image", format_: str, beside: str, less: float) -> bytes:
    quality = round(_QUALITY[format_, beside] * less)
    if format_ == "webp":
        return _webp(image, quality=quality, method=2)
    colours = {"L": "4:0:0", "jpg": "4:2:0", "png": "4:4:4"}
    subsampling = colours.get(image.mode) or colours[beside]
    return _saved(plain(image), "AVIF", quality=quality, subsampling=subsampling, **_AVIF)


def _webp(image: "Image", **options: object) -> bytes:
    return _saved(plain(image), "WEBP", **options)


def _jpeg(image: "Image", less: float) -> bytes:
    """JPEG on white; 80 is where news sites settle between size and looks."""
    from PIL import Image  # noqa: PLC0415 (as in opened)

    if image.mode not in ("L", "RGB"):
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return _saved(image, "JPEG", quality=round(80 * less), optimize=True, progressive=True)


def _saved(image: "Image", format_: str, **options: object) -> bytes:
    """A picture's bytes, without a word of what its file said besides."""
    kept = image.info.get("transparency") if image.mode == "P" else None
    image.info = {} if kept is None else {"transparency": kept}
    written = io.BytesIO()
    image.save(written, format_, **options)
    return written.getvalue()
