"""Pictures: their sizes, and renditions of them, upright, in sRGB and free of metadata."""

from pathlib import Path

from PIL import __version__ as _codec  # no more than a number: the codecs load when one is opened

from generator.digest import digest_of
from generator.images.measuring import Size, look, measure, rendition_size, renditions_of
from generator.images.opening import MAX_PIXELS
from generator.images.rendering import render

__all__ = [
    "MAX_PIXELS",
    "VERSION",
    "Size",
    "look",
    "measure",
    "render",
    "rendition_size",
    "renditions_of",
]

_ROOM = tuple(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
VERSION = digest_of((_ROOM, _codec)).hex()
