"""No word, name or file of an article that is held back reaches the output before its moment."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.machine import COMMON
from tests.sites import NOON, SmallSite, article, files_in, png

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
        for name in (told.get("picture", "plain"), told.get("inline", "plain")):
            files[f"{self.folder}/{name}.png"] = png("red", 8 + self.number)
        if "attachment" in told:
            files[f"{self.folder}/{told['attachment']}.pdf"] = told["attachment"]
        return files


def _front(told: dict[str, str]) -> dict[str, str]:
    keys = {key: told[field] for field, key in PLAIN.items() if field in told}
    keys |= {key: text.format(told[f]) for f, (key, text) in NESTED.items() if f in told}
    words = "".join(f"\n  {key}: {told.get(key, 'x')}" for key in PICTURE)
    keys["image"] = f"\n  src: {told.get('picture', 'plain')}.png{words}"
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
        Withheld(number, HOLDS[hold], draw(every | some), draw(st.booleans()))
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


def _leaks(small: SmallSite) -> list[str]:
    """Outputs that hold a token, by name or by content."""
    found = files_in(small.root / "output")
    return [path for path, content in found.items() if b"zq" in path.encode() + content]


def _seen(small: SmallSite) -> bytes:
    found = files_in(small.root / "output")
    return b"\n".join(path.encode() + b"\n" + content for path, content in found.items())


def _check(held: list[Withheld], theme: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as root:
        small = _site(held, Path(root), theme)
        small.build(NOON)
        assert _leaks(small) == []
        for each in held:
            small.write(each.files(is_open=True))
            small.build(each.hold.open_at)
            _assert_seen(each, _seen(small))
            small.write(each.files(is_open=False))
            small.build(NOON)
            assert _leaks(small) == []


def _assert_seen(each: Withheld, seen: bytes) -> None:
    missing = [token for token in each.tokens().values() if token.encode() not in seen]
    assert missing == []


Folders = pytest.TempPathFactory


@settings(COMMON, max_examples=40)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_the_output(
    held: list[Withheld], tiny_theme: Path, tmp_path_factory: Folders
) -> None:
    _check(held, tiny_theme, tmp_path_factory.getbasetemp())


@settings(COMMON, max_examples=3)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_pages_of_our_own_theme(
    held: list[Withheld], theme: Path, tmp_path_factory: Folders
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as root:
        small = _site(held, Path(root), theme)
        small.build(NOON)
        assert _leaks(small) == []


@pytest.mark.soak
@settings(COMMON, derandomize=False, max_examples=300)
@given(held=withheld_articles())
def test_nothing_held_back_is_in_the_output_for_long(
    held: list[Withheld], tiny_theme: Path, tmp_path_factory: Folders
) -> None:
    _check(held, tiny_theme, tmp_path_factory.getbasetemp())
