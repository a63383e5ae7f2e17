"""No word, name or file of an article that is held back reaches the output before its moment."""

import base64
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.conftest import Tried
from tests.properties.machine import COMMON
from tests.sites import NOON, SmallSite, article, files_in

LATER = NOON + timedelta(days=3)
EARLIER = NOON - timedelta(days=3)
PLAIN = {
    "title": "title",
    "standfirst": "standfirst",
    "description": "description",
    "topic": "topics",
    "author": "authors",
    "series": "series",
    "kicker": "kicker",
    "slug": "slug",
}
PICTURE = {"alt": "alt", "credit": "credit", "caption": "caption"}
NESTED = {
    "alias": ("aliases", "/{}/"),
    "source": ("sources", "\n  - title: {0}\n    url: https://elsewhere.example/{0}"),
    "correction": ("corrections", "\n  - date: 2026-05-29\n    text: {}"),
    "sponsor": ("sponsor", "\n  name: {}"),
    "extra": ("extra", "\n  key: {}"),
}
BODY = {
    "body": "{}",
    "heading": "## {}",
    "inline": "![A picture]({}.png)",
    "attachment": "[A paper]({}.pdf)",
}
FIELDS = sorted({*PLAIN, *PICTURE, *NESTED, *BODY, "picture"})


class Hold(NamedTuple):
    """A way to hold an article back: its keys, and what lets it out (other keys or a moment).

    month is that of the address it has while it is held, "" where it has none.
    """

    keys: dict[str, str]
    open_keys: dict[str, str]
    open_at: datetime = NOON
    month: str = "05"


def _until(keys: dict[str, str], moment: datetime, month: str = "05") -> Hold:
    return Hold(keys, keys, moment, month)


HOLDS = {
    "draft": Hold({"draft": "true"}, {}),
    "embargo": _until({"embargo": "2026-06-03"}, LATER),
    "future": _until({"date": "2026-06-02"}, LATER, "06"),
    "expired": _until({"expires": "2026-05-31"}, EARLIER),
    "undated": Hold({"date": ""}, {}, month=""),
}


class Withheld(NamedTuple):
    """An article each of whose fields has a token of its own."""

    number: int
    hold: Hold
    fields: frozenset[str]
    in_folder: bool

    def tokens(self) -> dict[str, str]:
        """The token of each field that it has."""
        return {field: f"zq{self.number}x{field}qz" for field in sorted(self.fields)}

    @property
    def folder(self) -> str:
        """Where its files lie."""
        return f"content/zq{self.number}xfolderqz" if self.in_folder else "content"

    @property
    def source(self) -> str:
        """Its file."""
        return f"{self.folder}/zq{self.number}xfileqz.md"

    def files(self, *, is_open: bool) -> dict[str, str | bytes]:
        """Its text and all that lies beside it, held back or let out."""
        told = self.tokens()
        keys = _front(told) | (self.hold.open_keys if is_open else self.hold.keys)
        files: dict[str, str | bytes] = {
            self.source: article(keys.pop("title"), _body(told), **keys)
        }
        for name in {told["picture"], told.get("inline", told["picture"])}:
            files[f"{self.folder}/{name}.png"] = _picture(self.number)
        if "attachment" in told:
            files[f"{self.folder}/{told['attachment']}.pdf"] = told["attachment"]
        return files


COLOURS = ((200, 40, 40), (40, 160, 40), (40, 60, 200), (200, 180, 20))


def _picture(number: int) -> bytes:
    """A picture of a colour of its own, which says more than what is seen."""
    told, exif, file = PngInfo(), Image.Exif(), BytesIO()
    told.add_text("Title", f"zq{number}xmetaqz")
    exif[0x010E] = f"zq{number}xexifqz"  # ImageDescription
    image = Image.new("RGB", (8 + number, 8 + number), COLOURS[number])
    image.save(file, "PNG", pnginfo=told, exif=exif)
    return file.getvalue()


def _front(told: dict[str, str]) -> dict[str, str]:
    keys = {key: told[field] for field, key in PLAIN.items() if field in told}
    keys |= {key: text.format(told[f]) for f, (key, text) in NESTED.items() if f in told}
    words = "".join(f"\n  {key}: {told.get(key, 'x')}" for key in PICTURE)
    keys["image"] = f"\n  src: {told['picture']}.png{words}"
    return {"title": "Held"} | keys


def _body(told: dict[str, str]) -> str:
    return "\n\n".join(text.format(told[field]) for field, text in BODY.items() if field in told)


@st.composite
def withheld_articles(draw: st.DrawFn) -> list[Withheld]:
    """Between one and four articles that are held back for one reason or another."""
    holds = draw(st.lists(st.sampled_from(sorted(HOLDS)), min_size=1, max_size=4))
    some = st.frozensets(st.sampled_from(FIELDS), min_size=len(FIELDS) // 2)
    every = st.just(frozenset(FIELDS))
    return [
        # Each has a picture: of one file that two show, the guard would tell.
        Withheld(number, HOLDS[hold], draw(every | some) | {"picture"}, draw(st.booleans()))
        for number, hold in enumerate(holds)
    ]


def _links(each: Withheld) -> list[str]:
    """Every way to link to an article."""
    path, told = each.source.removeprefix("content/"), each.tokens()
    targets = [path, f"/{path}", f"{path}#{each.number}"]
    if month := each.hold.month:
        address = f"/2026/{month}/{told.get('slug', f'zq{each.number}xfileqz')}"
        targets += [address, f"{address}/", f"{address}/#part", f"{address}?from=here"]
    targets += [f"/{told['alias']}/", f"/{told['alias']}"] if "alias" in told else []
    return [f"[one]({target})" for target in targets]


def _site(held: list[Withheld], root: Path, theme: Path) -> SmallSite:
    links = " and ".join(link for each in held for link in _links(each))
    files: dict[str, str | bytes] = {
        "content/out.md": article("The Open", links, topics="City", date="2026-05-20"),
        "content/pages/about.md": f"---\ntitle: About\n---\n{links}\n".replace("](zq", "](../zq"),
    }
    for each in held:
        files |= each.files(is_open=False)
    return SmallSite(root, files, theme)


_SPELT = (
    r"zq",
    r"&#0*122;&#0*113;",
    r"&#x0*7a;&#x0*71;",
    r"%7a%71",
    r"\\u007a\\u0071",
    r"\\x7a\\x71",
)
_SPELT_PATTERN = re.compile("|".join(_SPELT).encode(), re.IGNORECASE)


def _in_base64(token: str) -> Iterator[bytes]:
    """What any base64 of a text with a token holds, wherever in it the token begins."""
    for before in range(3):
        whole = (3 - (before + len(token)) % 3) % 3  # bytes after it that fill the last group
        text = base64.b64encode(b"x" * before + token.encode() + b"x" * whole)
        yield text[4 if before else 0 : -4 if whole else None]


def _leaks(small: SmallSite, held: list[Withheld]) -> list[str]:
    """Outputs that hold a token in any form, by name or by content, or a picture's colour."""
    coded = [
        form for each in held for token in each.tokens().values() for form in _in_base64(token)
    ]
    found = files_in(small.root / "output").items()
    told = {path for path, content in found if _SPELT_PATTERN.search(path.encode() + content)}
    told |= {path for path, content in found if any(form in content for form in coded)}
    return sorted(told | {path for path, content in found if _shows(path, content) is not None})


def _shows(path: str, content: bytes) -> int | None:
    """The number of the article whose picture an output is."""
    if not path.endswith((".png", ".jpg")):
        return None
    with Image.open(BytesIO(content)) as image:
        seen = image.convert("RGB").getpixel((3, 3))
    assert isinstance(seen, tuple)
    near = (sum(abs(a - b) for a, b in zip(seen, colour, strict=True)) for colour in COLOURS)
    return next((number for number, far in enumerate(near) if far < 60), None)


def _seen(small: SmallSite) -> bytes:
    found = files_in(small.root / "output")
    return b"\n".join(path.encode() + b"\n" + content for path, content in found.items())


def _check(held: list[Withheld], theme: Path, folder: Path, tried: Tried) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as root:
        small = _site(held, Path(root), theme)
        small.build(NOON)
        assert _leaks(small, held) == []
        for each in held:
            small.write(each.files(is_open=True))
            small.build(each.hold.open_at)
            _assert_seen(each, small)
            small.write(each.files(is_open=False))
            small.build(NOON)
            assert _leaks(small, held) == []
    tried("random sites with a canary in each field of what is held back", 1)


def _assert_seen(each: Withheld, small: SmallSite) -> None:
    """All of it is out, but what its pictures say besides."""
    seen = _seen(small)
    missing = [token for token in each.tokens().values() if token.encode() not in seen]
    assert missing == []
    assert (b"metaqz" in seen, b"exifqz" in seen) == (False, False)
    shown = {_shows(*output) for output in files_in(small.root / "output").items()}
    assert each.number in shown


Folders = pytest.TempPathFactory


@settings(COMMON, max_examples=40)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_the_output(
    held: list[Withheld], tiny_theme: Path, tmp_path_factory: Folders, record_property: Tried
) -> None:
    _check(held, tiny_theme, tmp_path_factory.getbasetemp(), record_property)


@settings(COMMON, max_examples=3)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_pages_of_our_own_theme(
    held: list[Withheld], theme: Path, tmp_path_factory: Folders
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as root:
        small = _site(held, Path(root), theme)
        small.build(NOON)
        assert _leaks(small, held) == []


def test_a_token_would_be_found_in_any_form() -> None:
    """The search itself: what finds nothing has looked."""
    forms = {
        "entities": "".join(f"&#{ord(char)};" for char in "zq0xtitleqz"),
        "hexadecimal": "".join(f"&#X{ord(char):X};" for char in "zq0xtitleqz"),
        "percent": "".join(f"%{ord(char):02X}" for char in "zq0xtitleqz"),
        "escapes": "".join(f"\\u{ord(char):04x}" for char in "zq0xtitleqz"),
    }
    assert all(_SPELT_PATTERN.search(form.encode()) for form in forms.values())
    for before in range(5):
        coded = base64.b64encode(b"<p>"[:before] + b"-" * before + b"zq0xtitleqz, and more")
        assert any(form in coded for form in _in_base64("zq0xtitleqz"))
    assert _shows("a.png", _picture(2)) == 2


@pytest.mark.soak
@settings(COMMON, derandomize=False, max_examples=300)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_the_output_for_long(
    held: list[Withheld], tiny_theme: Path, tmp_path_factory: Folders, record_property: Tried
) -> None:
    _check(held, tiny_theme, tmp_path_factory.getbasetemp(), record_property)
