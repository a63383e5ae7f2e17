"""Every way of saving: what is told is what is there, whole and soon."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sites import write_files
from tests.watch.follower import Follower

Save = Callable[[Path], None]
A = "content/a.md"


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    """One who follows a small site, all quiet."""
    with Follower(tmp_path) as follower:
        follower.quiet()
        follower.updates.clear()
        yield follower


def in_place(root: Path) -> None:
    write_files(root, {A: "second, in place"})


def by_rename(root: Path) -> None:
    write_files(root, {"content/.a.md.swp": "by rename"})
    (root / "content/.a.md.swp").replace(root / A)


def by_rename_of_a_plain_name(root: Path) -> None:
    write_files(root, {"content/a.md.new": "by rename"})
    (root / "content/a.md.new").replace(root / A)


def from_another_folder(root: Path) -> None:
    write_files(root.parent, {"desk/a.md": "from another folder"})
    (root.parent / "desk/a.md").replace(root / A)


def deleted_and_created(root: Path) -> None:
    (root / A).unlink()
    write_files(root, {A: "deleted and created"})


def as_word_does(root: Path) -> None:
    write_files(root, {"content/~WRD0001.tmp": "as Word does", "content/~$a.md": "lock"})
    (root / A).rename(root / "content/~WRL0001.tmp")
    (root / "content/~WRD0001.tmp").rename(root / A)
    (root / "content/~WRL0001.tmp").unlink()
    (root / "content/~$a.md").unlink()


def with_a_backup(root: Path) -> None:
    (root / A).rename(root / "content/a.md~")
    write_files(root, {A: "with a backup", "content/#a.md#": "own"})


def with_a_lock(root: Path) -> None:
    (root / "content/.#a.md").symlink_to("me@here.1")
    write_files(root, {A: "with a lock"})
    (root / "content/.#a.md").unlink()


def twice(root: Path) -> None:
    write_files(root, {A: "once"})
    time.sleep(0.005)
    write_files(root, {A: "and again"})


def touched(root: Path) -> None:
    os.utime(root / A)


def of_the_same_length_and_time(root: Path) -> None:
    before = (root / A).stat()
    write_files(root, {"content/a.tmp": "FIRST"})
    os.utime(root / "content/a.tmp", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root / "content/a.tmp").replace(root / A)


def with_an_accent(root: Path) -> None:
    write_files(root, {"content/cafe\u0301.md": "composed", "content/排队.md": "x"})


SAVES = (
    in_place,
    by_rename,
    by_rename_of_a_plain_name,
    from_another_folder,
    deleted_and_created,
    as_word_does,
    with_a_backup,
    with_a_lock,
    twice,
    touched,
    of_the_same_length_and_time,
    with_an_accent,
)


def renamed(root: Path) -> None:
    (root / A).rename(root / "content/c.md")


def moved_out(root: Path) -> None:
    (root / A).rename(root.parent / "a.md")


def deleted(root: Path) -> None:
    (root / A).unlink()


def new_folder(root: Path) -> None:
    write_files(root, {f"content/deep/er/{n}/index.md": "new" for n in range(20)})


def folder_renamed(root: Path) -> None:
    (root / "content/b").rename(root / "content/c")
    write_files(root, {"content/c/index.md": "in the new place"})


def folder_moved_in(root: Path) -> None:
    write_files(root.parent, {"desk/n/index.md": "n", "desk/n/m/index.md": "m"})
    (root.parent / "desk/n").rename(root / "content/n")


def folder_moved_out(root: Path) -> None:
    (root / "content/b").rename(root.parent / "b")


def folder_deleted(root: Path) -> None:
    shutil.rmtree(root / "content/b")


def folder_swapped(root: Path) -> None:
    shutil.copytree(root / "content/b", root / "content/_c")
    write_files(root, {"content/_c/index.md": "swapped"})
    shutil.rmtree(root / "content/b")
    (root / "content/_c").rename(root / "content/b")


def link_swapped(root: Path) -> None:
    write_files(root.parent, {"one.md": "one", "other.md": "other"})
    for target in ("one.md", "other.md"):
        (root / "content/.link").symlink_to(root.parent / target)
        (root / "content/.link").replace(root / "content/link.md")


def linked_folder_swapped(root: Path) -> None:
    write_files(root.parent, {"far/one/x.md": "one", "far/other/x.md": "other"})
    for target in ("one", "other"):
        (root / "content/.link").symlink_to(root.parent / "far" / target)
        (root / "content/.link").replace(root / "content/link")


def content_made_again(root: Path) -> None:
    shutil.rmtree(root / "content")
    write_files(root, {A: "made again", "content/site.yaml": "title: B"})


def content_swapped(root: Path) -> None:
    shutil.copytree(root / "content", root / "next")
    write_files(root, {"next/a.md": "swapped"})
    (root / "content").rename(root / "last")
    (root / "next").rename(root / "content")


def first_static(root: Path) -> None:
    write_files(root, {"static/css/own.css": "p { color: red }"})


def templates_deleted(root: Path) -> None:
    shutil.rmtree(root / "templates")


def theme_changed(root: Path) -> None:
    write_files(root.parent, {"theme/templates/base.html": "a new theme"})


def link_to_nowhere(root: Path) -> None:
    (root / "content/nowhere.md").symlink_to("gone")


CHANGES = (
    renamed,
    moved_out,
    deleted,
    new_folder,
    folder_renamed,
    folder_moved_in,
    folder_moved_out,
    folder_deleted,
    folder_swapped,
    link_swapped,
    linked_folder_swapped,
    content_made_again,
    content_swapped,
    first_static,
    templates_deleted,
    theme_changed,
    link_to_nowhere,
)


def _named(change: Save) -> str:
    return change.__name__


@pytest.mark.parametrize("save", SAVES, ids=_named)
def test_a_saved_article_is_told(follower: Follower, save: Save) -> None:
    save(follower.root)
    follower.settle()
    assert not [each for each in follower.updates if each.files.get(A, True) is None]


@pytest.mark.parametrize("change", CHANGES, ids=_named)
def test_whatever_changes_is_told(follower: Follower, change: Save) -> None:
    change(follower.root)
    follower.settle()


@pytest.mark.parametrize(
    "change", [content_made_again, content_swapped, folder_renamed], ids=_named
)
def test_what_was_made_anew_is_watched_like_the_old(follower: Follower, change: Save) -> None:
    change(follower.root)
    follower.settle()
    follower.quiet()
    write_files(follower.root, {A: "after all that"})
    update = follower.take(4)  # an idle look would come later
    assert update
    assert list(update.files) == [A]


def test_a_site_whose_content_is_a_link_is_watched(tmp_path: Path) -> None:
    write_files(tmp_path, {"far/a.md": "first", "far/site.yaml": "title: A"})
    (tmp_path / "site").mkdir()
    (tmp_path / "site/content").symlink_to(tmp_path / "far")
    with Follower(tmp_path, begin=False) as follower:
        follower.quiet()
        in_place(follower.root)
        update = follower.take(4)  # an idle look would come later
        assert update
        assert list(update.files) == [A]
        assert follower.is_up_to_date()


def test_a_renamed_article_is_never_told_as_gone_before_it_is_there(follower: Follower) -> None:
    renamed(follower.root)
    follower.settle()
    (come,) = [at for at, each in enumerate(follower.updates) if "content/c.md" in each.files]
    (gone,) = [at for at, each in enumerate(follower.updates) if A in each.files]
    assert come <= gone


def test_one_save_is_told_alone(follower: Follower) -> None:
    in_place(follower.root)
    follower.settle()
    follower.quiet()
    assert [list(each.files) for each in follower.updates] == [[A]]


def test_reading_wakes_nobody(follower: Follower) -> None:
    for _ in range(20):
        (follower.root / A).read_bytes()
        list((follower.root / "content").iterdir())
    assert follower.take(1) is None


@pytest.mark.parametrize(
    "path",
    ["content/.a.md.swp", "content/a.md~", "content/_notes/x.md", "content/~$a.docx", "output/x"],
)
def test_what_is_passed_over_wakes_nobody(follower: Follower, path: str) -> None:
    write_files(follower.root, {path: "x", f".cache/{path}": "y"})
    assert follower.take(1) is None


def test_a_file_is_told_when_it_is_closed_and_not_before(follower: Follower) -> None:
    with (follower.root / "content/new.md").open("w") as file:
        for _ in range(10):
            file.write("half of a sentence\n")
            file.flush()
            assert follower.take(0.1) is None
    follower.settle()
    (update,) = follower.updates
    assert update.files["content/new.md"]


def test_a_half_written_file_holds_up_no_other(follower: Follower) -> None:
    with (follower.root / "content/new.md").open("w") as file:
        file.write("half")
        file.flush()
        in_place(follower.root)
        update = follower.take(2)
        assert update
        assert list(update.files) == [A]
    follower.settle()


def test_a_file_that_is_never_closed_is_told_in_the_end(follower: Follower) -> None:
    with (follower.root / "content/new.md").open("w") as file:
        file.write("as much as there is")
        file.flush()
        follower.settle()


def test_a_change_that_no_event_tells_is_told_by_a_look(follower: Follower) -> None:
    write_files(follower.root.parent, {"far/x.md": "one"})
    (follower.root / "content/far").symlink_to(follower.root.parent / "far")
    follower.settle()
    write_files(follower.root.parent, {"far/x.md": "and another"})
    follower.settle()


def test_what_changed_before_the_watch_began_is_told(tmp_path: Path) -> None:
    with Follower(tmp_path) as follower:
        assert follower.take(0.5) is None
        follower.files.clear()
    with Follower(tmp_path) as follower:
        seen = follower.watch
        write_files(tmp_path / "site", {A: "between"})
        assert seen.next(5)


def test_a_watch_that_is_woken_tells_nothing_at_once(follower: Follower) -> None:
    threading.Timer(0.2, follower.watch.wake).start()
    assert follower.watch.next() is None
    follower.watch.wake()
    assert follower.watch.next() is None
    assert follower.watch.next(0) is None


def test_a_change_is_told_though_the_watch_is_woken(follower: Follower) -> None:
    in_place(follower.root)
    time.sleep(2)
    follower.watch.wake()
    assert follower.watch.next(0)
    assert follower.watch.next() is None


def _git(folder: Path, *arguments: str) -> None:
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    known = os.environ | dict.fromkeys(names, "a@b.example")
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env=known,
        check=True,
        capture_output=True,
    )


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("count", [300, pytest.param(3000, marks=pytest.mark.soak)])
def test_a_checkout_of_many_files_is_told_whole(tmp_path: Path, count: int) -> None:
    with Follower(tmp_path) as follower:
        _git(follower.root, "init")
        _git(follower.root, "add", ".")
        _git(follower.root, "commit", "-m", "few")
        _git(follower.root, "switch", "-c", "many")
        many = {f"content/{n % 30}/{n}.md": f"article {n}" for n in range(count)}
        write_files(follower.root, many)
        _git(follower.root, "add", ".")
        _git(follower.root, "commit", "-m", "many")
        follower.settle()
        for branch in ("main", "many", "main", "many"):
            _git(follower.root, "switch", branch)
            follower.settle()
        write_files(follower.root, dict.fromkeys(many, "changed"))
        _git(follower.root, "stash")
        follower.settle()
        _git(follower.root, "stash", "pop")
        follower.settle()
        assert len(follower.files) > count
