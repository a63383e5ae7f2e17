"""What becomes of the theme's files: joined, fingerprinted, and pointing at one another."""

import re
from pathlib import Path

import pytest

from generator.assets import Assets, make_assets
from generator.digest import digest_of_bytes
from generator.errors import SiteError
from generator.source import read_sources, survey
from tests.sites import SmallSite, article, write_files


def _assets(root: Path, files: dict[str, str | bytes]) -> Assets:
    write_files(root, {"content/site.yaml": ""} | {f"static/{n}": files[n] for n in files})
    return make_assets(read_sources(survey(root, root), {}).static)


def _style(root: Path, files: dict[str, str | bytes]) -> str:
    assets = _assets(root, files)
    return assets.files[assets.paths["style.css"]].decode()


def _refused(root: Path, files: dict[str, str | bytes]) -> str:
    with pytest.raises(SiteError) as caught:
        _assets(root, files)
    return str(caught.value)


def test_a_file_is_published_by_name_and_digest(tmp_path: Path) -> None:
    assets = _assets(tmp_path, {"js/theme.js": "code"})
    path = f"assets/theme.{digest_of_bytes(b'code').hex()[:10]}.js"
    assert (dict(assets.paths), dict(assets.files)) == ({"js/theme.js": path}, {path: b"code"})


def test_other_bytes_have_another_name(tmp_path: Path) -> None:
    one = _assets(tmp_path, {"a.js": "one"}).paths["a.js"]
    assert _assets(tmp_path, {"a.js": "two"}).paths["a.js"] != one


def test_a_theme_without_style_has_none(tmp_path: Path) -> None:
    assert "style.css" not in _assets(tmp_path, {"a.js": ""}).paths


def test_sheets_are_joined_layer_by_layer(tmp_path: Path) -> None:
    names = ["utilities", "components/card", "layout", "base", "tokens", "reset", "layers"]
    style = _style(tmp_path, {f"css/{name}.css": f"{name} {{}}" for name in names})
    order = ["layers", "reset", "tokens", "base", "layout", "components/card", "utilities"]
    assert style == "\n".join(f"{name} {{}}" for name in order)


def test_comments_and_indentation_go_and_strings_stay(tmp_path: Path) -> None:
    css = '/* a\n b */ a {\n    content: \'/* kept */  \';\n\n}\nb { c: "\\"/*x*/"; }'
    assert _style(tmp_path, {"css/a.css": css}) == (
        'a {\ncontent: \'/* kept */  \';\n}\nb { c: "\\"/*x*/"; }'
    )


@pytest.mark.parametrize(
    "written",
    ["../fonts/f.woff2", "'../fonts/f.woff2'", '"../fonts/f.woff2"', "./../fonts/f.woff2"],
)
def test_a_url_points_at_the_published_file_beside_the_sheet(tmp_path: Path, written: str) -> None:
    style = _style(tmp_path, {"css/a.css": f"a{{b:url( {written} )}}", "fonts/f.woff2": "font"})
    name = f"f.{digest_of_bytes(b'font').hex()[:10]}.woff2"
    assert style == f'a{{b:url("{name}")}}'


@pytest.mark.parametrize(
    ("written", "end"), [("f.svg#icon", "#icon"), ("f.svg?#iefix", "#iefix"), ("f.svg?v=1", "")]
)
def test_a_url_keeps_its_part_and_loses_its_query(tmp_path: Path, written: str, end: str) -> None:
    style = _style(tmp_path, {"a.css": f"url({written})", "f.svg": ""})
    assert re.fullmatch(rf'url\("f\.\w+\.svg{end}"\)', style)


def test_a_url_of_an_odd_name_is_written_as_a_url(tmp_path: Path) -> None:
    style = _style(tmp_path, {"a.css": 'url("a%20b%23.svg")', "a b#.svg": ""})
    assert re.fullmatch(r'url\("a%20b%23\.\w+\.svg"\)', style)


@pytest.mark.parametrize("url", ["data:image/png;base64,AA==", "https://a/b.png", "#part"])
def test_a_url_that_is_no_file_stays(tmp_path: Path, url: str) -> None:
    assert _style(tmp_path, {"a.css": f"url({url})"}) == f"url({url})"


def test_a_file_that_is_not_there_is_blamed_on_the_line(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"css/a.css": "a{}\nb{c:url(../fnot.woff2)}", "font.woff2": ""}
    assert _refused(tmp_path, files) == (
        'static/css/a.css:2:9: there is no file "static/fnot.woff2"\n  Did you mean "font.woff2"?'
    )


def test_a_sheet_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert _refused(tmp_path, {"a.css": b"\xff"}).startswith("static/a.css:1:1: ")


def test_a_name_as_long_as_can_be_stays_one(tmp_path: Path) -> None:
    path = _assets(tmp_path, {"x" * 250 + ".js": ""}).paths["x" * 250 + ".js"]
    assert re.fullmatch(r"assets/x{48}\.\w{10}\.js", path)


def test_a_page_names_an_asset_by_its_url(tmp_path: Path, tiny_theme: Path) -> None:
    small = SmallSite(tmp_path, {"content/a.md": article("A"), "static/a b#?.svg": "x"}, tiny_theme)
    small.build()
    assert "/assets/a%20b%23%3F." in small.page("index.html")
    assert [path for path in small.output() if path.startswith("assets/a b#?.")]
