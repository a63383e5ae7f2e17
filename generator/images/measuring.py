"""A picture's size, kind and colour, and which renditions of it there are."""

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from generator.images.opening import FAULTS, opened
from generator.images.upright import flat, is_transparent, plain, turn_of

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (360, 720, 1080, 1440)
"""Pixels: a phone's column at two dots to a pixel, a page's at one and two, and between them."""

CLEAR = "clear"
"""The tint of a picture that what is behind it shows through."""

_ALIKE = 0.9  # of a width: one so near to it is not worth another file
_SMALL = 40_000  # pixels: of a picture with fewer, no format saves what its head takes
_TALLEST = 16_383  # a WebP's side
_FACE, _FEW, _LEVELS = 32, 6, 8  # how closely a picture's colour is looked at, and told


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's size in pixels, upright; format is that of its plain renditions: "jpg", "png".

    A drawing is kept as it is, in each of its pixels. tint is the colour that most of it has, red,
    green and blue from 0 to 7, or CLEAR; "" where nobody has looked.
    """

    width: int
    height: int
    format: str
    is_drawing: bool = False
    tint: str = ""


def measure(path: str, content: bytes) -> Size:
    """Size of the picture in content, from its header. Raises SiteError: not a picture we take."""
    with opened(path, content) as image:
        return size_of(image, len(content))


def look(path: str, content: bytes) -> Size:
    """The same with its tint, if it can be read whole: for that the picture is decoded."""
    with opened(path, content) as image:
        size = size_of(image, len(content))
        if not size.tint:
            with suppress(*FAULTS):
                size = msgspec.structs.replace(size, tint=_tint(image))
        return size


def size_of(image: "Image", weight: int) -> Size:
    """The size of a picture of so many bytes, from its header."""
    width, height = image.size
    if turn_of(image) >= 5:
        width, height = height, width
    format_ = _format(image, weight)
    # Half a bit to a pixel: flat colours, which no photograph's format packs as well.
    is_flat = weight * 16 < width * height and image.format in ("PNG", "GIF")
    return Size(
        width=width,
        height=height,
        format=format_,
        is_drawing=format_ == "png" and (is_flat or image.mode == "1"),
        tint=CLEAR if is_transparent(image) else "",
    )


def rendition_size(size: Size, max_width: int) -> tuple[int, int]:
    """Width and height of a rendition, never larger than its source."""
    if size.width <= max_width:
        return size.width, size.height
    return max_width, max(round(size.height * max_width / size.width), 1)


def renditions_of(size: Size) -> list[tuple[int, str]]:
    """Width and format of each rendition: the best format first, the plain one last, by width."""
    top = min(size.width, WIDTHS[-1])
    all_widths = [*(width for width in WIDTHS if width < top * _ALIKE), top]
    # A drawing made smaller has more colours, and takes more bytes; a PNG is for old browsers.
    widths = [top] if size.is_drawing else all_widths
    plain_widths = all_widths if size.format == "jpg" else [top]
    rich: tuple[str, ...] = ("webp",) if size.is_drawing else ("avif", "webp")
    if size.width * size.height < _SMALL or rendition_size(size, top)[1] > _TALLEST:
        rich = ()
    return [
        *((width, format_) for format_ in rich for width in widths),
        *((width, size.format) for width in plain_widths),
    ]


def _format(image: "Image", weight: int) -> str:
    """The plain format: PNG for transparency and few colours, JPEG for all else."""
    if is_transparent(image) or image.mode in ("1", "P"):
        return "png"
    # A drawing or a screenshot packs to a fraction; a photograph hardly at all.
    is_light = weight * 4 < image.width * image.height * len(image.getbands())
    return "png" if image.format == "PNG" and is_light else "jpg"


def _tint(image: "Image") -> str:
    from PIL import Image  # noqa: PLC0415 (as in opened)

    image.draft(None, (_FACE, _FACE))
    face = flat(plain(image).resize((_FACE, _FACE), Image.Resampling.BOX)).convert("RGB")
    few = face.quantize(_FEW)
    counts = few.histogram()
    most = counts.index(max(counts))
    levels = (few.getpalette() or [])[3 * most : 3 * most + 3]
    return "".join(str(round(level * (_LEVELS - 1) / 255)) for level in levels)
