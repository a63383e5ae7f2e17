"""An opened picture -> its pixels, upright and in sRGB."""

import io
from typing import TYPE_CHECKING

from generator.images.opening import FAULTS

if TYPE_CHECKING:
    from PIL.Image import Image

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


def upright(image: "Image", size: tuple[int, int]) -> "Image":
    """The picture in sRGB, of a size that it has once it is upright."""
    from PIL import Image  # noqa: PLC0415 (as in opened)

    turn = turn_of(image)
    goal = size[::-1] if turn >= 5 else size
    # A JPEG decodes at half, a quarter or an eighth for free; the margin keeps LANCZOS sharp.
    drafted = image.draft(None, (goal[0] * 2, goal[1] * 2))
    box = drafted[1] if drafted else None
    if goal == image.size and image.mode == "P" and "icc_profile" not in image.info:
        return _turned(image.copy(), turn)
    profile = image.info.get("icc_profile")
    # Resized first: a profile takes longer than all else on a telephone's twelve million pixels.
    small = plain(image).resize(goal, Image.Resampling.LANCZOS, box=box)
    return _turned(_in_srgb(small, profile) if profile else flat(small), turn)


def turn_of(image: "Image") -> int:
    """EXIF's orientation: 1 is upright, from 5 on the picture lies on its side."""
    from PIL import Image  # noqa: PLC0415 (as in opened)

    try:
        # Not image.getexif(): a PNG's would decode all of it to look for one at its end.
        turn = Image.Image.getexif(image).get(_ORIENTATION, 1)
    except FAULTS:
        return 1
    return turn if turn in _TURNS else 1


def is_transparent(image: "Image") -> bool:
    """Whether what is behind a picture may show through it."""
    return "A" in image.getbands() or "transparency" in image.info


def plain(image: "Image") -> "Image":
    """The picture in 8 bits a channel, without palette: L, RGB, RGBA or CMYK."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if is_transparent(image):
        return image.convert("RGBA")
    if image.mode in ("L", "CMYK"):
        return image.copy()
    return image.convert("L" if image.mode == "1" else "RGB")


def flat(image: "Image") -> "Image":
    """The picture as L, RGB or RGBA, its colours taken for sRGB's."""
    return image.convert("RGB") if image.mode == "CMYK" else image


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    """The picture as L, RGB or RGBA, its colours brought from a profile to sRGB."""
    from PIL import ImageCms  # noqa: PLC0415 (as in opened)

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, *FAULTS):
        return flat(image)


def _turned(image: "Image", turn: int) -> "Image":
    from PIL import Image  # noqa: PLC0415 (as in opened)

    return image.transpose(Image.Transpose[_TURNS[turn]]) if turn in _TURNS else image
