"""Whether a file is a picture, and whether it says more than it shows: where, when, by whom."""

import re
from collections.abc import Iterator

from generator.errors import Problem, SiteError

_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avi|hei|hev|mif1|msf1)"
    rb"|II\*\0|MM\0\*|\0\0\0\x0cjP  |\xff\x0a|\0\0\0\x0cJXL ",
    re.DOTALL,
)
_TELLING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"EXIF", b"XMP "}
# APP0 is JFIF's own, APP2 a colour profile, APP14 Adobe's note on colours (ITU T.81, B.2.4.6).
_SILENT_SEGMENTS = {0xE0, 0xE2, 0xEE}
_WORDS = re.compile(rb"Exif\0\0|XMP DataXMP|<\?xpacket|http://ns\.adobe\.com/")


def refuse_disguised(path: str, content: bytes) -> None:
    """See that a file that is published as it is, is no picture. Raises SiteError: it is one."""
    if _PICTURE.match(content):
        what = "this file is a picture by another name, and would be published with all it says"
        mend = "Give it a picture's own ending, such as .jpg."
        raise SiteError([Problem(path=path, what=what, mend=mend)])


def refuse_telling(path: str, content: bytes) -> None:
    """See that a picture says no more than it shows. Raises SiteError: it does."""
    if _PICTURE.match(content) and _is_telling(content):
        what = "this picture holds hidden data, which may say where, when and by whom it was taken"
        mend = f"Export it without metadata, or run: exiftool -all= {path}"
        raise SiteError([Problem(path=path, what=what, mend=mend)])


def _is_telling(content: bytes) -> bool:
    if content.startswith(b"\xff\xd8"):
        return any(kind not in _SILENT_SEGMENTS for kind in _segments(content))
    if content.startswith(b"\x89PNG"):
        return not _TELLING_CHUNKS.isdisjoint(_png_chunks(content))
    if content.startswith(b"RIFF"):
        return not _TELLING_CHUNKS.isdisjoint(_webp_chunks(content))
    return _WORDS.search(content) is not None


def _segments(jpeg: bytes) -> Iterator[int]:
    """The markers of a JPEG's applications and comments, up to its picture."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        if 0xE0 <= jpeg[at + 1] <= 0xEF or jpeg[at + 1] == 0xFE:
            yield jpeg[at + 1]
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


def _png_chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")


def _webp_chunks(webp: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(webp):
        yield webp[at : at + 4]
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
