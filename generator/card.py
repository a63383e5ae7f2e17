"""Article -> Card: all that a listing may know of it, so that an edited body touches no listing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.article.types import Article, Picture
from generator.config.types import Author, Config
from generator.media import Photo, is_elsewhere, photo_named

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SIDES = {"left": 0, "top": 0, "center": 50, "right": 100, "bottom": 100}
_NEVER = datetime.min.replace(tzinfo=UTC)


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A moment in the site's zone: iso (RFC 3339), day "13 August 2014", month "August 2014"."""

    iso: str
    day: str
    month: str
    year: str


class ImageSource(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in one format: its media type, and its widths and addresses."""

    type: str
    srcset: str


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as published: width and height in its own pixels, url its largest plain rendition.

    One at another host has no size that is known here: 0. srcset are all plain ones, sources those
    in other formats, the best first. focus are the classes of what stays in view where its box
    crops it, tint those of the colour that it has until it is there, since a page's policy stops
    styles in attributes.
    """

    url: str
    width: int
    height: int
    alt: str
    credit: str = ""
    caption: str = ""
    focus: str = ""
    tint: str = ""
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """All that a listing may know of an article."""

    url: str
    title: str
    standfirst: str
    kicker: str
    byline: tuple[str, ...]
    date: When
    picture: Image | None
    lang: str


class Cards(Mapping[str, Card]):
    """The cards of articles that have a date, by source, each made when it is first asked for.

    people are site.yaml's authors by name.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        config: Config,
        photos: Mapping[str, Photo],
        people: Mapping[str, Author],
    ) -> None:
        self._articles, self._given = articles, (config, photos, people)
        self._made: dict[str, Card] = {}

    def __getitem__(self, source: str) -> Card:
        card = self._made.get(source)
        if card is None:
            card = self._made[source] = _made(self._articles[source], *self._given)
        return card

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)

    def with_article(self, article: Article) -> "Cards":
        """The same with an article as it is now."""
        return Cards({**self._articles, article.source: article}, *self._given)


def _made(
    article: Article, config: Config, photos: Mapping[str, Photo], people: Mapping[str, Author]
) -> Card:
    return Card(
        url=config.base + article.permalink,
        title=article.title,
        standfirst=article.standfirst or article.description,
        kicker=article.kicker or config.title,
        byline=tuple([author_named(name, people).name for name in article.authors]),
        date=when(article.date or _NEVER, config),
        picture=own_picture(article, config, photos),
        lang=article.lang,
    )


def own_picture(article: Article, config: Config, photos: Mapping[str, Photo]) -> Image | None:
    """The picture that an article's front matter names, where its file is there."""
    picture = article.picture
    if picture is None:
        return None
    if is_elsewhere(picture.src):
        return _in_words(picture, Image(url=picture.src, width=0, height=0, alt=""))
    photo = photo_named(article, picture.src, photos)
    return _in_words(picture, image(photo, config)) if photo else None


def image(photo: Photo, config: Config) -> Image:
    """A photo with its site paths, and no words."""
    sets = {
        format_: ", ".join(f"{config.base}/{each.path} {each.width}w" for each in members)
        for format_, members in groupby(photo.renditions, attrgetter("format"))
    }
    plain = sets.pop(photo.format)
    return Image(
        url=f"{config.base}/{photo.path}",
        width=photo.width,
        height=photo.height,
        alt="",
        focus="focus-whole" if photo.is_drawing else "",
        tint=_tint_classes(photo.tint),
        srcset=plain if ", " in plain else "",
        sources=tuple(ImageSource(type=f"image/{each}", srcset=sets[each]) for each in sets),
    )


def _tint_classes(tint: str) -> str:
    """The classes of a colour; "" where none is known."""
    if not tint.isdigit():
        return tint and f"tint-{tint}"
    return "tint " + " ".join(f"tint-{of}-{level}" for of, level in zip("rgb", tint, strict=True))


def _in_words(picture: Picture, shown: Image) -> Image:
    """A picture with the words that front matter gives it."""
    return replace(
        shown,
        alt=picture.alt,
        credit=picture.credit,
        caption=picture.caption,
        focus=focus_classes(picture.focus) or shown.focus,
    )


def focus_classes(written: str) -> str:
    """The classes for a place in a picture, in steps of 5 %; "" where none is written."""
    if not written:
        return ""
    across, down = f"{written} center".split()[:2]
    if across in ("top", "bottom") or down in ("left", "right"):
        across, down = down, across
    return f"focus-x-{_step(across)} focus-y-{_step(down)}"


def _step(place: str) -> int:
    """A place along a side, in percent: a multiple of 5."""
    return _SIDES[place] if place in _SIDES else 5 * round(int(place.removesuffix("%")) / 5)


def when(moment: datetime, config: Config) -> When:
    """A moment as readers of the site see it."""
    return _when(moment, config.timezone)


@lru_cache(maxsize=50_000)
def _when(moment: datetime, timezone: str) -> When:
    local = moment.astimezone(ZoneInfo(timezone))
    month = f"{MONTHS[local.month - 1]} {local.year}"
    return When(
        iso=local.isoformat(timespec="seconds"),
        day=f"{local.day} {month}",
        month=month,
        year=f"{local.year:04}",
    )


def iso(moment: datetime, config: Config) -> str:
    """The iso of that moment alone, for lists that show no more of all articles."""
    return moment.astimezone(ZoneInfo(config.timezone)).isoformat(timespec="seconds")


def year(article: Article, config: Config) -> str:
    """The year that a card has of its article."""
    return f"{(article.date or _NEVER).astimezone(ZoneInfo(config.timezone)).year:04}"


def people_of(config: Config) -> dict[str, Author]:
    """The authors that site.yaml names, by key and by name; of two, the first."""
    people: dict[str, Author] = {}
    for author in config.authors:
        people.setdefault(author.key, author)
        people.setdefault(author.name, author)
    return people


def author_named(name: str, people: Mapping[str, Author]) -> Author:
    """The author that a byline means: one of people, else just the name."""
    return people.get(name) or Author(key=name, name=name)
