"""Small sites written inside a test, and what a build makes of them."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.build import Options, build
from generator.report import Report
from generator.work import Workforce

PROJECT = Path(__file__).parent.parent
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SETTINGS = """\
title: The Test Column
url: https://test.example/
timezone: Asia/Shanghai
"""


class SmallSite:
    """A site in a folder of its own; it begins with minimal settings and nothing else."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        self.root = root
        self.write({"content/site.yaml": SETTINGS} | dict(files))

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their path from the root."""
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        file = self.root / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()

    def build(
        self, now: datetime = NOON, *, jobs: int = 0, into: str = "output", is_dry: bool = False
    ) -> Report:
        """Build, in this process where there are no jobs."""
        return build(root=self.root, now=now, options=self.options(jobs, into, is_dry=is_dry))

    def options(self, jobs: int = 0, into: str = "output", *, is_dry: bool = False) -> Options:
        """Options of a build with the project's own theme."""
        return Options(
            theme=PROJECT, output=self.root / into, workforce=Workforce(jobs), is_dry=is_dry
        )

    def output(self, folder: str = "output") -> dict[str, bytes]:
        """Every file that readers can reach, by path."""
        root = self.root / folder
        files = (file for file in root.rglob("*") if file.is_file())
        found = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
        return {path: content for path, content in found.items() if not path.startswith(".wow/")}

    def page(self, path: str) -> str:
        """The text of one output."""
        return (self.root / "output" / path).read_text(encoding="utf-8")


def article(title: str, body: str = "Some words.", **keys: str) -> str:
    """The text of an article; its date is a week before NOON unless keys say otherwise."""
    front = {"title": title, "date": "2026-05-25"} | keys
    lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return f"---\n{lines}---\n{body}\n"
