"""What commands need of this machine: the clock, the cores, the theme's folder, the site's zone."""

# ruff: noqa: PLC0415 (a build without these options waits for no reader of YAML)

import os
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from generator.build import Options
from generator.cli.globals import root
from generator.cli.pagefind import find_pagefind
from generator.cli.progress import Progress
from generator.errors import SiteError
from generator.source import CONFIG
from generator.workforce import Workforce

if TYPE_CHECKING:
    from generator.config.types import Address


# Parts of Pillow that a system's own build of it may lack, and what for.
_PARTS = {
    "_avif": "AVIF",
    "_webp": "WebP",
    "_imagingcms": "colour profiles",
    "_imagingft": "letters",
}


def build_options(
    output: Path | None = None,
    *,
    base_url: str | None = None,
    jobs: int | None = None,
    is_dry: bool = False,
) -> Options:
    """The options of a build, defaults filled in from this machine.

    Raises OSError: it has no whole Pillow.
    """
    _see_that_pillow_is_whole()
    tell = Progress()
    return Options(
        theme=theme_folder(),
        output=(output or root() / "output").absolute(),
        address=_address(base_url) if base_url else None,
        workforce=Workforce(jobs or _cores(), tell=tell),
        is_dry=is_dry,
        indexer=find_pagefind(tell),
    )


def _see_that_pillow_is_whole() -> None:
    # Not find_spec(): for a part it loads the whole, which most builds do without.
    whole = find_spec("PIL")
    places = whole.submodule_search_locations if whole else []
    missing = [
        part for name, part in _PARTS.items() if not PathFinder.find_spec(f"PIL.{name}", places)
    ]
    if missing:
        said = f"the one that is installed here was built without {', '.join(missing)}"
        mend = "Run: python -m pip install --force-reinstall --only-binary :all: pillow"
        raise OSError(None, f"{said}, which pictures need. {mend}", "Pillow")


def theme_folder() -> Path:
    """Where the built-in theme is: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent


def clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


def running_clock(start: datetime) -> Callable[[], datetime]:
    """A clock that shows start at this moment, and runs on."""
    ahead = start - clock()
    return lambda: clock() + ahead


def moment_asked_for(text: str | None) -> datetime:
    """The moment of `--now`, in the site's zone where it names none; without it, now."""
    if text is None:
        return clock()
    from generator.yaml.moment import moment

    try:
        return moment(text, ZoneInfo(site_zone()))
    except ValueError as error:
        said = f'"{text}" is no time. Write it as 2026-11-24 or 2026-11-24T09:00.'
        raise click.BadParameter(said, param_hint="--now") from error


def site_zone() -> str:
    """The site's time zone; UTC where site.yaml cannot say, which the build will tell of."""
    from generator.config.reader import parse_config

    file = root() / CONFIG
    try:
        return parse_config(CONFIG, file.read_bytes()).timezone
    except (SiteError, OSError):
        return "UTC"


def _address(url: str) -> "Address":
    from generator.config.places import address_of

    address = address_of(url)
    if address is None:
        said = f'"{url}" is no address. Write it whole: https://example.org/column/.'
        raise click.BadParameter(said, param_hint="--base-url")
    return address


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
