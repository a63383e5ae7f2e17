"""What exiftool finds in the pictures of a whole output: nothing that says where, when, by whom."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fuzz.test_pictures import KINDS, picture
from tests.sites import SmallSite, article
from tests.test_images import encoded, noise, see_through, with_metadata

# What the format itself says: size, depth, colours (https://exiftool.org/TagNames/).
SILENT = {"SourceFile", "ExifTool", "File", "Composite", "JFIF", "PNG", "RIFF", "QuickTime"}
SHAPE = {
    "PNG": {
        *("ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter"),
        *("Interlace", "Palette", "Transparency", "BackgroundColor"),
    },
    "RIFF": {
        *("ImageWidth", "ImageHeight", "VP8Version", "HorizontalScale", "VerticalScale"),
        *("WebP_Flags", "AlphaIsUsed", "AlphaPreprocessing", "AlphaFiltering", "AlphaCompression"),
    },
    "QuickTime": {
        *("MajorBrand", "MinorVersion", "CompatibleBrands", "HandlerType", "PrimaryItemReference"),
        *("ImageSpatialExtent", "ImagePixelDepth", "MediaData", "MediaDataSize"),
        *("MediaDataOffset", "AV1ConfigurationVersion", "SeqProfile", "SeqLevelIdx0", "SeqTier0"),
        *("HighBitDepth", "TwelveBit", "ChromaFormat", "ChromaSamplePosition", "ColorProfiles"),
        *("InitialDelaySamples", "ColorPrimaries", "TransferCharacteristics"),
        *("MatrixCoefficients", "AuxiliaryImageType"),
    },
}


def exiftool() -> str:
    found = shutil.which("exiftool")
    if found is None:
        why = "there is no exiftool here (Debian: apt-get install libimage-exiftool-perl)"
        (pytest.fail if "CI" in os.environ else pytest.skip)(why)
    return found


def told(folder: Path) -> list[dict[str, object]]:
    """All that exiftool finds in a folder's files, by group and tag."""
    command = [exiftool(), "-json", "-G", "-a", "-u", "-ee", "-r", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[dict[str, object]] = json.loads(done.stdout)
    endings = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
    return [each for each in found if str(each["SourceFile"]).endswith(endings)]


@pytest.mark.soak
def test_exiftool_finds_nothing_in_a_whole_output(tmp_path: Path, theme: Path) -> None:
    pictures = {f"content/told-{kind}.{kind.lower()}": with_metadata(kind) for kind in _TOLD}
    pictures |= {f"content/upright.{kind}": picture(kind) for kind in KINDS}
    pictures["content/large.jpg"] = encoded(noise(2_000, 1_500), "JPEG", comment=b"SecretPlace")
    pictures["content/clear.png"] = encoded(see_through(), "PNG")
    shown = " ".join(f"![A door]({Path(path).name})" for path in pictures)
    small = SmallSite(tmp_path / "site", {**pictures, "content/a.md": article("A", shown)}, theme)
    before = told_by(told(tmp_path / "site/content"))
    assert {"EXIF", "XMP"} <= before.keys()
    small.build()
    found = told(small.root / "output")
    endings = {str(each["SourceFile"]).rpartition(".")[2] for each in found}
    assert endings == {"avif", "webp", "jpg", "png"}
    groups = told_by(found)
    assert groups.keys() <= SILENT
    for group, shape in SHAPE.items():
        assert groups.get(group, set()) <= shape
    assert not {"Comment", "ThumbnailImage", "ExifByteOrder"} & groups["File"]


_TOLD = ("JPEG", "PNG", "WEBP", "GIF")


def told_by(found: list[dict[str, object]]) -> dict[str, set[str]]:
    """The tags that were found, by group."""
    groups: dict[str, set[str]] = {}
    for tags in found:
        for tag in tags:
            group, _, name = tag.partition(":")
            groups.setdefault(group, set()).add(name)
    return groups
