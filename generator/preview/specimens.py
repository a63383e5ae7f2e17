"""A page that has one of everything, for the examples of the theme's components."""

import msgspec

from generator.card import Card, Image, When
from generator.parts import meta, site_view
from generator.site import Site
from generator.view import (
    CorrectionNote,
    IndexEntry,
    Link,
    Meta,
    MonthGroup,
    Pager,
    ReferenceLine,
    SeriesBox,
    SiteView,
    SponsorLine,
)

_WHEN = When(
    iso="2026-11-12T08:00:00+08:00", day="12 November 2026", month="November 2026", year="2026"
)
_DRAWN = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1600' height='1000'%3E"
    "%3Crect width='1600' height='1000' fill='%23b8ad9c'/%3E"
    "%3Ccircle cx='800' cy='500' r='240' fill='%23d8d0c2'/%3E%3C/svg%3E"
)
_IMAGE = Image(
    url=_DRAWN,
    width=1600,
    height=1000,
    alt="A circle",
    credit="Wen Qiao",
    caption="The circle, at noon.",
)


class Specimen(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that views have, of all kinds."""

    site: SiteView
    meta: Meta
    sponsor: SponsorLine
    kicker: str = "Food and drink"
    title: str = "The Noodle Queue"
    description: str = "If eleven people are waiting at a door, does it matter that it is shut?"
    byline: tuple[Link, ...] = (Link(name="Wen Qiao", url="#"), Link(name="Odette Pell", url=""))
    date: When = _WHEN
    updated: When | None = _WHEN
    minutes: int = 4
    lead: Card
    picture: Image = _IMAGE
    earlier: Link = Link(name="The Lost Umbrella", url="#")
    later: Link = Link(name="阳台上的葱", url="#")
    months: tuple[MonthGroup, ...]
    entries: tuple[IndexEntry, ...]
    corrections: tuple[CorrectionNote, ...]
    references: tuple[ReferenceLine, ...]
    topics: tuple[Link, ...]
    series: SeriesBox
    pager: Pager = Pager(newer="#", older="#", number=3)


def specimen(site: Site) -> Specimen:
    """A page of a site, with one of everything; its links lead nowhere."""
    card = Card(
        url="#",
        title="The Noodle Queue",
        standfirst="If eleven people are waiting at a door, does it matter that it is shut?",
        kicker="Food and drink",
        byline=("Wen Qiao",),
        date=_WHEN,
        picture=_IMAGE,
        lang="en",
    )
    chinese = msgspec.structs.replace(
        card, title="阳台上的葱", standfirst="", lang="zh-Hans", picture=None
    )
    note = CorrectionNote(date=_WHEN, text="There were eleven people, not twelve.", material=True)
    return Specimen(
        site=site_view(site),
        meta=meta(site, "The Noodle Queue", ""),
        sponsor=SponsorLine(name="Kettle & Co.", url="#", notice="Sponsored by Kettle & Co."),
        lead=card,
        months=(MonthGroup(name="November 2026", iso="2026-11", cards=(card, chinese)),),
        entries=(
            IndexEntry(
                name="Food and drink", url="#", description="What was in the bowl.", count=12
            ),
            IndexEntry(name="城市", url="#", description="", count=1),
        ),
        corrections=(note,),
        references=(
            ReferenceLine(title="The first post", url="#", archived="#"),
            ReferenceLine(title="A talk with the cook", url="", archived=""),
        ),
        topics=(Link(name="Food and drink", url="#"), Link(name="City life", url="#")),
        series=SeriesBox(
            name="On Waiting",
            url="#",
            part=2,
            parts=(
                Link(name="The Lost Umbrella", url="#"),
                Link(name="The Noodle Queue", url="#", is_here=True),
            ),
        ),
    )
