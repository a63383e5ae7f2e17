"""A rendition is upright, in sRGB, no larger than needed, and says nothing of who took it."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import cast

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from generator.errors import SiteError
from generator.images import (
    MAX_PIXELS,
    Size,
    look,
    measure,
    render,
    rendition_size,
    renditions_of,
)

RED, GREEN, BLUE = (220, 30, 40), (30, 200, 60), (40, 60, 210)
SECRET = b"SecretPlace"


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def photo(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Red top left, green top right, blue below: which way is up can be seen."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    return image.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """What packs as badly as a photograph does."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def colour(image: Image.Image, across: float, along: float) -> tuple[int, ...]:
    at = int(image.width * across), int(image.height * along)
    return cast("tuple[int, ...]", image.convert("RGBA").getpixel(at))


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found[:3], wanted[:3], strict=True))


def encoded_as(content: bytes, width: int, kind: str) -> bytes:
    """One rendition of a picture."""
    (made,) = render("a", content, [(width, kind)])
    return made


def rendition(content: bytes, width: int = 1440) -> Image.Image:
    """The picture as its page shows it, whose size is the one that was foretold."""
    size = measure("a.jpg", content)
    made = encoded_as(content, width, size.format)
    image = opened(made)
    assert image.size == rendition_size(size, width)
    assert image.format == {"jpg": "JPEG", "png": "PNG"}[size.format]
    return image


STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("width", [1440, 60])
def test_a_picture_stands_upright_however_the_camera_was_held(
    kind: str, orientation: int, width: int
) -> None:
    turn = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = photo() if turn is None else photo().transpose(turn)
    content = encoded(stored, kind, exif=exif, quality=95)
    assert (measure("a", content).width, measure("a", content).height) == (120, 80)
    image = rendition(content, width)
    places = {(0.25, 0.25): RED, (0.75, 0.25): GREEN, (0.5, 0.75): BLUE}
    assert all(is_near(colour(image, *place), wanted) for place, wanted in places.items())


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert rendition(encoded(photo(), "JPEG", exif=exif)).size == (120, 80)


def test_damaged_exif_does_not_keep_a_picture_out() -> None:
    assert rendition(encoded(photo(), "JPEG", exif=b"Exif\0\0nonsense")).size == (120, 80)


def with_metadata(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 12.0)
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Author", SECRET.decode())
    noted.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    options: dict[str, dict[str, object]] = {
        "JPEG": {"exif": exif, "xmp": xmp, "comment": SECRET},
        "PNG": {"exif": exif, "pnginfo": noted},
        "WEBP": {"exif": exif, "xmp": xmp},
        "GIF": {"comment": SECRET},
    }
    return encoded(photo(), kind, **options[kind])


@pytest.mark.parametrize("width", [1440, 50])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("goal", ["jpg", "png", "avif", "webp"])
def test_a_rendition_says_nothing_of_who_took_it_where_or_when(
    kind: str, width: int, goal: str
) -> None:
    content = with_metadata(kind)
    assert SECRET in content
    made = encoded_as(content, width, goal)
    assert SECRET not in made
    assert not opened(made).getexif()
    assert not {"exif", "xmp", "comment", "icc_profile", "Author"} & opened(made).info.keys()


def test_a_phone_s_second_picture_is_left_out() -> None:
    second = Image.new("RGB", (120, 80), "black")
    content = encoded(photo(), "MPO", save_all=True, append_images=[second])
    assert opened(content).format == "MPO"
    made = encoded_as(content, 1440, "jpg")
    assert opened(made).format == "JPEG"
    assert made.count(b"\xff\xd8\xff") == 1


def test_a_cmyk_jpeg_keeps_its_colours_in_rgb() -> None:
    image = rendition(encoded(photo(mode="CMYK"), "JPEG", quality=95))
    assert image.mode == "RGB"
    assert is_near(colour(image, 0.25, 0.25), RED, by=25)


def swapped_profile() -> bytes:
    """Display P3's like: a profile whose red is another red than sRGB's, by swapping two."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return content.replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG")]
)
def test_colours_of_another_profile_are_brought_to_srgb(mode: str, kind: str) -> None:
    content = encoded(photo(mode=mode), kind, icc_profile=swapped_profile())
    image = rendition(content)
    red, green, _, _ = colour(image, 0.25, 0.25)
    assert (red, green) != pytest.approx(RED[:2], abs=40)
    assert green > 150
    assert "icc_profile" not in image.info


def test_transparency_survives_a_profile() -> None:
    image = photo(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    made = rendition(encoded(image, "PNG", icc_profile=swapped_profile()))
    assert made.getchannel("A").tobytes() == image.getchannel("A").tobytes()


@pytest.mark.parametrize("profile", [b"nonsense", swapped_profile()[:200]])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_damaged_or_wrong_profile_is_passed_over(mode: str, profile: bytes) -> None:
    image = rendition(encoded(photo(mode=mode), "JPEG", icc_profile=profile, quality=95))
    assert image.mode in ("L", "RGB")


def test_grey_stays_grey() -> None:
    assert rendition(encoded(photo(mode="L"), "JPEG")).mode == "L"


@pytest.mark.parametrize("width", [1440, 60], ids=["whole", "smaller"])
def test_a_palette_with_transparency_stays_transparent(width: int) -> None:
    image = photo().quantize(8)
    hole = image.getpixel((10, 10))
    made = rendition(encoded(image, "PNG", transparency=hole), width)
    assert made.format == "PNG"
    assert colour(made, 0.2, 0.2)[3] == 0
    assert is_near(colour(made, 0.75, 0.25), GREEN)
    assert colour(made, 0.75, 0.25)[3] == 255


def test_transparency_in_a_jpeg_is_white_paper() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    made = opened(encoded_as(encoded(image, "PNG"), 40, "jpg"))
    assert is_near(colour(made, 0.5, 0.5), (255, 255, 255), by=2)


def test_sixteen_bits_a_channel_keep_their_greys() -> None:
    image = Image.frombytes("I;16", (256, 16), struct.pack("<256H", *range(0, 65536, 256)) * 16)
    made = rendition(encoded(image, "PNG"))
    greys = [colour(made, (level + 0.5) / 256, 0.5)[0] for level in (0, 64, 128, 192, 255)]
    assert greys == pytest.approx([0, 64, 128, 192, 255], abs=3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_its_first_frame(kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), tint) for tint in (GREEN, BLUE)]
    content = encoded(photo(60, 40), kind, save_all=True, append_images=frames, lossless=True)
    image = rendition(content)
    assert getattr(image, "n_frames", 1) == 1
    assert is_near(colour(image, 0.25, 0.25), RED)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (encoded(noise(64, 64), "JPEG"), "jpg"),
        (encoded(photo(), "JPEG"), "jpg"),
        (encoded(noise(64, 64), "PNG"), "jpg"),
        (encoded(noise(64, 64), "WEBP"), "jpg"),
        (encoded(noise(64, 64).convert("RGBA"), "PNG"), "png"),
        (encoded(photo(640, 480), "PNG"), "png"),
        (encoded(photo(mode="P"), "PNG"), "png"),
        (encoded(photo(mode="1"), "PNG"), "png"),
        (encoded(photo(), "GIF"), "png"),
    ],
    ids=[
        *("jpeg", "flat jpeg", "photograph as png", "webp", "transparent", "screenshot"),
        *("palette", "black and white", "gif"),
    ],
)
def test_photographs_become_jpeg_and_drawings_png(content: bytes, kind: str) -> None:
    assert measure("a", content).format == kind
    assert rendition(content, 32).width == 32


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [
        ((4000, 3000), 1600, (1600, 1200)),
        ((800, 600), 1600, (800, 600)),
        ((1600, 1), 1600, (1600, 1)),
        ((3000, 1), 100, (100, 1)),
        ((1001, 777), 500, (500, 388)),
        ((600, 30000), 300, (300, 15000)),
    ],
)
def test_a_rendition_keeps_its_shape_and_never_grows(
    size: tuple[int, int], width: int, expected: tuple[int, int]
) -> None:
    assert rendition_size(Size(width=size[0], height=size[1], format="jpg"), width) == expected


@pytest.mark.parametrize("side", [(401, 299), (299, 401), (1, 500), (500, 1), (33, 1000)])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_jpeg_decoded_small_has_the_size_foretold(
    side: tuple[int, int], orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    rendition(encoded(noise(*side), "JPEG", exif=exif), 50)


@pytest.mark.parametrize("kind", ["jpg", "png", "avif", "webp"])
def test_the_same_picture_gives_the_same_bytes(kind: str) -> None:
    content = encoded(noise(200, 100), "JPEG", icc_profile=swapped_profile())
    assert encoded_as(content, 90, kind) == encoded_as(content, 90, kind)


def drawing(width: int = 640, height: int = 480) -> Image.Image:
    """Flat colours with sharp edges."""
    return photo(width, height).quantize(4)


def clouds(width: int, height: int) -> Image.Image:
    """What packs as a photograph does: soft, with some grain."""
    soft = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    return Image.merge("RGB", [soft, soft.rotate(180), Image.effect_noise((width, height), 20)])


def see_through(width: int = 320, height: int = 240) -> Image.Image:
    image = noise(width, height).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size(width=4000, height=3000, format="jpg"), {"avif": 4, "webp": 4, "jpg": 4}),
        (Size(width=1100, height=700, format="jpg"), {"avif": 3, "webp": 3, "jpg": 3}),
        (Size(width=300, height=200, format="jpg"), {"avif": 1, "webp": 1, "jpg": 1}),
        (Size(width=199, height=200, format="jpg"), {"jpg": 1}),
        (Size(width=800, height=30_000, format="jpg"), {"jpg": 2}),
        (Size(width=4000, height=3000, format="png"), {"avif": 4, "webp": 4, "png": 1}),
        (Size(width=4000, height=3000, format="png", is_drawing=True), {"webp": 1, "png": 1}),
    ],
    ids=["large", "middling", "small", "tiny", "tall", "transparent", "drawing"],
)
def test_renditions_are_no_larger_than_their_source_and_no_more_than_of_use(
    size: Size, expected: dict[str, int]
) -> None:
    renditions = renditions_of(size)
    formats = [format_ for _, format_ in renditions]
    assert {each: formats.count(each) for each in formats} == expected
    assert list(dict.fromkeys(formats)) == list(expected), "the best first, the plain one last"
    assert renditions[-1] == (min(size.width, 1440), size.format)
    assert all(width <= size.width for width, _ in renditions)


KINDS: dict[str, Callable[[], bytes]] = {
    "photograph": lambda: encoded(clouds(800, 600), "JPEG", quality=90),
    "noise": lambda: encoded(noise(400, 300), "JPEG", quality=95),
    "packed already": lambda: encoded(clouds(800, 600), "JPEG", quality=5),
    "one colour": lambda: encoded(Image.new("RGB", (400, 300), RED), "JPEG"),
    "grey": lambda: encoded(clouds(400, 300).convert("L"), "JPEG"),
    "transparent": lambda: encoded(see_through(), "PNG"),
    "drawing": lambda: encoded(drawing(), "PNG"),
    "two colours": lambda: encoded(photo(400, 300).convert("1"), "PNG"),
    "gif": lambda: encoded(drawing(), "GIF"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_rendition_weighs_more_than_the_plain_one_beside_it(kind: str) -> None:
    content = KINDS[kind]()
    size = look("a", content)
    renditions = renditions_of(size)
    made = dict(zip(renditions, render("a", content, renditions), strict=True))
    plain = {width: len(made[width, size.format]) for width, each in made if each == size.format}
    for (width, format_), rendition_ in made.items():
        assert opened(rendition_).size == rendition_size(size, width)
        assert opened(rendition_).format == {"jpg": "JPEG"}.get(format_, format_.upper())
        assert len(rendition_) <= plain.get(width, max(plain.values()))


@pytest.mark.parametrize("quality", [20, 35, 50])
def test_no_rendition_weighs_more_than_a_jpeg_that_was_packed_hard(quality: int) -> None:
    content = encoded(clouds(1200, 800), "JPEG", quality=quality, optimize=True, progressive=True)
    renditions = renditions_of(measure("a", content))
    made = render("a", content, renditions)
    assert max(map(len, made)) <= len(content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rendition_is_the_same_whichever_else_are_made(kind: str) -> None:
    content = KINDS[kind]()
    renditions = renditions_of(measure("a", content))
    assert (
        render("a", content, renditions)
        == [encoded_as(content, *each) for each in reversed(renditions)][::-1]
    )


def test_a_drawing_keeps_each_of_its_pixels() -> None:
    content = encoded(drawing(), "PNG")
    assert measure("a", content).is_drawing
    for kind in ("webp", "png"):
        made = opened(encoded_as(content, 640, kind)).convert("RGB")
        assert made.tobytes() == drawing().convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["avif", "webp", "png"])
def test_what_shows_through_does_so_in_every_format(kind: str) -> None:
    made = opened(encoded_as(encoded(see_through(), "PNG"), 320, kind)).convert("RGBA")
    assert colour(made, 0.5, 0.02)[3] < 20
    assert colour(made, 0.5, 0.98)[3] > 235


@pytest.mark.parametrize("kind", ["avif", "webp"])
@pytest.mark.parametrize("orientation", STORED)
def test_every_format_stands_upright(kind: str, orientation: int) -> None:
    turn, exif = STORED[orientation], Image.Exif()
    exif[0x0112] = orientation
    stored = photo(240, 200) if turn is None else photo(240, 200).transpose(turn)
    image = opened(encoded_as(encoded(stored, "JPEG", exif=exif, quality=95), 240, kind))
    places = {(0.25, 0.25): RED, (0.75, 0.25): GREEN, (0.5, 0.75): BLUE}
    assert all(is_near(colour(image, *place), wanted) for place, wanted in places.items())


@pytest.mark.parametrize(
    ("content", "tint"),
    [
        (encoded(Image.new("RGB", (90, 60), (255, 0, 0)), "JPEG"), "700"),
        (encoded(photo(), "JPEG"), "126"),
        (encoded(photo(mode="CMYK"), "JPEG"), "126"),
        (encoded(drawing(), "GIF"), "126"),
        (encoded(Image.new("L", (90, 60), 255), "PNG"), "777"),
        (encoded(see_through(), "PNG"), "clear"),
        (encoded(noise(64, 64), "PNG")[:3000], ""),
    ],
    ids=["red", "mostly blue", "cmyk", "gif", "white", "transparent", "cut off"],
)
def test_a_picture_has_the_colour_that_most_of_it_has(content: bytes, tint: str) -> None:
    assert look("a", content).tint == tint


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + crc + b"\0\0\0\0IDAT\0\0\0\0"


JPEG = encoded(noise(64, 48), "JPEG")
PNG = encoded(noise(64, 48), "PNG")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"Dear editor, here is the photo", "not a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg/>', "SVG"),
        (b"<!DOCTYPE html><title>404</title>", "web page"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (encoded(photo(), "BMP"), "BMP"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS"),
        (png_header(8000, 5001), "40 million"),
        (png_header(20000, 20000), "40 million"),
        (png_header(2**31 - 1, 2**31 - 1), "40 million"),
        (png_header(66000, 10), "40 million"),
        (JPEG[:30], "damaged"),
        (PNG[:20], "damaged"),
    ],
)
def test_what_is_no_picture_is_told_in_plain_words(content: bytes, what: str) -> None:
    with pytest.raises(SiteError, match=f"^content/a.jpg: .*({what}).*\n  [A-Z]") as caught:
        measure("content/a.jpg", content)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("content/a.jpg", 0)


def test_forty_million_pixels_are_measured_without_being_decoded() -> None:
    assert MAX_PIXELS == 8000 * 5000
    assert measure("a.png", png_header(8000, 5000)).width == 8000


@pytest.mark.parametrize("content", [JPEG, PNG], ids=["jpeg", "png"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_picture_that_breaks_off_is_not_published(content: bytes, part: float) -> None:
    half = content[: int(len(content) * part)]
    with pytest.raises(SiteError, match="damaged or incomplete"):
        encoded_as(half, 32, measure("a.jpg", half).format)


def flipped(content: bytes, seed: int) -> bytes:
    """content with some bytes changed, mostly in its head."""
    chance, spoilt = random.Random(seed), bytearray(content)
    for _ in range(chance.randint(1, 3)):
        spoilt[int(len(spoilt) * chance.random() ** 3)] = chance.randrange(256)
    return bytes(spoilt[: chance.choice((len(spoilt) // 2, len(spoilt)))])


SPOILT: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: with_metadata("JPEG"),
    "png": lambda: with_metadata("PNG"),
    "gif": lambda: encoded(photo(), "GIF", save_all=True, append_images=[photo(60, 40)]),
    "webp": lambda: with_metadata("WEBP"),
    "avif": lambda: encoded(photo(), "AVIF", speed=10),
    "mpo": lambda: encoded(photo(), "MPO", save_all=True, append_images=[photo()]),
    "profile": lambda: encoded(photo(), "JPEG", icc_profile=swapped_profile()),
    "palette": lambda: encoded(photo(mode="P"), "PNG", transparency=3),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_is_a_rendition_or_a_problem_and_nothing_else(kind: str) -> None:
    content, refused = SPOILT[kind](), 0
    for seed in range(60):
        spoilt = flipped(content, seed)
        try:
            assert encoded_as(spoilt, 40, measure("a", spoilt).format)
        except SiteError:
            refused += 1
    assert refused > 10


def test_a_window_s_picture_that_nothing_shows_through_has_no_transparency() -> None:
    content = encoded(clouds(400, 300).convert("RGBA"), "PNG")
    assert opened(encoded_as(content, 400, "png")).mode == "RGB"


@pytest.mark.parametrize("grain", [0, 40], ids=["soft", "with grain"])
def test_a_png_weighs_what_a_longer_search_would_give(grain: int) -> None:
    soft = Image.effect_noise((60, 40), 90).resize((480, 320))
    image = Image.blend(soft, Image.effect_noise(soft.size, grain), grain / 100).convert("RGBA")
    image.putalpha(128)
    made = encoded_as(encoded(image, "PNG"), 480, "png")
    assert opened(made).tobytes() == image.tobytes()
    assert len(made) < len(encoded(image, "PNG")) * 1.05
