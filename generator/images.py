"""Pictures: their sizes, and renditions of them, upright, in sRGB and free of metadata."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PIL import __version__ as _codec  # no more than a number: the codecs load when one is opened

from generator.digest import digest_of_bytes
from generator.errors import Problem, SiteError

if TYPE_CHECKING:
    from PIL.Image import Image

VERSION = digest_of_bytes(Path(__file__).read_bytes() + _codec.encode()).hex()

MAX_PIXELS = 40_000_000
MAX_SIDE = 65_000  # a JPEG's is 65,500
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.5
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
# What the codecs raise on bytes that are not what they seem; nothing else is the picture's fault.
_FAULTS = (OSError, SyntaxError, ValueError, RuntimeError, struct.error, zlib.error)

_OURS = rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|....ftypavi"
_EXPORT = "Open it in a picture editor and export it as JPEG or PNG."
_LOOKALIKES = (
    (rb"\s*$", "is empty", "Save the picture again."),
    (rb"version https://git-lfs", "is a placeholder of Git LFS", 'Run "git lfs pull".'),
    (
        rb"(?s)\s*(<\?xml.*?|<!--.*?|<!DOCTYPE svg.*?)?<svg",
        "is an SVG drawing",
        "Export it as PNG.",
    ),
    (rb"(?i)\s*<(!doctype )?html", "is a web page", "Save the picture itself, not its page."),
    (rb"....ftyp(hei|hev|mif1|msf1)", "is a HEIC photograph", "Export it as JPEG."),
    (rb"%PDF", "is a PDF", "Export the page as PNG."),
    (rb"II\*\0|MM\0\*", "is a TIFF", _EXPORT),
    (rb"BM", "is a BMP", _EXPORT),
)


class Size(msgspec.Struct, frozen=True):
    """A picture's size in pixels, upright; format is that of its renditions, "jpg" or "png"."""

    width: int
    height: int
    format: str


def measure(path: str, content: bytes) -> Size:
    """Size of the picture in content, from its header. Raises SiteError: not a picture we take."""
    with _opened(path, content) as image:
        width, height = image.size
        if _turn(image) >= 5:
            width, height = height, width
        return Size(width, height, _format(image, len(content)))


def rendition_size(size: Size, max_width: int) -> tuple[int, int]:
    """Width and height of a rendition, never larger than its source."""
    if size.width <= max_width:
        return size.width, size.height
    return max_width, max(round(size.height * max_width / size.width), 1)


def render(path: str, content: bytes, width: int, format: str) -> bytes:  # noqa: A002 (its name)
    """Encode a picture at a width; the same input gives the same bytes.

    Raises SiteError: the picture cannot be read whole.
    """
    with _opened(path, content) as image:
        turn = _turn(image)
        drawn = _turned(_resized(image, width, is_on_side=turn >= 5), turn)
        return _png(drawn) if format == "png" else _jpeg(drawn)


@contextmanager
def _opened(path: str, content: bytes) -> Iterator["Image"]:
    """A picture, its header read; whatever fails within is a Problem of its file."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (most builds open no picture)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                _check_size(path, image)
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(path) from None
    except UnidentifiedImageError:
        raise _unknown(path, content) from None
    except _FAULTS:
        raise _damaged(path) from None


def _check_size(path: str, image: "Image") -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_large(path)
    if min(width, height) < 1:
        raise _damaged(path)


def _turn(image: "Image") -> int:
    """EXIF's orientation: 1 is upright, from 5 on the picture lies on its side."""
    from PIL import Image  # noqa: PLC0415 (as above)

    try:
        # Not image.getexif(): a PNG's would decode all of it to look for one at its end.
        turn = Image.Image.getexif(image).get(_ORIENTATION, 1)
    except _FAULTS:
        return 1
    return turn if turn in _TURNS else 1


def _format(image: "Image", size: int) -> str:
    """The format of renditions: PNG for transparency and few colours, JPEG for all else."""
    if _is_transparent(image) or image.mode in ("1", "P"):
        return "png"
    # A drawing or a screenshot packs to a fraction; a photograph hardly at all.
    is_flat = size * 4 < image.width * image.height * len(image.getbands())
    return "png" if image.format == "PNG" and is_flat else "jpg"


def _is_transparent(image: "Image") -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _resized(image: "Image", width: int, *, is_on_side: bool) -> "Image":
    """The picture in sRGB, so wide once it is upright."""
    from PIL import Image  # noqa: PLC0415 (as above)

    across, along = image.size[::-1] if is_on_side else image.size
    wanted = rendition_size(Size(across, along, ""), width)
    goal = wanted[::-1] if is_on_side else wanted
    # A JPEG decodes at half, a quarter or an eighth for free; the margin keeps LANCZOS sharp.
    drafted = image.draft(None, (goal[0] * 2, goal[1] * 2))
    box = drafted[1] if drafted else None
    if goal == image.size and image.mode == "P" and "icc_profile" not in image.info:
        return image.copy()
    return _in_srgb(image).resize(goal, Image.Resampling.LANCZOS, box=box)


def _in_srgb(image: "Image") -> "Image":
    """The picture as L, RGB or RGBA, its colours brought to sRGB."""
    from PIL import ImageCms  # noqa: PLC0415 (as above)

    plain = _plain(image)
    profile = image.info.get("icc_profile")
    if not profile:
        return _flat(plain)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if plain.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(plain, source, target, outputMode=mode) or plain
    except (ImageCms.PyCMSError, *_FAULTS):
        return _flat(plain)


def _plain(image: "Image") -> "Image":
    """The picture in 8 bits a channel, without palette: L, RGB, RGBA or CMYK."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if _is_transparent(image):
        return image.convert("RGBA")
    if image.mode in ("L", "CMYK"):
        return image.copy()
    return image.convert("L" if image.mode == "1" else "RGB")


def _flat(image: "Image") -> "Image":
    return image.convert("RGB") if image.mode == "CMYK" else image


def _turned(image: "Image", turn: int) -> "Image":
    from PIL import Image  # noqa: PLC0415 (as above)

    return image.transpose(Image.Transpose[_TURNS[turn]]) if turn in _TURNS else image


def _png(image: "Image") -> bytes:
    kept = image.info.get("transparency") if image.mode == "P" else None
    image.info = {} if kept is None else {"transparency": kept}
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _jpeg(image: "Image") -> bytes:
    """JPEG on white; 80 is where news sites settle between size and looks."""
    from PIL import Image  # noqa: PLC0415 (as above)

    if image.mode not in ("L", "RGB"):
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    image.info = {}
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80, optimize=True, progressive=True)
    return written.getvalue()


def _unknown(path: str, content: bytes) -> SiteError:
    head = content[:1024]
    if re.match(_OURS, head, re.DOTALL):
        return _damaged(path)
    for pattern, what, mend in _LOOKALIKES:
        if re.match(pattern, head, re.DOTALL):
            return _fault(path, f"this file {what}, not a picture that a page can show", mend)
    return _fault(path, "this file is not a picture that a page can show", _EXPORT)


def _damaged(path: str) -> SiteError:
    return _fault(path, "this picture is damaged or incomplete", f"Copy it again. {_EXPORT}")


def _too_large(path: str) -> SiteError:
    return _fault(
        path,
        "this picture has more than 40 million pixels, or a side of more than 65,000",
        "Make it smaller in a picture editor; 3,000 pixels across are plenty.",
    )


def _fault(path: str, what: str, mend: str) -> SiteError:
    return SiteError([Problem(path=path, what=what, mend=mend)])
