"""What commands need of this machine: the clock, the cores, the theme's folder, the site's zone."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import click

from generator.build import Options
from generator.cli.globals import root
from generator.config import parse_config
from generator.config.places import host_name
from generator.config.types import Address
from generator.errors import SiteError
from generator.source import CONFIG
from generator.work import Workforce
from generator.yaml.moment import moment

_PATH = re.compile(r"(?:/[\w.~-]*[\w~-])*/?$", re.ASCII)


def build_options(
    output: Path | None = None,
    *,
    base_url: str | None = None,
    jobs: int | None = None,
    is_dry: bool = False,
) -> Options:
    """The options of a build, defaults filled in from this machine."""
    return Options(
        theme=theme_folder(),
        output=(output or root() / "output").absolute(),
        address=_address(base_url) if base_url else None,
        workforce=Workforce(jobs or _cores()),
        is_dry=is_dry,
    )


def theme_folder() -> Path:
    """Where the built-in theme is: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent


def clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


def moment_asked_for(text: str | None) -> datetime:
    """The moment of `--now`, in the site's zone where it names none; without it, now."""
    if text is None:
        return clock()
    try:
        return moment(text, ZoneInfo(site_zone()))
    except ValueError as error:
        said = f'"{text}" is no time. Write it as 2026-11-24 or 2026-11-24T09:00.'
        raise click.BadParameter(said, param_hint="--now") from error


def site_zone() -> str:
    """The site's time zone; UTC where site.yaml cannot say, which the build will tell of."""
    file = root() / CONFIG
    try:
        return parse_config(CONFIG, file.read_bytes()).timezone
    except (SiteError, OSError):
        return "UTC"


def _address(url: str) -> Address:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        host = host_name(parts.hostname or "")
    except ValueError:
        parts, port, host = urlsplit(""), "", ""
    if parts.scheme not in ("http", "https") or not host or not _is_plain(parts):
        said = f'"{url}" is no address. Write it whole: https://example.org/column/.'
        raise click.BadParameter(said, param_hint="--base-url")
    return Address(f"{parts.scheme}://{host}{port}", parts.path.rstrip("/"))


def _is_plain(parts: SplitResult) -> bool:
    """Whether an address has a simple path, and neither name, query nor fragment."""
    return _PATH.match(parts.path) is not None and not (
        parts.query or parts.fragment or "@" in parts.netloc
    )


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
