"""The cache loses nothing but time: damaged, foreign, full or locked."""

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.build import read
from generator.cache import (
    Bodies,
    Cache,
    Damaged,
    Kept,
    KeptPage,
    Pack,
    Place,
    Shelf,
    clear,
    decoded,
    open_cache,
)
from generator.digest import digest_of_bytes
from generator.errors import Locked
from generator.stat import Stat
from tests.sites import NOON, PROJECT, SmallSite, article, png

Spoil = Callable[[Path], object]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """An empty cache."""
    with open_cache(tmp_path) as opened:
        yield opened


def _kept(cache: Cache, pack: str, bodies: list[str]) -> dict[bytes, Kept]:
    writer = Pack(cache.packs, pack)
    kept = {}
    for body in bodies:
        digest = digest_of_bytes(body.encode())
        kept[digest] = Kept(b"record", digest, writer.add(body.encode()))
    writer.close()
    return kept


def _html(cache: Cache) -> set[str]:
    bodies = Bodies(cache.packs, {each.body: each.place for each in cache.articles().values()})
    with closing(bodies):
        return {bodies.html(each.body) for each in cache.articles().values()}


def test_what_is_kept_is_there_when_the_cache_is_opened_again(tmp_path: Path) -> None:
    stats = {"content/微博.md": (Stat(1, 2, 3), b"digest")}
    pages = {"index.html": KeptPage(b"basis", b"key", b"digest")}
    with open_cache(tmp_path) as cache:
        cache.keep_sources(stats)
        cache.keep_pictures({b"key": b"record"})
        cache.keep_outlines({b"key": b"outline"})
        cache.keep_build(pages, stats, {"last": b"note"})
    with open_cache(tmp_path) as cache:
        assert cache.sources() == stats
        assert cache.outputs() == stats
        assert cache.pictures() == {b"key": b"record"}
        assert cache.outlines() == {b"key": b"outline"}
        assert cache.pages() == pages
        assert cache.note("last") == b"note"


def test_an_empty_cache_has_nothing(cache: Cache) -> None:
    assert (cache.sources(), cache.outputs(), cache.pages(), cache.articles()) == ({}, {}, {}, {})
    assert (cache.pictures(), cache.outlines(), cache.note("last")) == ({}, {}, b"")


def test_what_is_kept_anew_replaces_all_that_was(cache: Cache) -> None:
    cache.keep_pictures({b"a": b"1", b"b": b"2"})
    cache.keep_pictures({b"b": b"3"})
    cache.keep_pictures({b"c": b"3"})
    assert cache.pictures() == {b"c": b"3"}
    cache.keep_pictures({})
    assert cache.pictures() == {}


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc says what is held now")
def test_what_was_kept_is_held_no_longer(cache: Cache) -> None:
    before, value = _held(), bytes(2**26)
    cache.keep_note("large", value)
    del value
    assert _held() - before < 2**25


def _held() -> int:
    """Bytes of memory that this process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


_NOTED = """
create table written(name text);
create trigger noted after insert on kept begin insert into written values(new.name); end;
"""


def test_where_an_article_goes_most_others_are_not_written_again(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.keep_articles(_kept(cache, f"{cache.first_new_pack()}.pack", [*map(str, range(99))]))
    _run(_NOTED)(tmp_path / ".cache/kept.db")
    with open_cache(tmp_path) as cache:
        left = dict([*cache.articles().items()][1:])
        cache.keep_articles(left)
    with open_cache(tmp_path) as cache:
        assert cache.articles() == left
    with closing(sqlite3.connect(tmp_path / ".cache/kept.db")) as base:
        assert base.execute("select count(*) from written").fetchall() == [(1,)]


def test_bodies_are_found_in_their_packs(cache: Cache) -> None:
    number = cache.first_new_pack()
    kept = _kept(cache, f"{number}.pack", ["<p>one", "<p>二", ""])
    cache.keep_articles(kept)
    assert _html(cache) == {"<p>one", "<p>二", ""}
    assert cache.first_new_pack() == number + 1


def test_packs_with_no_living_body_are_removed(cache: Cache) -> None:
    cache.first_new_pack()
    cache.keep_articles(_kept(cache, "1.pack", ["old"]))
    cache.keep_articles(_kept(cache, "2.pack", ["new"]))
    assert [path.name for path in cache.packs.iterdir()] == ["2.pack"]


def test_many_packs_become_one(cache: Cache) -> None:
    cache.first_new_pack()
    kept: dict[bytes, Kept] = {}
    for number in range(1, 18):
        kept |= _kept(cache, f"{number}.pack", [f"body {number}"])
    cache.keep_articles(kept)
    assert [path.name for path in cache.packs.iterdir()] == ["18.pack"]
    assert _html(cache) == {f"body {number}" for number in range(1, 18)}


def test_a_pack_of_mostly_dead_bodies_is_packed_again(cache: Cache) -> None:
    cache.first_new_pack()
    kept = _kept(cache, "1.pack", ["alive", "x" * 2_000_000])
    alive = dict(list(kept.items())[:1])
    cache.keep_articles(alive)
    assert [(path.name, path.stat().st_size) for path in cache.packs.iterdir()] == [("2.pack", 5)]
    assert _html(cache) == {"alive"}


def test_a_pack_that_is_gone_or_holds_something_else_is_damage(cache: Cache) -> None:
    cache.first_new_pack()
    cache.keep_articles(_kept(cache, "1.pack", ["body"]))
    (cache.packs / "1.pack").write_bytes(b"bode")
    with pytest.raises(Damaged):
        _html(cache)
    (cache.packs / "1.pack").unlink()
    with pytest.raises(Damaged):
        _html(cache)


def test_bytes_that_are_no_record_are_damage() -> None:
    with pytest.raises(Damaged):
        decoded(b"\xc1", Place)
    with pytest.raises(Damaged):
        decoded(b"\x01", Place)


def test_clearing_leaves_what_others_put_there(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.first_new_pack()
        cache.now()
        Shelf(cache.compiled).keep("page", b"code")
    (tmp_path / ".cache/pip").mkdir()
    clear(tmp_path)
    assert sorted(path.name for path in (tmp_path / ".cache").iterdir()) == ["lock", "pip"]


def test_two_builds_at_once_are_one_too_many(tmp_path: Path) -> None:
    with open_cache(tmp_path), pytest.raises(Locked), open_cache(tmp_path):
        pass
    with open_cache(tmp_path) as cache:
        assert cache.sources() == {}


def _small(root: Path, theme: Path) -> SmallSite:
    files: dict[str, str | bytes] = {
        "content/the-queue.md": article("The Queue", "Long.\n\n![Door](door.png)", topics="city"),
        "content/the-lift.md": article("The Lift", "See [it](the-queue.md)."),
        "content/door.png": png("red"),
    }
    return SmallSite(root, files, theme)


def _overwritten(content: bytes) -> Spoil:
    return lambda path: path.write_bytes(content)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:12288] = bytes(4096)
    path.write_bytes(content)


def _to_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _run(sql: str) -> Spoil:
    def spoil(path: Path) -> None:
        base = sqlite3.connect(path)
        base.executescript(sql)
        base.close()

    return spoil


_SPOILT = {
    "empty": _overwritten(b""),
    "text": _overwritten(b"not a database"),
    "header alone": _overwritten(b"SQLite format 3\0" + bytes(5000)),
    "truncated": _truncated,
    "a page of zeros": _emptied_page,
    "a folder": _to_a_folder,
    "gone": Path.unlink,
    "older": _run("pragma user_version = 1"),
    "newer": _run("pragma user_version = 99"),
    "foreign": _run("drop table kept; create table kept(x)"),
    "nothing of it": _run("delete from kept"),
    "numbers": _run("update kept set value = 1, digest = 1"),
    **{
        f"other {name}": _run(f"update kept set value = x'80' where name like '{name}%'")
        for name in ("articles", "sources", "outputs", "pages", "pictures", "outlines", "note last")
    },
    **{
        f"without {name}": _run(f"delete from kept where name like '{name}%'")
        for name in ("articles", "sources", "outputs", "pages", "note last", "note inputs")
    },
    "without some articles": _run(
        "delete from kept where name between 'articles 0' and 'articles 7'"
    ),
}


@pytest.mark.parametrize("spoil", _SPOILT.values(), ids=_SPOILT.keys())
def test_a_spoilt_database_changes_no_byte(tmp_path: Path, tiny_theme: Path, spoil: Spoil) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    small.write({"content/the-lift.md": article("The Lift", "See [that](the-queue.md).")})
    spoil(tmp_path / ".cache/kept.db")
    small.build()
    small.build(into="clean")
    assert small.output() == small.output("clean")
    assert "that" in small.page("2026/05/the-lift/index.html")


@pytest.mark.parametrize("number", range(12))
def test_a_flipped_byte_in_the_database_changes_none(
    tmp_path: Path, tiny_theme: Path, number: int
) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    before = small.output()
    path = tmp_path / ".cache/kept.db"
    content = bytearray(path.read_bytes())
    content[len(content) * number // 12 + 7 * number] ^= 0xFF
    path.write_bytes(content)
    (tmp_path / "output/index.html").unlink()
    small.build()
    assert small.output() == before


_SPOILT_FILES = {"empty": _overwritten(b""), "truncated": _truncated, "gone": Path.unlink}


@pytest.mark.parametrize("spoil", _SPOILT_FILES.values(), ids=_SPOILT_FILES.keys())
def test_a_spoilt_pack_changes_no_byte(tmp_path: Path, tiny_theme: Path, spoil: Spoil) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    before = small.output()
    small.remove("output")
    for pack in list((tmp_path / ".cache/bodies").iterdir()):
        spoil(pack)
    small.build()
    assert small.output() == before


@pytest.mark.parametrize("spoil", _SPOILT_FILES.values(), ids=_SPOILT_FILES.keys())
def test_a_spoilt_rendition_changes_no_byte(tmp_path: Path, tiny_theme: Path, spoil: Spoil) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    before = small.output()
    small.remove("output")
    for rendition in list((tmp_path / ".cache/renditions").iterdir()):
        spoil(rendition)
    small.build()
    assert small.output() == before


def test_a_rendition_that_no_page_shows_is_forgotten(tmp_path: Path, tiny_theme: Path) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    small.write({"content/door.png": png("blue")})
    small.build()
    kept = [path.name for path in (tmp_path / ".cache/renditions").iterdir()]
    assert [f"assets/{name}" in small.output() for name in kept] == [True]


def test_a_spoilt_database_is_mended_by_whoever_reads(tmp_path: Path, tiny_theme: Path) -> None:
    small = _small(tmp_path, tiny_theme)
    small.build()
    _run("update kept set value = x'80'")(tmp_path / ".cache/kept.db")
    assert len(read(tmp_path, NOON, small.options()).site.articles) == 2


def test_a_file_where_the_cache_should_be_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("x")
    with pytest.raises(OSError, match="cache"), open_cache(tmp_path):
        pass


_FULL = """
import resource, signal, sys
from pathlib import Path
from generator.cache import open_cache
with open_cache(Path(sys.argv[1])) as cache:
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
    try:
        cache.keep_pictures({bytes([n]): bytes(5000) for n in range(99)})
    except OSError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit to set")
def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _FULL, str(tmp_path)]
    done = subprocess.run(arguments, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "disk" in done.stdout
