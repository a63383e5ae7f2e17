"""A picture that is published as it is, says no more than it shows."""

import pytest
from PIL import Image

from generator.errors import SiteError
from generator.metadata import refuse_disguised, refuse_telling
from tests.conftest import MakeSite
from tests.sites import article
from tests.test_images import encoded, encoded_as, noise, photo, with_metadata

KINDS = ["JPEG", "PNG", "WEBP"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_telling_picture_is_refused(kind: str) -> None:
    with pytest.raises(SiteError, match=r"static/a\.jpg: this picture holds hidden data"):
        refuse_telling("static/a.jpg", with_metadata(kind))


def _in_part(kind: str, **told: object) -> bytes:
    return encoded(photo(), kind, **told)


EXIF = Image.Exif()
EXIF[0x010E] = "A place"
PARTS: dict[str, bytes] = {
    "JPEG, EXIF": _in_part("JPEG", exif=EXIF),
    "JPEG, XMP": _in_part("JPEG", xmp=b"<x/>"),
    "JPEG, comment": _in_part("JPEG", comment=b"me"),
    "PNG, EXIF": _in_part("PNG", exif=EXIF),
    "WebP, EXIF": _in_part("WEBP", exif=EXIF),
    "WebP, XMP": _in_part("WEBP", xmp=b"<x/>"),
    "AVIF, EXIF": _in_part("AVIF", exif=EXIF),
    "AVIF, XMP": _in_part("AVIF", xmp=b"<x/>"),
    "GIF, comment": _in_part("GIF", comment=b"me"),
    "TIFF, EXIF": _in_part("TIFF", exif=EXIF),
    "JPEG 2000": _in_part("JPEG2000", comment="me"),
}


def _put_in(kind: str, at: int, part: bytes) -> bytes:
    """A picture that says nothing, with a part put in."""
    content = encoded(photo(), kind)
    at %= len(content) + 1
    return content[:at] + part + content[at:]


END = -1  # behind all of it
HIDDEN: dict[str, bytes] = {
    "JPEG, EXIF behind a byte that fills": _put_in("JPEG", 2, b"\xff\xff\xe1\0\x0aExif\0\0xx"),
    "JPEG, EXIF before its end": _put_in("JPEG", -3, b"\xff\xe1\0\x0aExif\0\0xx"),
    "JPEG, other pictures": _put_in("JPEG", 20, b"\xff\xe2\0\x08MPF\0xx"),
    "JPEG, a thumbnail": _put_in("JPEG", 20, b"\xff\xe0\0\x08JFXX\0x"),
    "JPEG, words behind": _put_in("JPEG", END, b"A place"),
    "JPEG, another behind": encoded(photo(), "JPEG") * 2,
    "PNG, a chunk of its own": _put_in("PNG", 33, b"\0\0\0\2caBXxx" + b"\0" * 4),
    "PNG, words behind": _put_in("PNG", END, b"A place"),
    "WebP, words behind": _put_in("WEBP", END, b"A place"),
    "GIF, words behind": _put_in("GIF", END, b"A place"),
    "GIF, XMP": _put_in("GIF", -2, b"\x21\xff\x0bXMP DataXMP\x02xx\0"),
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_where_nobody_looks_is_found(content: bytes) -> None:
    with pytest.raises(SiteError):
        refuse_telling("static/a.jpg", content)


def test_a_film_of_pictures_tells_nothing() -> None:
    frames = [photo().rotate(90), photo().rotate(180)]
    for kind in ("GIF", "PNG", "WEBP"):
        film = encoded(photo(), kind, save_all=True, append_images=frames, duration=50, loop=0)
        refuse_telling("static/a", film)


def test_the_pictures_that_we_publish_ourselves_tell_nothing() -> None:
    for size in (40, 3_000):
        for form in ("jpg", "png", "avif", "webp"):
            refuse_telling("a", encoded_as(encoded(noise(size, 30), "JPEG"), 30, form))
    refuse_telling("a", encoded(photo(), "JPEG", progressive=True))


@pytest.mark.parametrize("content", PARTS.values(), ids=PARTS)
def test_one_kind_of_it_is_enough(content: bytes) -> None:
    with pytest.raises(SiteError):
        refuse_telling("static/a.jpg", content)


@pytest.mark.parametrize("kind", [*KINDS, "GIF", "AVIF", "BMP"])
def test_a_picture_that_only_shows_is_let_through(kind: str) -> None:
    refuse_telling("static/a", encoded(photo(), kind))
    refuse_telling("static/a", encoded(photo(), kind)[:30])


def test_a_colour_profile_tells_nothing() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in KINDS:
        refuse_telling("static/a", encoded(photo(), kind, icc_profile=profile))


@pytest.mark.parametrize("content", [b"%PDF-1.7 Exif\0\0", b"", b"words", b"PK\3\4"])
def test_what_is_no_picture_is_let_through(content: bytes) -> None:
    refuse_telling("static/a", content)
    refuse_disguised("content/a.pdf", content)


def test_a_theme_s_telling_picture_stops_the_build(site: MakeSite) -> None:
    small = site({"static/img/desk.jpg": with_metadata("JPEG")})
    with pytest.raises(SiteError, match=r"^static/img/desk\.jpg: .*\n  Export it without"):
        small.build()
    small.write({"static/img/desk.jpg": encoded(photo(), "JPEG")})
    assert small.build().written


@pytest.mark.parametrize("name", ["paper.pdf", "photo.txt", "photo"])
@pytest.mark.parametrize("kind", [*KINDS, "GIF", "AVIF", "TIFF"])
def test_a_picture_by_another_name_is_not_published(site: MakeSite, name: str, kind: str) -> None:
    small = site({"content/a.md": article("A", f"[it]({name})")})
    small.write({f"content/{name}": encoded(photo(), kind)})
    with pytest.raises(SiteError, match=f"content/{name}: this file is a picture by another name"):
        small.build()


@pytest.mark.parametrize("name", ["photo.heic", "photo.dng", "photo.jfif", "photo.JPE", "a.psd"])
def test_a_link_to_a_picture_of_any_ending_never_copies_it(site: MakeSite, name: str) -> None:
    small = site({"content/a.md": article("A", f"[it]({name})")})
    small.write({f"content/{name}": with_metadata("JPEG")})
    small.build()
    assert not any(b"SecretPlace" in content for content in small.output().values())
    assert [path for path in small.output() if name in path] == []
