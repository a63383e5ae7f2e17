"""The settings of a site, as checked values."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from generator.markup.types import Mention


class Address(NamedTuple):
    """Where a site is: scheme and host without a slash at its end, and its path likewise."""

    origin: str
    base: str


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes; key is what a byline may say instead of the name."""

    key: str
    name: str
    role: str = ""
    bio: str = ""
    url: str = ""
    image: str = ""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic that site.yaml names; key is what an article may say instead of the title."""

    key: str
    title: str
    description: str = ""


class Sponsor(msgspec.Struct, frozen=True, kw_only=True):
    """Who pays for a page, and the line that says so."""

    name: str
    url: str = ""
    notice: str
    starts: datetime | None = None
    ends: datetime | None = None


class NavigationLink(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the masthead's navigation: url is a site path or an absolute URL."""

    name: str
    url: str


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that content/site.yaml says, defaults filled in.

    origin is the scheme and host without a slash at its end; base the site's path, "" at the
    root of its host or "/column". legal_html is the legal notice, marked up, and legal_links
    what its marks stand for. hosts may show pictures, embeds frames that readers ask for; policy
    are more hosts, by what pages may load from them. lines has the line of each setting that is
    there.
    """

    title: str
    tagline: str = ""
    origin: str
    base: str = ""
    language: str = "en"
    chinese: str = "zh-Hans"
    timezone: str
    description: str = ""
    authors: tuple[Author, ...] = ()
    topics: tuple[Topic, ...] = ()
    sponsor: str = ""
    sponsors: dict[str, Sponsor] = {}
    copyright: str = ""
    legal_html: str = ""
    legal_links: tuple[Mention, ...] = ()
    fields: tuple[str, ...] = ()
    navigation: tuple[NavigationLink, ...] = ()
    hosts: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    policy: dict[str, tuple[str, ...]] = {}
    checks: dict[str, str] = {}
    feeds: str = "all"
    cards: bool = False
    search: bool = False
    permalink: str = "/{year}/{month}/{slug}/"
    page_size: int = 20
    lines: dict[str, int] = {}
    publish: dict[str, dict[str, str]] = {}
