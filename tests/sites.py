"""Small sites written inside a test, and what a build makes of them."""

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.build import Options, build
from generator.cache import Shelf, open_cache
from generator.cli.pagefind import find_pagefind
from generator.material import read_templates
from generator.render import Compiling, uncompiled
from generator.report import Report
from generator.source import LEDGER, read_sources, survey
from generator.work import Workforce

PROJECT = Path(__file__).parent.parent
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SETTINGS = """\
title: The Test Column
url: https://test.example/
timezone: Asia/Shanghai
"""
SLOW = (
    "```python\n"
    + 'x = ["a", 1]\n' * 15_000
    + "```\n\n"
    + "".join(f"a[^{number}] a\n\n[^{number}]: b\n\n" for number in range(3_000))
)
"""A text that takes many times 0.2 s to read: colouring code and footnotes cost most of all that
is not refused.
"""
_PAGES = (
    "archive article corrections front gone index listing not-found redirect search standing "
    "withdrawn"
)
_WITH_BODY = (
    '{% extends "base.html" %}{% block main %}{{ page }} {{ page.body|html }}{% endblock %}'
)
_FEED = "{{ page }}{% for entry in page.entries %}{{ entry.body|html }}{% endfor %}"
# Shows a view whole, as Python writes it: whatever differs in a view differs in the bytes.
TINY_THEME = {
    "templates/base.html": "<html><body>{% block main %}{{ page }}{% endblock %}</body></html>",
    **{f"templates/pages/{name}.html": '{% extends "base.html" %}' for name in _PAGES.split()},
    "templates/pages/article.html": _WITH_BODY,
    "templates/pages/standing.html": _WITH_BODY,
    "templates/feeds/atom.xml": _FEED,
    "templates/feeds/rss.xml": _FEED,
    "templates/feeds/feed.json": _FEED,
    "templates/feeds/corrections.xml": "{{ page }}",
    "templates/feeds/sitemap.xml": "{{ page }}",
    "templates/feeds/sitemap-index.xml": "{{ page }}",
    "templates/feeds/news-sitemap.xml": "{{ page }}",
    "static/css/base.css": "p { color: black }",
    "static/favicon.svg": "<svg/>",
}


class SmallSite:
    """A site in a folder of its own; it begins with minimal settings and nothing else.

    What the theme's folder knows of its templates, it knows too.
    """

    def __init__(self, root: Path, files: Mapping[str, str | bytes], theme: Path = PROJECT) -> None:
        self.root, self.theme = root, theme
        # Beside the project's theme lies the cache of the sample column.
        if theme != PROJECT and (theme / ".cache").exists() and not (root / ".cache").exists():
            shutil.copytree(theme / ".cache", root / ".cache")
        self.write({"content/site.yaml": SETTINGS} | dict(files))

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their path from the root."""
        write_files(self.root, files)

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        file = self.root / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()

    def grow_old(self) -> None:
        """Set the time of every file, the theme's too, an hour back: nothing of it is in doubt."""
        then = time.time() - 3600.5
        for folder in (self.root / "content", self.theme):
            for path in folder.rglob("*.*"):
                os.utime(path, (then, then))

    def build(
        self,
        now: datetime = NOON,
        *,
        jobs: int = 0,
        into: str = "output",
        is_dry: bool = False,
        removals: int = 0,
        advises: bool = False,
    ) -> Report:
        """Build, in this process where there are no jobs."""
        options = self.options(jobs, into, is_dry=is_dry)
        options = replace(options, removals=removals, advises=advises)
        return build(root=self.root, now=now, options=options)

    def options(self, jobs: int = 0, into: str = "output", *, is_dry: bool = False) -> Options:
        """Options of a build with this site's theme."""
        return Options(
            theme=self.theme,
            output=self.root / into,
            workforce=Workforce(jobs),
            is_dry=is_dry,
            indexer=find_pagefind(),
        )

    def ledger(self) -> str:
        """The ledger as it is now; "" where there is none."""
        file = self.root / LEDGER
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def output(self, folder: str = "output") -> dict[str, bytes]:
        """Every file that readers can reach, by path."""
        found = files_in(self.root / folder)
        return {path: content for path, content in found.items() if not path.startswith(".wow/")}

    def page(self, path: str) -> str:
        """The text of one output."""
        return (self.root / "output" / path).read_text(encoding="utf-8")

    def copy(self, root: Path) -> "SmallSite":
        """The same site at another place, never built."""
        folders = ("content", "templates", "static")
        made = SmallSite(root, files_below(self.root, folders), self.theme)
        shutil.rmtree(root / ".cache", ignore_errors=True)
        return made


def write_files(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their path from a folder."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by path."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def files_below(root: Path, folders: Iterable[str]) -> dict[str, bytes]:
    """Every file of some folders, by path from where the folders are."""
    return {
        f"{folder}/{path}": content
        for folder in folders
        for path, content in files_in(root / folder).items()
    }


def copy_of_theme(folder: Path) -> Path:
    """The project's own theme as it is now, in another folder."""
    write_files(folder, files_below(PROJECT, ("templates", "static")))
    return folder


def know_templates(theme: Path) -> None:
    """Compile the templates of a theme into a cache beside them: it takes a build 0.2 s."""
    with open_cache(theme) as cache:
        seen = survey(theme / ".cache", theme)  # a site without templates of its own
        templates = read_templates(read_sources(seen, {}).templates, cache)
        compiling = Compiling(templates, Shelf(cache.compiled), 0)
        for name in uncompiled(templates, ()):
            compiling(name)


def article(title: str, body: str = "Some words.", **keys: str) -> str:
    """The text of an article; its date is a week before NOON unless keys say otherwise."""
    front = {"title": title, "date": "2026-05-25"} | keys
    lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return f"---\n{lines}---\n{body}\n"


def png(colour: str, side: int = 8) -> bytes:
    """A square picture of one colour."""
    file = BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return file.getvalue()
