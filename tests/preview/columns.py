"""Columns in which articles stand everywhere, and what the desk makes of them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace

from generator.article.types import Article
from generator.build import read
from generator.errors import Problem
from generator.preview.desk import desk_page
from generator.preview.edition import Edition
from generator.site import Files, Site, assemble
from tests.sites import NOON, SETTINGS, SmallSite, article

ROOT = Path("/news")
EVERYWHERE: dict[str, str | bytes] = {
    "content/site.yaml": SETTINGS + "topics: {food: {title: Food and drink}}\n",
    "content/draft.md": article("The Draft", draft="true", topics="food", standfirst="Who?"),
    "content/undated.md": article("No Day", date=""),
    "content/next.md": article("Next", date="2026-06-04 20:30", topics="food", standfirst="So"),
    "content/held.md": article("Held", embargo="2027-06-01", topics="food", standfirst="So"),
    "content/out.md": article("Is Out", "one two three", topics="food, city", standfirst="So"),
    "content/older.md": article("Is Older", date="2026-05-01", topics="city", standfirst="So"),
    "content/slip.md": article(
        "The Slip",
        corrections="[{date: 2026-05-28, text: B}, {date: 2026-05-26, text: A}]",
        topics="city",
        standfirst="So",
    ),
    "content/old.md": article("Tickets", date="2026-03-01", expires="2026-04-01"),
    "content/rumour.md": article("Rumour", withdrawn="{date: 2026-05-27, reason: It was not so.}"),
    "content/pages/about.md": article("About", date=""),
    "content/pages/imprint.md": article("Imprint", date="", draft="true"),
}
SLIP = Problem(
    path="content/a.md",
    line=4,
    column=1,
    width=10,
    what='unknown key "standfrist"',
    mend='Did you mean "standfirst"?',
    excerpt="standfrist: <b>谁</b>?",
)


def site_of(column: SmallSite) -> Site:
    """A column as it stands at NOON."""
    return read(column.root, NOON, column.options()).site


def edition_of(site: Site, articles: Iterable[Article] | None = None) -> Edition:
    """An edition of a site, or of other articles in it."""
    if articles is not None:
        files = Files(photos=site.photos, media=site.media, assets=site.assets)
        site = assemble(articles, site.config, site.now, files)
    return Edition(site=site, articles=tuple(site.addresses.values()))


def grown(models: Iterable[Article], count: int) -> Iterator[Article]:
    """As many articles as one likes, each like one of some models, under another name."""
    yield from (_again(model, n) for n, model in zip(range(count), cycle(models), strict=False))


def page_of(edition: Edition, query: str = "") -> str:
    """The desk of an edition at NOON."""
    page = desk_page(
        edition,
        now=NOON,
        token="a token",
        editor="vscode://file{path}:{line}",
        root=ROOT,
        query=query,
    )
    return page.decode()


def _again(model: Article, number: int) -> Article:
    earlier = model.date and model.date - timedelta(hours=number)
    link = f"/2026/05/{number}/" if model.permalink else ""
    return replace(
        model,
        source=f"content/a-name-as-long-as-names-are/{number}.md",
        title=f"{model.title} {number}",
        permalink=link,
        date=earlier,
    )
