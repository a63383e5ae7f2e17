"""Random steps, whatever an editor or a program may do to files: all of them are told."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import write_files
from tests.watch.follower import Follower

NAMES = ("a.md", "b.md", "排队.md", "door.png", "c.txt", "site.yaml")
FOLDERS = ("content", "content/x", "content/x/y", "content/z", "templates", "static/css")


class Storm:
    """Steps drawn by chance, on the files of a site."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance, self.count = root, random.Random(seed), 0
        self.steps: tuple[Callable[[], None], ...] = (
            *[self.write] * 6,
            *[self.replace] * 3,
            self.append,
            self.touch,
            self.delete,
            self.rename,
            self.remove_folder,
            self.move_folder,
            self.link,
            self.scribble,
            self.remake_content,
        )

    def step(self) -> None:
        """Do one thing."""
        self.count += 1
        self.chance.choice(self.steps)()

    def write(self) -> None:
        """Write a file in place."""
        path = self.place()
        if not (path.is_dir() or path.is_symlink()):
            path.write_text(self.text())

    def replace(self) -> None:
        """Write another file, and rename it."""
        path = self.place()
        if not path.is_dir():
            path.with_name(".new.swp").write_text(self.text())
            path.with_name(".new.swp").replace(path)

    def append(self) -> None:
        """Write more into a file, bit by bit."""
        if path := self.some_file():
            with path.open("a") as file:
                for _ in range(3):
                    file.write(self.text())
                    file.flush()

    def touch(self) -> None:
        """Set a file's time."""
        if path := self.some_file():
            os.utime(path)

    def delete(self) -> None:
        """Delete a file."""
        if path := self.some_file():
            path.unlink()

    def rename(self) -> None:
        """Rename a file."""
        path, other = self.some_file(), self.place()
        if path and not other.is_dir():
            path.rename(other)

    def remove_folder(self) -> None:
        """Delete a folder."""
        shutil.rmtree(self.root / self.chance.choice(FOLDERS[1:]), ignore_errors=True)

    def move_folder(self) -> None:
        """Move a folder away, and perhaps back."""
        path = self.root / self.chance.choice(FOLDERS[1:4])
        away = self.root.parent / f"away-{self.count}"
        if path.is_dir():
            path.rename(away)
            if self.chance.random() < 0.5:
                away.rename(path)

    def link(self) -> None:
        """Make a link to a file, or to nothing."""
        path = self.place().with_name("link.md")
        path.unlink(missing_ok=True)
        path.symlink_to(self.chance.choice(["a.md", "nothing.md", "b.md"]))

    def scribble(self) -> None:
        """Write what is passed over."""
        self.place().with_name("~$lock").write_text(self.text())

    def remake_content(self) -> None:
        """Delete content/ and make it again."""
        shutil.rmtree(self.root / "content")
        write_files(self.root, {"content/site.yaml": self.text()})

    def place(self) -> Path:
        """Where a file is, or may be."""
        folder = self.root / self.chance.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / self.chance.choice(NAMES)

    def some_file(self) -> Path | None:
        """A file that is there."""
        below = self.root / self.chance.choice(FOLDERS)
        files = sorted(p for p in below.rglob("*") if p.is_file() and not p.is_symlink())
        return self.chance.choice(files) if files else None

    def text(self) -> str:
        """What no file holds yet."""
        return f"{self.count}\n" * self.chance.randrange(1, 40)


@pytest.mark.parametrize(
    ("steps", "between"),
    [(60, 20), pytest.param(2000, 100, marks=pytest.mark.soak)],
    ids=["sample", "soak"],
)
def test_whatever_is_done_to_files_is_told(tmp_path: Path, steps: int, between: int) -> None:
    with Follower(tmp_path) as follower:
        storm = Storm(follower.root, seed=steps)
        for number in range(1, steps + 1):
            storm.step()
            while storm.chance.random() < 0.5:
                follower.take(storm.chance.choice([0, 0.001, 0.01, 0.05]))
            if number % between == 0:
                follower.settle()
                follower.quiet()
                assert follower.is_up_to_date()
