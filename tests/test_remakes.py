"""Which outputs each kind of edit makes again, and no other."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sites import SETTINGS, TINY_THEME, SmallSite, article, png

# Lists have three articles a page, so that the archive has two full pages and a head of four.
THREE_A_PAGE = f"{SETTINGS}page_size: 3\n"
ARTICLES = {
    "a": article("The Apple", date="2026-04-01", topics="city", authors="Wen", series="Fruit"),
    "b": article("The Bell", date="2026-04-02", topics="city", authors="Wen"),
    "c": article("The Clock", date="2026-04-03", topics="city, food", authors="Pell"),
    "d": article("The Door", "To [the clock](c.md).", date="2026-04-04", topics="city"),
    "e": article("The Eel", date="2026-04-05", topics="food", authors="Pell", series="Fruit"),
    "f": article("The Fern", "![Pot](pot.png)", date="2026-04-06", topics="garden"),
    "g": article("The Gate", date="2026-04-07", topics="city", authors="Wen"),
    "h": article("The Hen", date="2026-04-08", topics="food"),
    "i": article("The Ink", date="2026-04-09", authors="Tang"),
    "j": article("The Jar", "To [the hen](h.md).", date="2026-05-30", topics="food"),
    "draft": article("The Kept", date="2026-04-10", topics="secret", draft="true"),
    "held": article("The Held", date="2026-04-11", embargo="2026-06-01 08:00"),
}
EVENING = datetime(2026, 5, 31, 12, tzinfo=UTC)
AFTER_TWO_DAYS = datetime(2026, 5, 31, 16, tzinfo=UTC)
AFTER_EMBARGO = datetime(2026, 6, 1, tzinfo=UTC)

FEEDS = "feed.xml rss.xml feed.json"
GROUP_FEEDS = (
    "topics/city/feed.xml topics/food/feed.xml topics/garden/feed.xml authors/wen/feed.xml "
    "authors/pell/feed.xml authors/tang/feed.xml series/fruit/feed.xml"
)
ARTICLE_PAGES = (
    "/2026/04/a/ /2026/04/b/ /2026/04/c/ /2026/04/d/ /2026/04/e/ /2026/04/f/ /2026/04/g/ "
    "/2026/04/h/ /2026/04/i/ /2026/05/j/"
)
LISTS = (
    "/archive/ /archive/2026/ /archive/page/1/ /archive/page/2/ /topics/ /topics/city/ "
    "/topics/food/ /topics/garden/ /authors/ /authors/wen/ /authors/pell/ /authors/tang/ "
    "/series/fruit/"
)
ALL_HTML = f"{ARTICLE_PAGES} {LISTS} / /about/ /corrections/ 404.html"
STYLE, POT = "assets/style.*.css", "assets/pot-8.*.jpg"


class Edit(NamedTuple):
    """Files to write (None: to remove), the moment that has come, and what is to follow.

    Outputs are named by path, a star for the fingerprint, pages by their address.
    """

    files: dict[str, str | bytes | None]
    made: str
    removed: str = ""
    now: datetime = EVENING


def _edited(name: str, old: str, new: str) -> dict[str, str | bytes | None]:
    return {f"content/{name}.md": ARTICLES[name].replace(old, new, 1)}


def _with_key(name: str, line: str) -> dict[str, str | bytes | None]:
    return _edited(name, "title:", f"{line}\ntitle:")


EDITS = {
    "a body": Edit(
        _edited("c", "Some words.", "Other words."),
        f"/2026/04/c/ {FEEDS} topics/city/feed.xml topics/food/feed.xml authors/pell/feed.xml",
    ),
    "a body in no group": Edit(
        _edited("i", "Some words.", "Other words."),
        f"/2026/04/i/ {FEEDS} authors/tang/feed.xml",
    ),
    "a title": Edit(
        _edited("c", "The Clock", "The Watch"),
        # its own page, its neighbours', those it is related to, and all lists that show it
        f"/2026/04/c/ /2026/04/b/ /2026/04/d/ /2026/04/e/ /2026/04/g/ /2026/04/h/ /2026/05/j/ "
        f"/ /archive/2026/ /archive/page/1/ /topics/city/ /topics/food/ /authors/pell/ {FEEDS} "
        "topics/city/feed.xml topics/food/feed.xml authors/pell/feed.xml",
    ),
    "a standfirst": Edit(
        _with_key("c", "standfirst: Whose time?"),
        f"/2026/04/c/ /2026/04/d/ /2026/04/e/ /2026/04/g/ /2026/04/h/ /2026/05/j/ "
        f"/ /archive/2026/ /archive/page/1/ /topics/city/ /topics/food/ /authors/pell/ {FEEDS} "
        "topics/city/feed.xml topics/food/feed.xml authors/pell/feed.xml",
    ),
    "a correction": Edit(
        _with_key("i", "corrections: [{date: 2026-04-20, text: It was so.}]"),
        f"/2026/04/i/ /corrections/ corrections/feed.xml {FEEDS} authors/tang/feed.xml sitemap.xml",
    ),
    "a topic more": Edit(
        _edited("c", "city, food", "city, food, garden"),
        f"/2026/04/c/ /2026/04/f/ /topics/ /topics/garden/ {FEEDS} topics/city/feed.xml "
        "topics/food/feed.xml topics/garden/feed.xml authors/pell/feed.xml",
    ),
    "a topic that is new": Edit(
        _with_key("i", "topics: ink"),
        f"/2026/04/i/ /topics/ /topics/ink/ topics/ink/feed.xml {FEEDS} authors/tang/feed.xml "
        "sitemap.xml",
    ),
    "a slug": Edit(
        _with_key("h", "slug: chicken"),
        f"/2026/04/chicken/ /2026/04/g/ /2026/04/i/ /2026/05/j/ / /archive/ /archive/2026/ "
        f"/topics/food/ 404.html {FEEDS} topics/food/feed.xml sitemap.xml "
        "/2026/04/h/ _redirects",
    ),
    "a date, the order as it was": Edit(
        _edited("h", "2026-04-08", "2026-04-08 10:00"),
        f"/2026/04/h/ /2026/05/j/ / /archive/ /archive/2026/ /topics/food/ 404.html {FEEDS} "
        "topics/food/feed.xml sitemap.xml",
    ),
    "a date that changes places": Edit(
        _edited("b", "2026-04-02", "2026-04-03 10:00"),
        f"/2026/04/a/ /2026/04/b/ /2026/04/c/ /2026/04/d/ /2026/04/g/ / /archive/2026/ "
        f"/archive/page/1/ /topics/city/ /authors/wen/ {FEEDS} topics/city/feed.xml "
        "authors/wen/feed.xml sitemap.xml",
    ),
    "a draft of what was out": Edit(
        _with_key("f", "draft: true"),
        f"/2026/04/e/ /2026/04/g/ / /archive/ /archive/2026/ /archive/page/2/ /topics/ {FEEDS} "
        "sitemap.xml",
        removed=f"/2026/04/f/ /topics/garden/ topics/garden/feed.xml {POT}",
    ),
    "a draft's text": Edit(_edited("draft", "Some words.", "Other words."), ""),
    "an article gone": Edit(
        {"content/h.md": None},
        f"/2026/04/g/ /2026/04/i/ /2026/05/j/ / /archive/ /archive/2026/ /topics/ /topics/food/ "
        f"404.html {FEEDS} topics/food/feed.xml sitemap.xml /2026/04/h/ _redirects",
    ),
    "an article more": Edit(
        {"content/n.md": article("The New", date="2026-05-31", topics="food", authors="Wen")},
        f"/2026/05/n/ /2026/05/j/ / /archive/ /archive/2026/ /topics/ /topics/food/ /authors/ "
        f"/authors/wen/ 404.html {FEEDS} topics/food/feed.xml authors/wen/feed.xml sitemap.xml "
        "news-sitemap.xml",
    ),
    "a part more of a series": Edit(
        {"content/n.md": article("The New", date="2026-05-31", series="Fruit")},
        f"/2026/05/n/ /2026/05/j/ /2026/04/a/ /2026/04/e/ / /archive/ /archive/2026/ "
        f"/series/fruit/ 404.html {FEEDS} series/fruit/feed.xml sitemap.xml news-sitemap.xml",
    ),
    "enough for another page": Edit(
        {
            "content/n.md": article("The New", date="2026-05-31"),
            "content/o.md": article("The Other", date="2026-05-31 10:00"),
        },
        # of the full pages only the newest, whose "newer" now leads to the new one
        f"/2026/05/n/ /2026/05/o/ /2026/05/j/ / /archive/ /archive/2026/ /archive/page/2/ "
        f"/archive/page/3/ 404.html {FEEDS} sitemap.xml news-sitemap.xml",
    ),
    "a picture": Edit(
        {"content/pot.png": png("blue")},
        f"/2026/04/f/ {POT} {FEEDS} topics/garden/feed.xml",
        removed=POT,
    ),
    "a standing page": Edit({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"}, "/about/"),
    "the template of articles": Edit(
        {"templates/pages/article.html": "{{ page.title }}"}, ARTICLE_PAGES
    ),
    "the template of all pages": Edit(
        {"templates/base.html": f"Here {TINY_THEME['templates/base.html']}"}, ALL_HTML
    ),
    "the styles": Edit(
        {"static/css/base.css": "p { color: red }"},
        f"{ALL_HTML} {FEEDS} {GROUP_FEEDS} corrections/feed.xml {STYLE}",
        removed=STYLE,
    ),
    "the site's title": Edit(
        {"content/site.yaml": THREE_A_PAGE.replace("The Test", "Another")},
        f"{ALL_HTML} {FEEDS} {GROUP_FEEDS} corrections/feed.xml news-sitemap.xml",
    ),
    "the copyright": Edit(
        {"content/site.yaml": f"{THREE_A_PAGE}copyright: © 2026\n"},
        f"{ALL_HTML} {FEEDS} {GROUP_FEEDS}",
    ),
    "nothing": Edit({}, ""),
    "the clock, past two days of news": Edit({}, "news-sitemap.xml", now=AFTER_TWO_DAYS),
    "the clock, past an embargo": Edit(
        {},
        f"/2026/04/held/ /2026/04/i/ /2026/05/j/ / /archive/ /archive/2026/ 404.html {FEEDS} "
        "sitemap.xml news-sitemap.xml",
        now=AFTER_EMBARGO,
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_makes_again_what_shows_it(edit: Edit, tmp_path: Path, tiny_theme: Path) -> None:
    small = _site(tmp_path, tiny_theme)
    small.build(EVENING)
    _apply(edit, small)
    report = small.build(edit.now)
    assert set(report.written) == set(report.reasons)
    assert _starred(report.written) == _paths(edit.made)
    assert _starred(report.removed) == _paths(edit.removed)


def _site(root: Path, theme: Path) -> SmallSite:
    files: dict[str, str | bytes] = {f"content/{name}.md": ARTICLES[name] for name in ARTICLES}
    files["content/pages/about.md"] = "---\ntitle: About\n---\nAbout us.\n"
    files |= {"content/site.yaml": THREE_A_PAGE, "content/pot.png": png("red")}
    return SmallSite(root, files, theme)


def _apply(edit: Edit, small: SmallSite) -> None:
    for path, content in edit.files.items():
        if content is None:
            small.remove(path)
        else:
            small.write({path: content})


def _starred(paths: Iterable[str]) -> set[str]:
    return {re.sub(r"(?<=\.)[0-9a-f]{10}(?=\.)", "*", path) for path in paths}


def _paths(named: str) -> set[str]:
    """Paths in output/ of what is named."""
    names = (name.lstrip("/") for name in named.split())
    return {f"{name}index.html" if not name or name[-1] == "/" else name for name in names}
