"""What an article is once it has been read: every value that planning and checks need."""

from datetime import datetime
from typing import TypeAlias

import msgspec

from generator.config.types import Sponsor
from generator.errors import Problem
from generator.markup.types import Dialect, Mention

Free: TypeAlias = object
"""What `extra:` may hold: texts as written, booleans, None, lists and mappings of these."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """An article's own picture, as its front matter gives it; src is as written."""

    src: str
    alt: str = ""
    credit: str = ""
    caption: str = ""
    focus: str = ""
    line: int
    column: int


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong in an article, and since when it is right."""

    date: datetime
    text: str
    material: bool = False


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article's text is gone, and since when."""

    date: datetime
    reason: str


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A source that an article names."""

    title: str
    url: str = ""
    archived: str = ""


class Front(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What front matter says; a text is "" where it says nothing.

    Times are in UTC. authors, topics and sponsor are as written: what they mean, site.yaml says.
    lines has the line of each key that is there.
    """

    title: str = ""
    standfirst: str = ""
    description: str = ""
    kicker: str = ""
    date: datetime | None = None
    embargo: datetime | None = None
    expires: datetime | None = None
    updated: datetime | None = None
    is_draft: bool = False
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: str = ""
    slug: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    picture: Picture | None = None
    is_featured: bool = False
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    sponsor: str | Sponsor | bool | None = None
    references: tuple[Reference, ...] = ()
    lang: str
    extra: dict[str, Free] = {}
    lines: dict[str, int] = {}


class Article(Front, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One file of content/, read whole: its front matter completed, and what its body holds.

    source is its path from the root. permalink ends in "/" and lacks the site's base; it is ""
    where no date gives it one. body and text_digest are digests, this one of its wording; anchors
    are the ids that its html has. remarks are what a proofreader would ask, without excerpts.
    """

    source: str
    is_standing: bool = False
    permalink: str
    body: bytes
    text_digest: bytes
    words: int
    minutes: int
    links: tuple[Mention, ...] = ()
    pictures: tuple[Mention, ...] = ()
    anchors: tuple[str, ...] = ()
    has_embeds: bool = False
    warnings: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What of site.yaml a reading of one article depends on, and nothing more."""

    dialect: Dialect
    timezone: str
    permalink: str
    fields: tuple[str, ...]
