"""The only room that writes output/: in order, whole files, what differs, and only what is ours."""

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from generator.errors import Refused
from generator.output.changes import Changes, Made, compare, moves
from generator.output.left import MANIFEST, STAGE, is_as_left
from generator.output.look import Look
from generator.output.manifest import is_inside, manifest, parse_manifest
from generator.output.stage import Stage
from generator.output.tree import Tree, folders_of
from generator.stat import Stat
from generator.workforce import Workforce

__all__ = ["Changes", "Made", "Output", "Stage", "is_as_left", "open_output"]

_OWN = ".wow"
_ALONE = Workforce(0)


def open_output(
    folder: Path,
    known: Mapping[str, tuple[Stat, bytes]],
    workforce: Workforce = _ALONE,
    *,
    is_dry: bool = False,
) -> "Output":
    """Open a site's output folder, made if it is missing, its stage empty.

    known is what the last build's `Output.stats` said: what else stands there, one of the workforce
    finds out meanwhile. A dry run touches nothing.
    Raises Refused: the folder is not ours to write to.
    """
    tree = Tree(folder)
    claims = _read_claims(folder, tree, known)
    is_new = not folder.exists()
    if not is_dry:
        _empty_stage(folder, tree)
    look = Look(folder, claims, known, workforce)
    return Output(tree, claims=claims, look=look, is_dry=is_dry, is_new=is_new)


class Output:
    """output/ as a build finds it; `commit` changes it once.

    At the end of a `with` no stage is left.
    """

    def __init__(
        self,
        tree: Tree,
        *,
        claims: Mapping[str, bytes],
        look: Look,
        is_dry: bool,
        is_new: bool,
    ) -> None:
        self.folder = tree.root
        self.stage = tree.root / STAGE
        self._tree = tree
        self._claims = claims
        self._look = look
        self._is_dry = is_dry
        self._is_new = is_new
        self._checked = set[str]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._look.end()
        if not self._is_dry:
            self._tree.clear(STAGE)
            self._tree.remove_folder(_OWN)
            if self._is_new:
                self._tree.remove_folder("")

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """What the files that are ours hold."""
        return {path: digest for path, (_, digest) in self._standing.items()}

    @cached_property
    def _standing(self) -> dict[str, tuple[Stat, bytes]]:
        return self._look.found()

    def check(self, paths: Iterable[str]) -> None:
        """See that all paths can be written. Raises Refused: something foreign is in the way.

        A foreign file at a path itself is left for `commit`, which knows the bytes.
        """
        planned = set(paths)
        new = planned - self.digests.keys()  # what stands there as ours stands in nobody's way
        if new <= self._checked:
            return
        blockers = self._tree.blockers(folders_of(new))
        found = (self._obstacle(path, blockers[path.rpartition("/")[0]]) for path in sorted(new))
        _refuse(filter(None, found))
        _refuse(
            f"{self.folder}/{path} would have to be a file and a folder at once. "
            "Give one of the two pages another slug."
            for path in folders_of(planned)
            if path in planned
        )
        self._checked = new

    def preview(self, made: Sequence[Made]) -> Changes:
        """What `commit` would change; touches nothing. Raises Refused as `commit` does."""
        self.check(file.path for file in made)
        return compare(made, {**self.digests, **self._adopted(made)})

    def commit(self, made: Sequence[Made]) -> Changes:
        """Make output/ hold what was made and nothing else of ours; a kill at any point is healed.

        Raises Refused: something foreign is in the way; nothing was written.
        """
        changes = self.preview(made)
        claims = {file.path: file.digest for file in made}
        written = self._staged(made, changes.written)
        self._write_manifest({**self._claims, **claims})
        for place in moves(written, self._tree.is_folder):
            self._make_way(place)
            self._move(place, is_file=place in claims)
        for path in changes.removed:
            self._tree.remove(path)
        self._prune(self._claims.keys() - claims.keys())
        self._write_manifest(claims)
        self._settle(written, changes.removed)
        return changes

    def stats(self) -> dict[str, tuple[Stat, bytes]]:
        """Stat and digest of each file that is ours, for the next `open_output`.

        Our manifest is among them where it says nothing else.
        """
        own = self._tree.stat_of(MANIFEST)
        says_the_same = own and self._claims.keys() == self._standing.keys()
        return {**self._standing, **({MANIFEST: (own, b"")} if own and says_the_same else {})}

    def _obstacle(self, path: str, blocker: str) -> str:
        """What keeps path from being written, as a sentence; blocker is in its folder's place."""
        if not is_inside(path):
            return f"{path!r} cannot be the name of a file in {self.folder}. Choose another name."
        if not blocker:
            return self._standing_obstacle(path)
        return "" if blocker in self.digests else self._foreign(blocker, "the site has a folder")

    def _standing_obstacle(self, path: str) -> str:
        status = self._tree.status(path)
        if status is None or stat.S_ISREG(status.st_mode):
            return ""
        if not stat.S_ISDIR(status.st_mode):
            return self._foreign(path, "the site has a file")
        inside = (at for at in self._tree.inside(path) if not self._tree.is_folder(at))
        foreign = next((at for at in inside if at not in self.digests), "")
        return self._foreign(foreign, f"the site has the file {path}") if foreign else ""

    def _foreign(self, path: str, need: str) -> str:
        return (
            f"{self.folder}/{path} was not written by this command, and {need} there. "
            "Move it away, or give the page another slug."
        )

    def _adopted(self, made: Sequence[Made]) -> dict[str, bytes]:
        """Digests of foreign files that hold what was made for their place already."""
        new = [file for file in made if file.path not in self.digests]
        taken = [file for file in new if self._tree.stat_of(file.path) is not None]
        found = {file.path: self._tree.digest(file.path) for file in taken}
        _refuse(
            self._foreign(file.path, "the site has another file")
            for file in taken
            if found[file.path] != file.digest
        )
        return found

    def _staged(self, made: Sequence[Made], paths: Iterable[str]) -> list[Made]:
        """What is to be written at these paths. Raises ValueError: not in the stage."""
        by_path = {file.path: file for file in made}
        written = [by_path[path] for path in paths]
        missing = [file.path for file in written if file.staged is None]
        if missing:
            raise ValueError(f"not in the stage: {missing}")
        return written

    def _move(self, place: str, *, is_file: bool) -> None:
        """Move a file, or a folder whole, from the stage to its place."""
        if is_file:
            self._tree.replace(f"{self.stage}/{place}", place)
        else:
            self._remove(place)
            self._tree.move_in(f"{self.stage}/{place}", place)

    def _make_way(self, path: str) -> None:
        """Make the folders of path; what of ours is in the way is removed."""
        self._make_folder(path.rpartition("/")[0])
        if self._tree.is_folder(path):
            for old in self._tree.inside(path):
                self._remove(old)
            self._tree.remove_folder(path)

    def _make_folder(self, path: str) -> None:
        if self._tree.is_folder(path):
            return
        self._make_folder(path.rpartition("/")[0])
        self._remove(path)
        self._tree.make_folder(path)

    def _remove(self, path: str) -> None:
        """Remove a file that is ours, or an empty folder."""
        if path in self.digests:
            self._tree.remove(path)
        elif self._tree.is_folder(path):
            self._tree.remove_folder(path)

    def _prune(self, gone: Iterable[str]) -> None:
        """Remove the folders that what is gone has left empty."""
        for folder in reversed(folders_of(gone)):
            if folder and self._tree.is_folder(folder):
                self._tree.remove_folder(folder)

    def _write_manifest(self, claims: Mapping[str, bytes]) -> None:
        """Claim files, before the first of them is moved and after the last is removed."""
        if claims != self._claims or self._tree.stat_of(MANIFEST) is None:
            # No file of the site has this name.
            (self.stage / _OWN).write_bytes(manifest(claims))
            self._tree.replace(f"{self.stage}/{_OWN}", MANIFEST)
        self._claims = claims

    def _settle(self, written: Iterable[Made], removed: Iterable[str]) -> None:
        """Note what stands now, and leave no stage in what is published."""
        for path in removed:
            del self._standing[path]
        self._standing.update((f.path, (f.staged, f.digest)) for f in written if f.staged)
        for path in self._claims.keys() - self._standing.keys():
            if found := self._tree.stat_of(path):
                self._standing[path] = found, self._claims[path]
        self.digests = self._claims
        self._tree.clear(STAGE)


def _empty_stage(folder: Path, tree: Tree) -> None:
    """Make the folders of our own; what a killed build left in the stage goes."""
    folder.mkdir(parents=True, exist_ok=True)
    tree.clear(STAGE)
    if not tree.is_folder(_OWN):
        tree.make_folder(_OWN)
    tree.make_folder(STAGE)


def _read_claims(
    folder: Path, tree: Tree, known: Mapping[str, tuple[Stat, bytes]]
) -> dict[str, bytes]:
    """What the folder's manifest claims, unread if it is known. Raises Refused: it is not ours."""
    _refuse(_misplaced(folder, tree))
    found = tree.stat_of(MANIFEST)
    if found is None:
        _refuse(_foreign_to(folder))
        return {}
    if MANIFEST in known and known[MANIFEST][0] == found:
        return {path: digest for path, (_, digest) in known.items() if path != MANIFEST}
    try:
        return parse_manifest((folder / MANIFEST).read_bytes())
    except ValueError:
        raise Refused(
            f"{folder}/{MANIFEST} is damaged, or from another version of this command. "
            f"Delete what the site's build has put into {folder}, with that file, and build again."
        ) from None


def _misplaced(folder: Path, tree: Tree) -> Iterator[str]:
    """What about the folder and our own files in it is not of the kind it should be."""
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        yield f"{folder} is not a folder. Move it away, or name another folder with -o."
        return
    for path in (_OWN, STAGE):
        if not tree.is_folder(path) and tree.status(path) is not None:
            yield f"{folder}/{path} is not a folder. Delete it; the build makes its own."
    if tree.stat_of(MANIFEST) is None and tree.status(MANIFEST) is not None:
        yield f"{folder}/{MANIFEST} is not a file. Delete it, and build into an empty folder."


def _foreign_to(folder: Path) -> Iterator[str]:
    """What a folder without our manifest must not have, if it has it."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    foreign = [name for name in names if name != "CNAME" and not name.startswith(".")]
    if foreign:
        yield (
            f'{folder} already holds "{foreign[0]}", and nothing says that this command wrote it. '
            "Name an empty folder with -o, or move what is in it elsewhere and build again."
        )


def _refuse(sentences: Iterable[str]) -> None:
    """Refuse with all of the sentences, if there are any."""
    lines = tuple(sentences)
    if lines:
        raise Refused("\n".join((*lines, "Nothing was written.")))
