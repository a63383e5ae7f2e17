"""Ink on a card: text, the mark, and what comes of both as a PNG."""

import io
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.share_card.lines import font

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE = (1200, 630)
_SHADES = 15  # of an ink on paper: more are not seen, and take longer to pack
_FINE = 4  # the mark is drawn so many times as large, for smooth edges


def sheet() -> "Image":
    """What one ink covers: nothing yet."""
    from PIL import Image  # noqa: PLC0415 (most builds draw nothing)

    return Image.new("L", SIZE)


def write(ink: "Image", at: tuple[int, int], text: str, size: int) -> None:
    """Write a line whose head begins there."""
    from PIL import ImageDraw  # noqa: PLC0415 (as above)

    ImageDraw.Draw(ink).text(at, text, font=font(size), fill=255)


def draw_mark(accent: "Image", ink: "Image", at: tuple[int, int], side: int) -> None:
    """Draw the mark, a speech bubble that is an eye, as the theme's favicon has it."""
    scale = side * _FINE / 32

    def mask(*rounds: tuple[float, float, float]) -> "Image":
        """What lies in all of these circles: x, y, radius in the favicon's units."""
        from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415 (as above)

        whole = Image.new("L", (side * _FINE, side * _FINE), 255)
        for x, y, radius in rounds:
            circle = Image.new("L", whole.size)
            box = [scale * each for each in (x - radius, y - radius, x + radius, y + radius)]
            ImageDraw.Draw(circle).ellipse(box, fill=255)
            whole = ImageChops.darker(whole, circle)
        return whole

    from PIL import ImageDraw  # noqa: PLC0415 (as above)

    eye, iris, glint = (
        mask((16, 19.73, 11.73), (16, 9.27, 11.73)),
        (16, 14.5, 4.7),
        (17.7, 12.8, 1.4),
    )
    bubble = mask((16, 14.5, 13.2))
    tail = [(scale * x, scale * y) for x, y in ((5.5, 22), (4.5, 30), (13, 26))]
    ImageDraw.Draw(bubble).polygon(tail, fill=255)
    bubble.paste(0, mask=eye)
    pupil = mask(iris)
    pupil.paste(0, mask=mask(glint))
    for sheet_of, shape in ((accent, bubble), (ink, pupil)):
        sheet_of.paste(shape.resize((side, side)), at)


def packed(inks: Iterable[tuple["Image", str]], paper: str) -> bytes:
    """A PNG of inks, each with its colour, on paper; they do not overlap."""
    from PIL import Image, ImageChops  # noqa: PLC0415 (as above)

    palette, places = [*_rgb(paper)], Image.new("L", SIZE)
    for number, (ink, colour) in enumerate(inks):
        first = number * _SHADES
        levels = [math.ceil(level * _SHADES / 255 - 0.5) for level in range(256)]
        places = ImageChops.add(places, ink.point([first + n if n else 0 for n in levels]))
        palette += [each for n in range(1, _SHADES + 1) for each in _between(paper, colour, n)]
    card = Image.frombytes("P", SIZE, places.tobytes())
    card.putpalette(palette)
    written = io.BytesIO()
    card.save(written, "PNG", compress_level=6)
    return written.getvalue()


def _between(paper: str, ink: str, shade: int) -> list[int]:
    pairs = zip(_rgb(paper), _rgb(ink), strict=True)
    return [round(start + (end - start) * shade / _SHADES) for start, end in pairs]


def _rgb(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))
