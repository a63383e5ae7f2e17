"""A hundred files that somebody made to be mistaken: each is shown as a rendition, or refused."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from generator.errors import Problem, SiteError
from tests.conftest import Tried
from tests.fuzz.claims import assert_shown
from tests.fuzz.test_pictures import KINDS, picture
from tests.sites import SmallSite, article

PAYLOAD = b"<script>zqpayload</script>"
ZIP = b"PK\x03\x04" + PAYLOAD + b"PK\x05\x06" + b"\0" * 18


def _resized_header(content: bytes) -> bytes:
    """The same bytes, whose header says 60,000 by 60,000 pixels, as far as we can find it."""
    for size in (
        struct.pack(">II", 40, 30),
        struct.pack(">HH", 30, 40),
        struct.pack("<HH", 40, 30),
    ):
        wide = (60_000).to_bytes(len(size) // 2, "big" if size[0] == 0 else "little") * 2
        content = content.replace(size, wide, 1)
    return content


def _with_chunk(content: bytes, name: bytes) -> bytes:
    """A PNG with a chunk more, or any other file with the same bytes near its end."""
    chunk = struct.pack(">I", len(PAYLOAD)) + name + PAYLOAD
    chunk += struct.pack(">I", zlib.crc32(name + PAYLOAD))
    at = 33 if content.startswith(b"\x89PNG") else -2
    return content[:at] + chunk + content[at:]


CRAFTS: dict[str, Callable[[bytes], bytes]] = {
    "whole": bytes,
    "empty": lambda content: b"",
    "its head alone": lambda content: content[:16],
    "a tenth": lambda content: content[: len(content) // 10],
    "a half": lambda content: content[: len(content) // 2],
    "all but its last bytes": lambda content: content[:-12],
    "all but its head": lambda content: content[16:],
    "zeros behind its head": lambda content: content[:40] + b"\0" * (len(content) - 40),
    "a script behind it": lambda content: content + PAYLOAD,
    "a script before it": lambda content: PAYLOAD + content,
    "an archive behind it": lambda content: content + ZIP,
    "an archive before it": lambda content: ZIP + content,
    "a page with it in a comment": lambda content: (
        b"<!DOCTYPE html><!--" + content + b"-->" + PAYLOAD
    ),
    "a document before it": lambda content: b"%PDF-1.7\n" + PAYLOAD + content,
    "a chunk of text": lambda content: _with_chunk(content, b"tEXt"),
    "a chunk that nobody knows": lambda content: _with_chunk(content, b"zqPl"),
    "twice": lambda content: content * 2,
    "a size that would fill the memory": _resized_header,
    "its bytes turned round": lambda content: content[::-1],
    "every byte doubled": lambda content: bytes(byte for one in content for byte in (one, one)),
}
ENDINGS = dict(zip(KINDS, (*list(KINDS)[1:], "png"), strict=True))  # each has another's


def crafted() -> dict[str, bytes]:
    """The hundred, by the path of an article's picture; every second has another kind's ending."""
    made = {}
    for number, (name, craft) in enumerate(CRAFTS.items()):
        for kind in KINDS:
            ending = ENDINGS[kind] if number % 2 else kind
            made[f"content/{name.replace(' ', '-')}-{kind}/door.{ending}"] = craft(picture(kind))
    return made


def test_each_of_a_hundred_is_shown_as_a_rendition_or_refused(
    tmp_path: Path, tiny_theme: Path, record_property: Tried
) -> None:
    files = crafted()
    assert len(files) == 100
    texts = {f"{path.rpartition('/')[0]}/index.md": path.rpartition("/")[2] for path in files}
    articles = {path: article("A Door", f"![A door]({name})") for path, name in texts.items()}
    small = SmallSite(tmp_path, {**files, **articles}, tiny_theme)
    refused: set[str] = set()
    while problems := _problems(small):
        for problem in problems:
            assert_shown(problem)
            assert problem.path in files
            assert problem.mend
        refused |= {problem.path for problem in problems}
        for path in {problem.path for problem in problems}:
            small.remove(path.rpartition("/")[0])
    shown = files.keys() - refused
    assert 60 < len(refused) < 80  # which, a codec decides
    assert all(path in shown for path in files if "/whole-" in path)
    assert all(path in refused for path in files if "/empty-" in path or "/a-half-" in path)
    for path, content in small.output().items():
        assert b"zqpayload" not in content
        if path.endswith((".jpg", ".png")):
            with Image.open(io.BytesIO(content)) as image:
                image.load()
                assert sorted(image.size) == [30, 40]
    record_property("crafted pictures", len(files))


def _problems(small: SmallSite) -> tuple[Problem, ...]:
    try:
        small.build()
    except SiteError as error:
        return error.problems
    return ()
