"""Whether a file is a picture, and says more than it shows: where, when, by whom."""

import re
from collections.abc import Iterator

from generator.errors import Problem, SiteError

_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avi|hei|hev|mif1|msf1)"
    rb"|II\*\0|MM\0\*|\0\0\0\x0cjP  |\xff\x0a|\0\0\0\x0cJXL ",
    re.DOTALL,
)
# What a picture is made of. Whatever else is in a file is not looked at: it is one too much.
_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # ITU T.81, B.2.4.6
_JFIF = 14  # bytes of it without a thumbnail
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_END = 0xD9
_CHUNKS = frozenset(  # PNG 3, 11; iDOT is where Apple's decoder begins
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT iDOT".split()
)
_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_EXTENSIONS = frozenset((b"\xf9", b"\xffNETSCAPE2.0", b"\xffANIMEXTS1.0"))
_IN_BOXES = re.compile(rb"Exif|rdf\+xml|uuid")


def refuse_disguised(path: str, content: bytes) -> None:
    """See that a file that is published as it is, is no picture. Raises SiteError: it is one."""
    if _PICTURE.match(content):
        what = "this file is a picture by another name, and would be published with all it says"
        mend = "Give it a picture's own ending, such as .jpg."
        raise SiteError([Problem(path=path, what=what, mend=mend)])


def refuse_telling(path: str, content: bytes) -> None:
    """See that a picture says no more than it shows. Raises SiteError: it does, or may."""
    if _PICTURE.match(content) and _is_telling(content):
        what = "this picture holds hidden data, which may say where, when and by whom it was taken"
        mend = f"Export it without metadata, as JPEG or PNG, or run: exiftool -all= {path}"
        raise SiteError([Problem(path=path, what=what, mend=mend)])


def _is_telling(content: bytes) -> bool:
    if content.startswith(b"\xff\xd8"):
        return not all(_is_silent(kind, held) for kind, held in _segments(content))
    if content.startswith(b"\x89PNG"):
        return not _CHUNKS.issuperset(_chunks(content))
    if content.startswith(b"RIFF"):
        return not _PARTS.issuperset(_parts(content))
    if content.startswith(b"GIF"):
        return not _EXTENSIONS.issuperset(_extensions(content))
    return content[4:11] != b"ftypavi" or _IN_BOXES.search(content) is not None


def _is_silent(kind: int, held: bytes) -> bool:
    """Whether a segment of a JPEG says nothing, or what follows its end."""
    if kind == _END:
        return not held.strip(b"\0")
    if not (0xE0 <= kind <= 0xEF or kind == 0xFE):
        return True
    name = _SEGMENTS.get(kind, b"")
    return bool(name) and held.startswith(name) and (kind != 0xE0 or len(held) <= _JFIF)


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each of a JPEG's segments; its end has what follows the picture."""
    at = 2
    while found := _MARKER.search(jpeg, at):
        kind, at = found[1][0], found.end()
        if kind == _END:
            yield kind, jpeg[at:]
            return
        size = int.from_bytes(jpeg[at : at + 2], "big")
        yield kind, jpeg[at + 2 : at + size]
        at += max(size, 2)


def _chunks(png: bytes) -> Iterator[bytes]:
    """The names of a PNG's chunks, and of what follows its end."""
    at = 8
    while at < len(png):
        name = png[at + 4 : at + 8]
        yield name
        at += 12 + int.from_bytes(png[at : at + 4], "big")
        if name == b"IEND" and at < len(png):
            yield b"more"
            return


def _parts(webp: bytes) -> Iterator[bytes]:
    """The names of a WebP's chunks, and of what follows them."""
    at = 12
    while at < len(webp):
        yield webp[at : at + 4]
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2


def _extensions(gif: bytes) -> Iterator[bytes]:
    """The labels of a GIF's extensions (GIF89a, 23-26), and what follows its end."""
    at = 13 + _table(gif[10:11])
    while at < len(gif):
        kind = gif[at]
        if kind == 0x3B and at + 1 == len(gif):
            return
        if kind == 0x2C:
            at = _after_blocks(gif, at + 11 + _table(gif[at + 9 : at + 10]))
        elif kind == 0x21:
            label = gif[at + 1 : at + 2]
            yield label + gif[at + 3 : at + 14] if label == b"\xff" else label
            at = _after_blocks(gif, at + 2)
        else:
            yield gif[at:]
            return


def _table(flags: bytes) -> int:
    """Bytes of the colours that flags announce."""
    held = int.from_bytes(flags, "big")
    return 3 << ((held & 7) + 1) if held & 0x80 else 0


def _after_blocks(gif: bytes, at: int) -> int:
    while at < len(gif) and gif[at]:
        at += gif[at] + 1
    return at + 1
