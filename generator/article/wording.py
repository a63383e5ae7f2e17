"""What of a text counts when it is compared with what readers saw."""

import re

_SPACES_AND_MARKS = b" \t\n\r\x0b\x0c\"'*_`>#~\\"
_TARGETS = re.compile(rb"\]\([^)]*\)?").sub
_DASHES = re.compile(rb"--").search  # quicker than to look for two bytes
_SIGNS = b"\xe2"  # with what U+2000 to U+2FFF begin in UTF-8
_SAME = {
    **dict.fromkeys((bytes([0x80, last]) for last in range(0x90, 0x96)), b"-"),
    **dict.fromkeys((bytes([0x80, last]) for last in range(0x98, 0xA0)), b""),
    b"\x80\xa6": b"...",
}


def wording(text: str) -> bytes:
    """A Markdown text without its spaces, emphasis and quotation marks, and without the targets of
    its links; all dashes are one.

    It owes nothing to how a text is marked up: another version finds the same.
    """
    raw = text.encode()
    if not text.isascii():
        first, *rest = raw.split(_SIGNS)
        raw = first + b"".join([_SAME.get(x[:2], _SIGNS + x[:2]) + x[2:] for x in rest])
    raw = _TARGETS(b"", raw)
    if _DASHES(raw):
        raw = raw.replace(b"---", b"-").replace(b"--", b"-")
    return raw.translate(None, _SPACES_AND_MARKS)
