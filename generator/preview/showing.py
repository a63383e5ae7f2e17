"""What is held back, as the preview shows it: as if it were out, and marked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.article.address import dated_name, permalink
from generator.article.types import Article
from generator.card import when
from generator.config.types import Config
from generator.site import State, released, state
from generator.slug import slug

_WORDS = {
    State.DRAFT: "Draft",
    State.UNDATED: "No date",
    State.SCHEDULED: "Waiting",
    State.EXPIRED: "Expired",
}


def as_if_out(article: Article, _now: datetime) -> State:
    """Where an article stands in the preview: out, unless it was withdrawn."""
    return State.WITHDRAWN if article.withdrawn and not article.is_draft else State.PUBLISHED


def shown(article: Article, config: Config, now: datetime) -> Article:
    """An article as the preview shows it: one held back says so in its kicker.

    One without a date stands at the head, at the address that it would have were it out now.
    """
    word = _WORDS.get(state(article, now))
    if not word:
        return article
    marked = replace(article, kicker=f"{word} · {article.kicker or config.title}")
    if article.date or article.is_standing:
        return marked
    last = article.slug or slug(dated_name(article.source)[1])
    address = permalink(config.permalink, last, now, ZoneInfo(config.timezone))
    return replace(marked, date=now, permalink=article.permalink or address)


def mark(article: Article, config: Config, now: datetime) -> str:
    """Why readers do not see an article as of now; "" where they do."""
    stands = state(article, now)
    if stands is State.DRAFT:
        return "Draft: readers do not see this."
    if stands is State.UNDATED:
        return "No date: readers do not see this until it has one."
    if stands is State.SCHEDULED and (release := released(article)):
        what = "Embargoed" if article.embargo == release else "Waiting"
        return f"{what}: readers do not see this until {_told(release, config)}."
    if stands is State.EXPIRED and article.expires:
        return f"Expired: readers have not seen this since {_told(article.expires, config)}."
    return ""


def _told(moment: datetime, config: Config) -> str:
    local = moment.astimezone(ZoneInfo(config.timezone))
    return f"{when(moment, config).day}, {local:%H:%M} ({config.timezone})"
