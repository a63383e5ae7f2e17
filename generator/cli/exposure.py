"""Where a site's folder lies: whether what it holds back can be reached around `output/`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.cli.git import git_says
from generator.config.reader import read_config
from generator.errors import Problem
from generator.source import CONFIG

_KEPT = "output/.gitignore"
_WEB_ROOTS = ("public_html", "htdocs", "wwwroot")
_SERVED_BY = ("index.html", ".htaccess", ".nojekyll", "CNAME")
_ALL_OF_IT = re.compile(r"""^\s*publish\s*=\s*["']\.?/?["']""", re.MULTILINE)


def exposed(root: Path) -> tuple[Problem, ...]:
    """Warn of `.cache/` or `output/` in git, and of a server that gives out the whole folder."""
    levels = _levels(root)
    found = (*_committed(root), *_served(root.resolve()))
    return tuple(problem for problem in found if levels.get(problem.code) != "off")


def _levels(root: Path) -> Mapping[str, str]:
    """site.yaml's `checks:`; none where it cannot be read, which the build tells of."""
    try:
        config, _ = read_config(CONFIG, (root / CONFIG).read_bytes())
    except OSError:
        return {}
    return config.checks


def _committed(root: Path) -> Iterator[Problem]:
    tracked = _tracked(root)
    for folder in (".cache", "output"):
        files = [path for path in tracked if path.startswith(f"{folder}/") and path != _KEPT]
        if files:
            yield Problem(
                path=files[0],
                what=f"{folder}/ is committed: its history may tell what is held back or withdrawn",
                mend=f"Write {folder}/ into .gitignore, and run: git rm -r --cached {folder}",
                code="WOW215",
                is_warning=True,
            )


def _tracked(root: Path) -> list[str]:
    """The files of both folders that git knows, from the site's root; none without git."""
    said = git_says(root, "ls-files", "-z", "--", ".cache", "output")
    return sorted(filter(None, said.decode("utf-8", "backslashreplace").split("\0")))


def _served(root: Path) -> Iterator[Problem]:
    """Warn where something says that a server gives out the folder that content/ is in."""
    signs = [name for name in _SERVED_BY if (root / name).is_file()]
    if _publishes_all(root / "netlify.toml"):
        signs.append("netlify.toml")
    above = next((part for part in reversed(root.parts) if part in _WEB_ROOTS), "")
    if signs or above:
        where = f"it lies in {above}/" if above else f"{signs[0]} is there"
        yield Problem(
            path=signs[0] if signs else "content",
            what=f"this folder looks like one that a server gives out ({where}): drafts and what "
            "is under embargo could be read in content/ and .cache/",
            mend="Serve output/ alone, or move the site's folder out of there.",
            code="WOW216",
            is_warning=True,
        )


def _publishes_all(settings: Path) -> bool:
    try:
        return _ALL_OF_IT.search(settings.read_text("utf-8", "replace")) is not None
    except OSError:
        return False
