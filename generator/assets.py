"""The theme's static files -> what is published: CSS joined into one file, all fingerprinted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from generator.digest import digest_of_bytes
from generator.errors import Problem, SiteError, near
from generator.metadata import refuse_telling
from generator.source import Source
from generator.text import decode

STYLESHEET = "style.css"
STEM = 48  # letters of a name that are kept: with the digest it must stay a file's name
# The order of the layers; a component's file may stand anywhere among the components.
_LAYERS = ("layers.css", "reset.css", "tokens.css", "base.css", "layout.css", "components/", "")
_NOTE = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|#)([^"')]+)\1\s*\)""")


@dataclass(frozen=True, kw_only=True)
class Assets:
    """Published files of the theme: path in output/ by name below static/, content by path."""

    paths: Mapping[str, str]
    files: Mapping[str, bytes]


def make_assets(static: Mapping[str, Source]) -> Assets:
    """Fingerprint static files by name; join those below css/ into STYLESHEET.

    Raises SiteError where the CSS names a file that is not there, or a picture says too much.
    """
    sheets = {name: static[name] for name in sorted(static) if name.endswith(".css")}
    files = {name: static[name].read() for name in sorted(static) if name not in sheets}
    for name, content in files.items():
        refuse_telling(static[name].path, content)
    paths = {name: _fingerprinted(name, content) for name, content in files.items()}
    published = {paths[name]: content for name, content in files.items()}
    if sheets:
        style = _joined(sheets, paths)
        paths[STYLESHEET] = _fingerprinted(STYLESHEET, style)
        published[paths[STYLESHEET]] = style
    return Assets(paths=dict(sorted(paths.items())), files=published)


def _fingerprinted(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return f"assets/{path.stem[:STEM]}.{digest_of_bytes(content).hex()[:10]}{path.suffix}"


def _joined(sheets: Mapping[str, Source], paths: Mapping[str, str]) -> bytes:
    texts = [_with_urls(sheets[name], name, paths) for name in sorted(sheets, key=_layer)]
    return _without_notes("\n".join(texts)).encode()


def _without_notes(css: str) -> str:
    """CSS without comments, indentation and empty lines; strings stay as they are."""
    css = _NOTE.sub(lambda found: found.group(1) or " ", css)
    lines = (line.strip() for line in css.splitlines())
    return "\n".join(line for line in lines if line)


def _layer(name: str) -> tuple[int, str]:
    below = name.removeprefix("css/")
    return next(n for n, layer in enumerate(_LAYERS) if below.startswith(layer)), name


def _with_urls(sheet: Source, name: str, paths: Mapping[str, str]) -> str:
    """A sheet's text, its url()s pointing at the published files, which lie beside it."""

    def published(match: re.Match[str]) -> str:
        path, mark, part = match.group(2).strip().partition("#")
        target = _joined_path(PurePosixPath(name).parent, unquote(path.partition("?")[0]))
        if target not in paths:
            raise SiteError([_missing(sheet, text[: match.start(2)], target, paths)])
        return f'url("{quote(PurePosixPath(paths[target]).name)}{mark}{part}")'

    text = decode(sheet.path, sheet.read())
    return _URL.sub(published, text)


def _joined_path(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (*folder.parts, *target.split("/")):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _missing(sheet: Source, before: str, target: str, paths: Mapping[str, str]) -> Problem:
    meant = near(target, list(paths))
    return Problem(
        path=sheet.path,
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
        what=f'there is no file "static/{target}"',
        mend=f'Did you mean "{meant}"?' if meant else "Paths count from the folder of this file.",
    )
