"""A picture opened within bounds; whatever is wrong with it is a Problem of its file."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import Problem, SiteError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
MAX_SIDE = 65_000  # a JPEG's is 65,500
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# What the codecs raise on bytes that are not what they seem; nothing else is the picture's fault.
FAULTS = (OSError, SyntaxError, ValueError, RuntimeError, struct.error, zlib.error)

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


@contextmanager
def opened(path: str, content: bytes) -> Iterator["Image"]:
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
    except FAULTS:
        raise _damaged(path) from None


def _check_size(path: str, image: "Image") -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_large(path)
    if min(width, height) < 1:
        raise _damaged(path)


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
