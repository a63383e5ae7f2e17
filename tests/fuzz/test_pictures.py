"""Damaged pictures: shown whole, or refused by name, and never a traceback."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import strategies as st
from PIL import Image

from tests.fuzz.amounts import Amount, amounts
from tests.fuzz.claims import assert_shown, problems_of, state_of
from tests.sites import SmallSite, article

KINDS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"GIF89a",
    b"RIFF\0\0\0\0WEBP",
    b"BM",
    b"II*\0",
)


def picture(kind: str) -> bytes:
    """A small picture of a kind, with metadata."""
    file, made = BytesIO(), Image.effect_mandelbrot((40, 30), (-2, -1, 1, 1), 20).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    made.save(file, KINDS[kind], exif=exif)
    return file.getvalue()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A picture's ending, and its bytes: cut, changed here and there, or another's."""
    ending = draw(st.sampled_from(sorted(KINDS)))
    content = bytearray(picture(draw(st.sampled_from(sorted(KINDS)))))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content) - 1) | st.integers(0, 60))
        content[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    cut = draw(st.just(len(content)) | st.integers(0, len(content)))
    return ending, draw(st.just(bytes(content[:cut])) | SIGNED)


SIGNED = st.tuples(st.sampled_from(SIGNATURES), st.binary(max_size=100)).map(b"".join)


@pytest.fixture
def small(tmp_path: Path, tiny_theme: Path) -> SmallSite:
    """A site that has been built once."""
    made = SmallSite(tmp_path, {"content/a.md": article("The Door")}, tiny_theme)
    made.build()
    return made


@amounts(60, 3_000)
def test_a_damaged_picture_is_shown_or_refused(amount: Amount, small: SmallSite) -> None:
    def shown_or_refused(each: tuple[str, bytes]) -> None:
        ending, content = each
        before = state_of(small.root / "output")
        shown = article("The Door", f"![A door](door.{ending})")
        small.write({f"content/door.{ending}": content, "content/a.md": shown})
        problems = problems_of(small.build)
        for problem in problems:
            assert problem.path == f"content/door.{ending}"
            assert_shown(problem)
        if problems:
            assert state_of(small.root / "output") == before

    amount.check(shown_or_refused, damaged())
