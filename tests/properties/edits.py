"""What an editor, a designer and the clock can do to a site, as tables to draw from."""

from datetime import UTC, datetime

from tests.sites import NOON, png

NAMES = (
    "content/a.md",
    "content/b.md",
    "content/2026-05-28-c.md",
    "content/d/index.md",
    "content/e/index.md",
    "content/deep/er/f.md",
    "content/pages/about.md",
)

# What a site begins with: by name, what its front matter has besides a title, and its text.
BEGINNING = {
    "content/a.md": ({"date": "2026-05-25"}, "Read [d](d/index.md)."),
    "content/b.md": (
        {"date": "2026-05-25", "expires": "2026-06-03 01:00", "topics": "Food"},
        "![Door](/images/door.png)",
    ),
    "content/2026-05-28-c.md": (
        {"title": "The Lost Umbrella", "embargo": "2026-06-02 09:00"},
        "Read [a](a.md).",
    ),
    "content/d/index.md": ({"date": "2026-06-03"}, "See [the paper](paper.pdf)."),
}

MOMENTS = (
    datetime(2026, 5, 24, tzinfo=UTC),
    NOON,
    datetime(2026, 6, 2, 2, tzinfo=UTC),
    datetime(2026, 6, 2, 16, 30, tzinfo=UTC),
    datetime(2026, 6, 2, 17, 30, tzinfo=UTC),
    datetime(2026, 6, 5, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
)

# Each key with what it may say; "" takes it out.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("The Queue", "The Lost Umbrella", "王家的队", '"Straight & <angled>"'),
    "standfirst": ("Who waits?", "Who waits longest?", ""),
    "description": ("About waiting.", ""),
    "date": ("2026-05-20", "2026-05-25 09:00", "2026-05-31 22:00", "2026-06-03", "2025-12-31", ""),
    "updated": ("2026-05-30", "2026-05-31 10:00", ""),
    "embargo": ("2026-06-02 09:00", "2026-05-01", "", ""),
    "expires": ("2026-06-03 01:00", "2026-05-29", "", ""),
    "draft": ("true", "false", ""),
    "withdrawn": ("\n  date: 2026-05-30\n  reason: It was wrong.", "", ""),
    "topics": ("city, food", "Food", "Tea", "[茶, City life]", ""),
    "authors": ("wen", "[wen, Pell]", "Pell", ""),
    "series": ("On Queues", "On queues", "Lifts", ""),
    "kicker": ("Small matters", ""),
    "slug": ("same", "other", "the-lost-umbrella", "", ""),
    "url": ("/special/place/", "", "", ""),
    "aliases": ("/old/", "[/older.html, /2014/old/]", "", ""),
    "image": (
        "\n  src: /images/door.png\n  alt: A door\n  credit: Wen",
        "\n  src: own.png\n  alt: A thing\n  credit: Pell\n  caption: Its own",
        "",
    ),
    "featured": ("true", ""),
    "corrections": ("\n  - date: 2026-05-29\n    text: It was Tuesday.", ""),
    "sponsor": ("kettle", "false", ""),
    "sources": ("\n  - title: A post\n    url: https://elsewhere.example/", ""),
    "lang": ("zh-Hans", ""),
    "extra": ("\n  mood: calm", "\n  allow-mention: true", ""),
}

TIMES = ("date", "embargo", "expires", "draft", "withdrawn", "updated")

PARAGRAPHS = (
    "Plain words of the lost umbrella.",
    "Plain words of The Lost Umbrella, [elsewhere](https://a.example/the-lost-umbrella/).",
    "Other words, *more* of them.",
    "## A heading\n\nWith words.",
    "Read [a](/a.md), or [b](../b.md), or [b again](b.md#a-heading).",
    "Read [d](../d/index.md), [e](/e/index.md) and [f](/deep/er/f.md).",
    "See [about](/about/), [it](/2026/05/a/) and [nothing](nothing.md).",
    "![Door](/images/door.png)",
    "![Its own](own.png)",
    "![Elsewhere](../d/own.png) and [the picture](/images/door.png)",
    "Here is [the paper](paper.pdf), and [theirs](/d/paper.pdf).",
    "> 排队的人。\n> People who queue.\n> — @somebody, Weibo, 13 August 2014",
    "A note.[^1]\n\n[^1]: Below.",
    "",
)

# Other files of a site, each with what it may hold; None takes it away.
FILES: dict[str, tuple[str | bytes | None, ...]] = {
    "content/images/door.png": (png("red"), png("blue", 12), png("blue", 9), None),
    "content/d/own.png": (png("green"), png("red", 20), None),
    "content/a/own.png": (png("green"), None),
    "content/own.png": (png("black"), None),
    "content/paper.pdf": (b"paper", b"other", None),
    "content/d/paper.pdf": (b"theirs", b"PAPER!", None),
    "templates/pages/article.html": (
        '{% extends "theme/pages/article.html" %}{% block main %}1 {{ super() }}{% endblock %}',
        '{% extends "theme/pages/article.html" %}{% block main %}2 {{ super() }}{% endblock %}',
        None,
    ),
    "templates/base.html": (
        '{% extends "theme/base.html" %}{% block main %}{% endblock %}',
        '{% extends "theme/base.html" %}{% import "components/own.html" as own %}'
        "{% block main %}{{ super() }}{% endblock %}",
        None,
    ),
    "templates/components/own.html": ("", "{# more #}"),
    "templates/feeds/news-sitemap.xml": ("{{ page.entries|length }}", None),
    "static/css/own.css": ("p { color: red }", "p { color: green }", None),
    "static/favicon.svg": ("<svg></svg>", None),
    "static/js/own.js": ("1", None),
}

SETTINGS: dict[str, tuple[str, ...]] = {
    "title": ("The Test Column", "Another Column"),
    "url": ("https://test.example/", "https://test.example/column/"),
    "timezone": ("Asia/Shanghai", "America/New_York"),
    "page_size": ("2", "1", ""),
    "language": ("zh-Hans", ""),
    "topics": ("\n  food:\n    title: Food\n    description: What was eaten.", ""),
    "authors": (
        "\n  wen:\n    name: Wen Qiao\n    image: images/door.png",
        "\n  wen:\n    name: Wen Q",
        "",
    ),
    "sponsors": ("\n  kettle:\n    name: Kettles",),
    "sponsor": ("kettle", ""),
    "navigation": ("\n  - name: About\n    url: /about/", ""),
    "copyright": ("© 2026", ""),
    "legal": ("No *liability*.", ""),
    "permalink": ("/{year}/{slug}/", ""),
    "feeds": ("site", ""),
    "search": ("true", ""),
    "checks": ("\n  WOW201: error", "", ""),
}

# What no site can be built with, whatever else it holds.
BROKEN: dict[str, tuple[str, str | bytes]] = {
    "unknown key": ("content/bad.md", "---\ntitle: Bad\ndrfat: true\n---\n"),
    "not UTF-8": ("content/bad.md", b"---\ntitle: \xff\n---\n"),
    "never ends": ("content/bad.md", "---\ntitle: Bad\n\nWords.\n"),
    "no such day": ("content/2026-02-30-bad.md", "---\ntitle: Bad\n---\n"),
    "settings": ("content/site.yaml", "title: [\n"),
    "syntax": ("templates/pages/front.html", "{% if %}"),
    "filling": ("templates/pages/front.html", "{{ page.nothing }}"),
    "computed": ("templates/pages/front.html", "{% include page.name %}"),
    "no such file": ("static/css/bad.css", "p { background: url(missing.png) }"),
    "no picture": ("content/images/bad.png", b"words"),
}
