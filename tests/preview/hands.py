"""Those who write and design a site, as files see them: mixed edits, drawn by chance."""

import time
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.properties.edits import (
    BEGINNING,
    BROKEN,
    FILES,
    KEYS,
    NAMES,
    PARAGRAPHS,
    SETTINGS,
)
from tests.sites import SmallSite

_DOOR = "content/images/door.png"
_TWIN = "content/d/paper.pdf"  # of two files with one name, an article may link to one alone
_SHOWS = {"content/shows.md": "# Shows\n\n![Bad](/images/bad.png)\n"}
_PAUSES = (0.0, 0.0, 0.02, 0.1)  # seconds between edits
# The page of an article without a date shows the moment at which it was asked for.
_KEYS = KEYS | {"date": tuple(day for day in KEYS["date"] if day)}


class Hands:
    """Edit a site, one step after another, without a look at what comes of it."""

    def __init__(self, site: SmallSite, chance: Random) -> None:
        self.site, self.chance = site, chance
        self._fronts = {name: {"title": "A", **front} for name, (front, _) in BEGINNING.items()}
        self._bodies = {name: body for name, (_, body) in BEGINNING.items()}
        self._settings: dict[str, str] = {}
        self._steps: Sequence[Callable[[], None]] = (
            *[self._write_body] * 6,
            *[self._set_key] * 5,
            *[self._put_file] * 3,
            self._change_settings,
            self._remove,
            self._rename,
            self._break_and_mend,
            self._move_away_and_back,
        )
        self.mend()

    def step(self) -> None:
        """Do one thing, and perhaps rest."""
        self.chance.choice(self._steps)()
        time.sleep(self.chance.choice(_PAUSES))

    def mend(self) -> None:
        """Take out all that may keep the site from being built."""
        for front in self._fronts.values():
            for key in ("url", "aliases", "slug", "image"):
                front.pop(key, None)
        self._settings = {key: values[0] for key, values in SETTINGS.items() if key != "checks"}
        self._write_settings()
        self._put(_DOOR, FILES[_DOOR][0])
        self._put(_TWIN, None)
        for name in self._fronts:
            self._write(name)

    def _write_body(self) -> None:
        """Give an article another text; a new one if there is none."""
        name = self.chance.choice(NAMES)
        self._fronts.setdefault(name, {"title": "The New", "date": "2026-05-26"})
        self._bodies[name] = "\n\n".join(self.chance.choices(PARAGRAPHS, k=3))
        self._write(name)

    def _set_key(self) -> None:
        """Write a key of an article's front matter, or take it out."""
        if self._fronts:
            name, key = self._some(self._fronts), self._some(_KEYS)
            self._fronts[name][key] = self.chance.choice(_KEYS[key])
            self._write(name)

    def _put_file(self) -> None:
        """Add, change or remove a picture, an attachment, a template or a static file."""
        path = self._some(FILES)
        self._put(path, self.chance.choice(FILES[path]))

    def _change_settings(self) -> None:
        """Write a setting of the site."""
        key = self._some(SETTINGS)
        self._settings[key] = self.chance.choice(SETTINGS[key])
        self._write_settings()

    def _remove(self) -> None:
        """Remove an article."""
        if self._fronts:
            name = self._some(self._fronts)
            self.site.remove(name)
            del self._fronts[name], self._bodies[name]

    def _rename(self) -> None:
        """Give an article's file another name."""
        free = [name for name in NAMES if name not in self._fronts]
        if self._fronts and free:
            old, new = self._some(self._fronts), self.chance.choice(free)
            self._fronts[new], self._bodies[new] = self._fronts.pop(old), self._bodies.pop(old)
            (self.site.root / new).parent.mkdir(parents=True, exist_ok=True)
            (self.site.root / old).rename(self.site.root / new)

    def _break_and_mend(self) -> None:
        """Break a file, and mend it a little later."""
        path, content = BROKEN[self._some(BROKEN)]
        files = {path: content, **_SHOWS}
        kept = {each: self._content(each) for each in files}
        self.site.write(files)
        time.sleep(self.chance.choice(_PAUSES))
        for each, was in kept.items():
            self._put(each, was)

    def _move_away_and_back(self) -> None:
        """Rename a whole folder, and rename it back."""
        folder = self.site.root / self.chance.choice(("content", "content/deep", "static"))
        away = self.site.root.parent / "away"
        if folder.is_dir():
            folder.rename(away)
            time.sleep(self.chance.choice(_PAUSES))
            away.rename(folder)

    def _write(self, name: str) -> None:
        """Write an article as it now is, in place or by another file's name."""
        front = "".join(f"{key}: {value}\n" for key, value in self._fronts[name].items() if value)
        text = f"---\n{front}---\n{self._bodies[name]}\n"
        if self.chance.random() < 0.7:
            self.site.write({name: text})
            return
        self.site.write({f"{name}.swp": text})
        (self.site.root / f"{name}.swp").replace(self.site.root / name)

    def _write_settings(self) -> None:
        lines = (f"{key}: {value}\n" for key, value in self._settings.items() if value)
        self.site.write({"content/site.yaml": "".join(lines)})

    def _put(self, path: str, content: str | bytes | None) -> None:
        if content is not None:
            self.site.write({path: content})
        else:
            (self.site.root / path).unlink(missing_ok=True)

    def _content(self, path: str) -> bytes | None:
        file = self.site.root / path
        return file.read_bytes() if file.exists() else None

    def _some(self, names: Mapping[str, object]) -> str:
        return self.chance.choice(sorted(names))
