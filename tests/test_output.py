"""output/ holds what was made and nothing else of ours, whatever happens on the way."""

import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from generator.digest import digest_of_bytes
from generator.errors import Refused
from generator.output import Changes, Made, Output, Stage, look, open_output
from generator.output.changes import moves
from generator.stat import Stat, stat_of
from generator.workforce import Workforce

RANKS = (("assets/", 0), ("feed.xml", 3), ("index.html", 2))


def rank(path: str) -> int:
    return next((number for head, number in RANKS if path.startswith(head)), 1)


def made(output: Output, files: Mapping[str, str], *, is_staged: bool = True) -> list[Made]:
    result = []
    stage = Stage(output.stage)
    for path, text in files.items():
        digest, staged = digest_of_bytes(text.encode()), None
        if is_staged and output.digests.get(path) != digest:
            staged = stage.put(path, text.encode())
        result.append(Made(path=path, digest=digest, staged=staged, rank=rank(path)))
    return result


def publish(
    folder: Path, files: Mapping[str, str], known: Mapping[str, tuple[Stat, bytes]] | None = None
) -> Changes:
    output = open_output(folder, known or {})
    return output.commit(made(output, files))


def standing(folder: Path) -> dict[str, str]:
    """All files, but for our manifest, and all empty folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".wow/"):
            found[name] = path.read_text()
        elif path.is_dir() and not any(path.iterdir()):
            found[f"{name}/"] = ""
    return found


SITE = {"index.html": "front", "2014/08/a/index.html": "a", "assets/s.css": "css", "feed.xml": "f"}


def test_a_missing_folder_is_made_and_holds_what_was_made(tmp_path: Path) -> None:
    changes = publish(tmp_path / "deep" / "output", SITE)
    assert standing(tmp_path / "deep" / "output") == SITE
    assert set(changes.written) == SITE.keys()
    own = tmp_path / "deep/output/.wow"
    assert list(own.iterdir()) == [own / "manifest"]


def test_the_manifest_names_paths_and_digests_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    lines = (tmp_path / ".wow/manifest").read_text().splitlines()
    assert lines[0] == "wow-manifest 1"
    expected = [f"{digest_of_bytes(SITE[path].encode()).hex()}\t{path}" for path in sorted(SITE)]
    assert lines[1:] == expected


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    before = {path: stat_of(path.stat()) for path in tmp_path.rglob("*") if path.is_file()}
    changes = publish(tmp_path, SITE)
    assert (changes.written, changes.removed) == ((), ())
    assert {path: stat_of(path.stat()) for path in before} == before
    assert changes.unchanged == len(SITE)


def test_staged_bytes_equal_to_those_there_are_not_moved(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "front"})
    inode = (tmp_path / "index.html").stat().st_ino
    output = open_output(tmp_path, {})
    staged = Stage(output.stage).put("index.html", b"front")
    digest = output.digests["index.html"]
    output.commit([Made(path="index.html", digest=digest, staged=staged, rank=2)])
    assert (tmp_path / "index.html").stat().st_ino == inode
    assert not output.stage.exists()


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    changes = publish(tmp_path, SITE | {"2014/08/a/index.html": "new"})
    assert changes.written == ("2014/08/a/index.html",)


def test_what_is_no_longer_made_goes_with_its_empty_folders(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    changes = publish(tmp_path, {"index.html": "front"})
    assert standing(tmp_path) == {"index.html": "front"}
    assert changes.removed == ("feed.xml", "2014/08/a/index.html", "assets/s.css")


def test_a_folder_with_a_foreign_file_stays(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    (tmp_path / "2014/note.txt").write_text("mine")
    publish(tmp_path, {"index.html": "front"})
    assert standing(tmp_path) == {"index.html": "front", "2014/note.txt": "mine"}


def test_files_that_were_deleted_or_damaged_by_hand_come_back(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    (tmp_path / "feed.xml").unlink()
    (tmp_path / "index.html").write_text("edited")
    changes = publish(tmp_path, SITE)
    assert changes.written == ("feed.xml", "index.html")
    assert standing(tmp_path) == SITE


def test_new_files_go_before_changed_ones_and_each_in_rank_order(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "1", "2014/a.html": "1", "feed.xml": "1"})
    new = {"2014/b.html": "2", "topics/x.html": "2", "assets/p.jpg": "2"}
    changes = publish(tmp_path, {"index.html": "2", "2014/a.html": "2", "feed.xml": "2"} | new)
    assert changes.written == (
        *("assets/p.jpg", "2014/b.html", "topics/x.html"),
        *("2014/a.html", "index.html", "feed.xml"),
    )


@pytest.mark.parametrize(
    ("there", "files", "moved"),
    [
        ("", "2014/08/a/x.html 2014/09/b/x.html", "2014"),
        ("2014", "2014/08/a/x.html 2014/08/b/x.html 2014/09/b/x.html", "2014/08 2014/09"),
        ("2014 2014/08", "2014/08/a.html 2014/08/b/x.html", "2014/08/a.html 2014/08/b"),
        ("", "assets/a.css p/a/1.jpg p/a/x.html p/b/x.html", "assets p/a/1.jpg p/a/x.html p/b"),
        ("", "A/x.html a/y.html É/x.html é/y.html", "A/x.html a/y.html É/x.html é/y.html"),
    ],
    ids=["new", "below", "beside", "ranks", "alike"],
)
def test_what_is_new_is_moved_with_its_folder(there: str, files: str, moved: str) -> None:
    ranks = {"css": 0, "jpg": 0, "html": 1}
    staged = [
        Made(path=path, digest=b"", staged=Stat(0, 0, 0), rank=ranks[path.rpartition(".")[2]])
        for path in files.split()
    ]
    assert list(moves(staged, there.split().__contains__)) == moved.split()


def test_a_known_stat_saves_the_reading(tmp_path: Path) -> None:
    output = open_output(tmp_path, {})
    output.commit(made(output, SITE))
    believed = {path: (stat, b"believed") for path, (stat, _) in output.stats().items()}
    assert set(open_output(tmp_path, believed).digests.values()) == {b"believed"}


def test_a_stale_stat_is_not_believed(tmp_path: Path) -> None:
    output = open_output(tmp_path, {})
    output.commit(made(output, SITE))
    (tmp_path / "feed.xml").write_text("longer than it was")
    again = open_output(tmp_path, output.stats())
    assert again.digests["feed.xml"] == digest_of_bytes(b"longer than it was")


def test_a_process_that_looks_meanwhile_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_MANY", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # other tests' threads do no harm
    publish(tmp_path, SITE)
    known = open_output(tmp_path, {}).stats()
    (tmp_path / "index.html").write_text("changed")
    (tmp_path / "feed.xml").unlink()
    (tmp_path / "2014").rename(tmp_path / "moved")
    (tmp_path / "2014").symlink_to(tmp_path / "moved")
    with open_output(tmp_path, known, Workforce(2)) as output:
        assert output.stats() == open_output(tmp_path, {}).stats()
        assert set(output.digests) == {"index.html", "assets/s.css"}


def test_stats_after_a_commit_are_those_of_the_disk(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    output = open_output(tmp_path, {})
    after = {"index.html": "changed", "about/index.html": "new"}
    output.commit(made(output, after))
    assert output.stats() == open_output(tmp_path, {}).stats()
    assert output.stats().keys() == {*after, ".wow/manifest"}


@pytest.mark.parametrize("names", [("CNAME",), (".git/HEAD", ".gitignore", "CNAME"), ()])
def test_a_folder_with_only_dotfiles_and_a_cname_is_taken(
    tmp_path: Path, names: Sequence[str]
) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("theirs")
    publish(tmp_path, SITE)
    publish(tmp_path, {})
    assert standing(tmp_path) == dict.fromkeys(names, "theirs")


@pytest.mark.parametrize("is_dry", [False, True], ids=["build", "dry run"])
@pytest.mark.parametrize("name", ["photo.jpg", "holiday/photo.jpg"])
def test_a_folder_with_foreign_files_and_no_manifest_is_refused(
    tmp_path: Path, name: str, *, is_dry: bool
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("theirs")
    with pytest.raises(Refused, match=r'already holds "(photo|holiday)') as caught:
        open_output(tmp_path, {}, is_dry=is_dry)
    assert "-o" in str(caught.value)
    assert standing(tmp_path) == {name: "theirs"}
    assert not (tmp_path / ".wow").exists()


def place_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("a file")


def place_dangling_link(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to("nowhere")


def link_own_folder(folder: Path) -> None:
    (folder / "../elsewhere").mkdir()
    (folder / "../elsewhere/precious").write_text("theirs")
    (folder / ".wow").symlink_to("../elsewhere")


def link_stage(folder: Path) -> None:
    (folder / ".wow").mkdir()
    (folder / "../elsewhere").mkdir()
    (folder / "../elsewhere/precious").write_text("theirs")
    (folder / ".wow/stage").symlink_to("../../elsewhere")


def link_manifest(folder: Path) -> None:
    (folder / ".wow").mkdir()
    (folder / "../elsewhere").write_text("wow-manifest 1\n")
    (folder / ".wow/manifest").symlink_to("../../elsewhere")


TWISTS = [place_file, place_dangling_link, link_own_folder, link_stage, link_manifest]


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_a_folder_of_the_wrong_kind_is_refused(tmp_path: Path, twist: object) -> None:
    folder = tmp_path / "output"
    folder.mkdir()
    assert callable(twist)
    twist(folder)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match=r"is not a (folder|file)"):
        open_output(folder, {})
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"wow-manifest 2\n", b"wow-manifest 1", b"wow-manifest 1\nzz\tindex.html\n"),
        *(b"\xff\0", b"wow-manifest 1\nabcd\n", b"wow-manifest 1\nab\ta\nab\t"),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".wow").mkdir()
    (tmp_path / ".wow/manifest").write_bytes(content)
    with pytest.raises(Refused, match="damaged, or from another version"):
        open_output(tmp_path, {})


def test_a_manifest_that_claims_what_is_outside_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("theirs")
    (tmp_path / "empty").mkdir()
    folder = tmp_path / "output"
    publish(folder, {})
    claims = f"wow-manifest 1\nab\t../precious\nab\t../empty/x\nab\t{tmp_path}/precious\n"
    (folder / ".wow/manifest").write_text(claims)
    with pytest.raises(Refused, match="damaged"):
        publish(folder, {"index.html": "front"})
    assert (tmp_path / "precious").read_text() == "theirs"
    assert (tmp_path / "empty").is_dir()


def foreign_file(folder: Path) -> None:
    (folder / "about").mkdir()
    (folder / "about/index.html").write_text("theirs")


def foreign_parent(folder: Path) -> None:
    (folder / "about").write_text("theirs")


def foreign_link(folder: Path) -> None:
    (folder / "about").mkdir()
    (folder / "about/index.html").symlink_to("../../elsewhere.html")


def foreign_linked_parent(folder: Path) -> None:
    (folder / "../elsewhere").mkdir()
    (folder / "about").symlink_to("../elsewhere")


def foreign_inside(folder: Path) -> None:
    (folder / "about/index.html").mkdir(parents=True)
    (folder / "about/index.html/note").write_text("theirs")


def foreign_link_inside(folder: Path) -> None:
    (folder / "about/index.html").mkdir(parents=True)
    (folder / "about/index.html/note").symlink_to("../../..")


FOREIGN = [foreign_file, foreign_parent, foreign_link, foreign_linked_parent, foreign_inside]


@pytest.mark.parametrize("twist", [*FOREIGN, foreign_link_inside], ids=lambda twist: twist.__name__)
def test_what_is_foreign_is_never_overwritten(tmp_path: Path, twist: object) -> None:
    folder = tmp_path / "output"
    publish(folder, SITE)
    assert callable(twist)
    twist(folder)
    output = open_output(folder, {})
    wanted = made(output, SITE | {"about/index.html": "ours", "index.html": "new"})
    before = sorted((path, stat_of(path.lstat())) for path in tmp_path.rglob("*"))
    for act in (output.preview, output.commit):
        with pytest.raises(Refused, match=r"was not written by this command.*\nNothing was writ"):
            act(wanted)
    assert sorted((path, stat_of(path.lstat())) for path in tmp_path.rglob("*")) == before


def test_a_foreign_file_with_the_same_bytes_is_adopted(tmp_path: Path) -> None:
    publish(tmp_path, {})
    (tmp_path / "robots.txt").write_text("same")
    inode = (tmp_path / "robots.txt").stat().st_ino
    changes = publish(tmp_path, {"robots.txt": "same"})
    assert (changes.written, changes.unchanged) == ((), 1)
    assert (tmp_path / "robots.txt").stat().st_ino == inode
    assert publish(tmp_path, {}).removed == ("robots.txt",)


def test_an_own_file_that_became_a_link_is_foreign(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    publish(folder, SITE)
    (tmp_path / "precious.xml").write_text("theirs")
    (folder / "feed.xml").unlink()
    (folder / "feed.xml").symlink_to("../precious.xml")
    with pytest.raises(Refused, match=r"feed\.xml was not written"):
        publish(folder, SITE)
    publish(folder, {"index.html": "front"})
    assert (tmp_path / "precious.xml").read_text() == "theirs"
    assert (folder / "feed.xml").is_symlink()


def test_an_own_folder_that_became_a_link_is_not_entered(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    publish(folder, SITE)
    (folder / "2014").rename(tmp_path / "moved")
    (folder / "2014").symlink_to("../moved")
    publish(folder, {"index.html": "front"})
    assert (tmp_path / "moved/08/a/index.html").read_text() == "a"
    assert (folder / "2014").is_symlink()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"about": "file"}, {"about/index.html": "page"}),
        ({"about/index.html": "page", "about/x/y.html": "y"}, {"about": "file"}),
        ({"a/b/c": "file"}, {"a/b/c/d/e": "page", "a/b/f": "f"}),
        ({"a/b/c": "file"}, {"a": "file"}),
    ],
    ids=["file to folder", "folder to file", "deep to deeper", "deep to shallow"],
)
def test_a_file_of_ours_gives_way_to_a_folder_and_the_reverse(
    tmp_path: Path, before: dict[str, str], after: dict[str, str]
) -> None:
    publish(tmp_path, before)
    changes = publish(tmp_path, after)
    assert standing(tmp_path) == after
    assert set(changes.removed) == before.keys()
    publish(tmp_path, before)
    assert standing(tmp_path) == before


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "/etc/x", "a//b", "a/./b", "a/..", "a/../../b", "", "a/", "a\nb", "a\\b", "a\0b"),
        *(".wow/manifest", ".WOW/x"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    output = open_output(tmp_path / "output", {})
    with pytest.raises(Refused, match="cannot be the name of a file"):
        output.check([path])


@pytest.mark.parametrize("there", [{}, {"about": "x"}, {"about/deep/index.html": "x"}])
def test_a_path_that_is_file_and_folder_is_refused(tmp_path: Path, there: dict[str, str]) -> None:
    publish(tmp_path, there)
    with pytest.raises(Refused, match="about would have to be a file and a folder"):
        open_output(tmp_path, {}).check(["about", "about/deep/index.html"])


def test_all_obstacles_are_told_at_once(tmp_path: Path) -> None:
    publish(tmp_path, {})
    for name in ("a", "b"):
        (tmp_path / name).write_text("theirs")
    with pytest.raises(Refused) as caught:
        open_output(tmp_path, {}).check(["b/index.html", "a/index.html", "c"])
    assert len(re.findall(r"/[ab] was not written", str(caught.value))) == 2


@pytest.mark.parametrize("is_new", [True, False], ids=["no folder", "a site"])
def test_a_dry_run_touches_nothing_and_says_what_commit_does(
    tmp_path: Path, *, is_new: bool
) -> None:
    folder = tmp_path / "output"
    if not is_new:
        publish(folder, SITE)
        (open_output(folder, {}).stage / "0").write_text("left by a killed build")
    before = sorted((path, path.lstat()) for path in tmp_path.rglob("*"))
    wanted = {"index.html": "changed", "about/index.html": "new", "assets/s.css": "css"}
    with open_output(folder, {}, is_dry=True) as output:
        foretold = output.preview(made(output, wanted, is_staged=False))
    assert sorted((path, path.lstat()) for path in tmp_path.rglob("*")) == before
    assert foretold == publish(folder, wanted)


def test_what_a_killed_build_left_in_the_stage_is_swept(tmp_path: Path) -> None:
    output = open_output(tmp_path, {})
    (output.stage / "torn").write_text("half a pa")
    (output.stage / "deep").mkdir()
    assert list(open_output(tmp_path, {}).stage.iterdir()) == []


def test_a_build_that_gives_up_leaves_no_stage_and_no_new_folder(tmp_path: Path) -> None:
    publish(tmp_path / "site", SITE)
    before = sorted(tmp_path.rglob("*"))
    for folder in (tmp_path / "site", tmp_path / "new"):
        with pytest.raises(Refused), open_output(folder, {}) as output:
            (output.stage / "0").write_text("a page")
            output.check([".."])
    assert sorted(tmp_path.rglob("*")) == before


def test_bytes_that_were_not_staged_are_a_fault_of_the_caller(tmp_path: Path) -> None:
    output = open_output(tmp_path, {})
    with pytest.raises(ValueError, match=r"not in the stage: \['index.html'\]"):
        output.commit(made(output, SITE, is_staged=False)[:1])
    assert standing(tmp_path) == {".wow/stage/": ""}


def test_a_name_that_is_not_utf_8_survives_the_manifest(tmp_path: Path) -> None:
    name = os.fsdecode(b"2014/caf\xe9.pdf")
    publish(tmp_path, {name: "menu"})
    assert publish(tmp_path, {name: "menu"}).unchanged == 1


OLD = {
    "index.html": "a.html b.html assets/old.css",
    "feed.xml": "a.html b.html",
    "a.html": "assets/old.css b.html",
    "b.html": "a.html assets/old.css",
    "assets/old.css": "",
    "gone/deep/g.html": "assets/old.css a.html",
    "swap": "",
    "c/d.html": "a.html",
}
NEW = {
    "index.html": "a.html n/new.html assets/new.css",
    "feed.xml": "a.html n/new.html",
    "a.html": "assets/new.css n/new.html topic.html",
    "n/new.html": "a.html assets/new.css",
    "assets/new.css": "",
    "swap/s.html": "a.html",
    "c": "a.html",
    "topic.html": "n/new.html",
}


def die_after(steps: int) -> None:
    """Let this process end, with nothing tidied, at a step beyond so many on the disk."""
    left = iter(range(steps))

    def counted(act: Callable[..., None]) -> Callable[..., None]:
        def wrapper(*args: object, **options: object) -> None:
            if next(left, None) is None:
                os._exit(7)
            act(*args, **options)

        return wrapper

    for name in ("replace", "unlink", "mkdir", "rmdir"):
        setattr(os, name, counted(getattr(os, name)))


def kill_commit(folder: Path, files: Mapping[str, str], *, steps: int) -> bool:
    """Publish in a process that dies after so many steps; whether it lived."""
    child = os.fork()
    if child == 0:
        try:
            output = open_output(folder, {})
            wanted = made(output, files)
            die_after(steps)
            output.commit(wanted)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 7)
    return code == 0


def check_sound(found: Mapping[str, str]) -> None:
    """No torn file, no page that leads to what is not there."""
    for path, text in found.items():
        if path.startswith(".wow") or path.endswith("/"):
            continue
        assert text in (OLD.get(path), NEW.get(path)), path
        assert all(target in found for target in text.split()), (path, text, sorted(found))


@pytest.mark.parametrize("healed", [NEW, OLD, {"index.html": ""}], ids=["new", "old", "other"])
def test_a_kill_at_any_step_leaves_a_sound_site_that_the_next_build_heals(
    tmp_path: Path, healed: dict[str, str]
) -> None:
    steps, has_lived = 0, False
    while not has_lived:
        folder = tmp_path / f"{steps}"
        publish(folder, OLD)
        has_lived = kill_commit(folder, NEW, steps=steps)
        check_sound(standing(folder))
        kill_commit(folder, healed, steps=steps // 2)
        publish(folder, healed)
        assert standing(folder) == healed
        assert publish(folder, healed).written == ()
        steps += 1
    assert steps > len(NEW) + 10


def test_a_first_build_killed_at_any_step_is_taken_up_again(tmp_path: Path) -> None:
    steps, has_lived = 0, False
    while not has_lived:
        folder = tmp_path / f"{steps}"
        has_lived = kill_commit(folder, SITE, steps=steps)
        assert "index.html" not in standing(folder) or standing(folder).keys() >= {"assets/s.css"}
        publish(folder, SITE)
        assert standing(folder) == SITE
        steps += 1
    assert steps > len(SITE)
