"""What templates are compiled to: kept for the next process, and used only where it is sound."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from generator.cache import Shelf
from generator.render import Compiling, Renderer, Template, parse_templates, uncompiled
from generator.render.compiled import Compiled
from tests.conftest import MakeSite
from tests.sites import article
from tests.test_render import View


def _rendered(text: str, shelf: Shelf) -> str:
    templates = parse_templates({"page": Template("templates/page", text)})
    return Renderer(templates, lambda _: "", shelf).render("page", View(title="A"), "").decode()


def _first(folder: Path) -> Path:
    """The one file that is kept."""
    [kept] = folder.iterdir()
    return kept


def _without_end(content: bytes) -> bytes:
    return content[:-1]


def _with_a_bit_flipped(content: bytes) -> bytes:
    return content[:200] + bytes([content[200] ^ 1]) + content[201:]


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "kept")
    assert _rendered("{{ page.title }}!", shelf) == "A!"
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert _rendered("{{ page.title }}!", shelf) == "A!"


def test_a_text_that_changed_is_compiled_anew_in_the_same_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kept")
    _rendered("{{ page.title }}!", shelf)
    before = _first(tmp_path / "kept")
    assert _rendered("{{ page.title }}?", shelf) == "A?"
    assert _first(tmp_path / "kept") == before


def test_what_pages_reach_is_compiled_for_all_processes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "pages/a.html": '{% import "b" as b %}{{ b.say() }}',
        "b": "{% macro say() %}B{% endmacro %}",
    }
    shelf, given = Shelf(tmp_path / "kept"), {n: Template(n, text) for n, text in texts.items()}
    templates = parse_templates(given)
    compiling = Compiling(templates, shelf, 0)
    for name in uncompiled(templates, ()):
        compiling(name)
    monkeypatch.delattr(jinja2.Environment, "compile")
    page = Renderer(templates, lambda _: "", shelf).render("pages/a.html", View(title=""), "")
    assert page == b"B"


def test_what_is_known_is_not_compiled_again() -> None:
    templates = parse_templates({"pages/a.html": Template("pages/a.html", "A")})
    assert uncompiled(templates, {each.outline[0] for each in templates.values()}) == []


@pytest.mark.parametrize("spoil", [_without_end, _with_a_bit_flipped, lambda _: b""])
def test_what_is_spoilt_is_compiled_anew(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    shelf = Shelf(tmp_path / "kept")
    _rendered("{{ page.title }}!", shelf)
    kept = _first(tmp_path / "kept")
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    assert _rendered("{{ page.title }}!", shelf) == "A!"
    assert kept.read_bytes() == whole


def test_what_another_version_compiled_is_not_used(tmp_path: Path) -> None:
    loader = jinja2.DictLoader({"page": "{{ 'x' }}"})
    shelf = Shelf(tmp_path / "kept")
    for version in (b"1", b"2"):
        environment = jinja2.Environment(loader=loader, bytecode_cache=Compiled(shelf, version))
        environment.get_template("page")
        assert (shelf.find(_first(tmp_path / "kept").name) or b"").startswith(version)


def test_a_build_keeps_what_its_templates_were_compiled_to(site: MakeSite) -> None:
    small = site({"content/a.md": article("A")})
    small.build()
    assert list((small.root / ".cache/compiled").iterdir())


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert _rendered("{{ page.title }}!", Shelf(tmp_path / "kept")) == "A!"
