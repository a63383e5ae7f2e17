"""A site with every kind of page: the sample column and a few pieces that it lacks."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from generator.build import Options, build
from generator.cli.pagefind import find_pagefind
from generator.config.types import Address
from generator.work import Workforce
from tests.sites import PROJECT, article

LATER = datetime(2026, 12, 1, tzinfo=UTC)
KINDS = {
    "front": "",
    "article with a picture": "2026/11/the-queue/",
    "article in Chinese": "2026/10/zhongwen/",
    "article with all markup": "2026/09/everything/",
    "article with a long word": "2026/10/the-word/",
    "article corrected": "2026/09/the-slip/",
    "article in a series": "2026/04/the-whispered-stop/",
    "withdrawn": "2026/08/the-rumour/",
    "gone": "2026/07/the-loss/",
    "standing": "about/",
    "topic": "topics/city-life/",
    "author with a portrait": "authors/odette-pell/",
    "series": "series/route-9-after-midnight/",
    "index": "topics/",
    "archive": "archive/",
    "archive of a year": "archive/2026/",
    "archive by number": "archive/page/1/",
    "corrections": "corrections/",
    "search": "search/",
    "404": "404.html",
}
LONG_WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt"
PLAIN = "2026/04/the-whispered-stop/"
EVERYTHING = KINDS["article with all markup"]
_CHINESE = """\
凌晨五点，巷口的面馆还没有开门，门前已经站了十一个人。**“谁最先来的？”**有人问。没有人回答。

## 队伍的规矩

> 有人排队的地方，就有早饭。
> Where there is a queue, there is breakfast.
> — @LadleOfHeaven, Weibo, 4 November 2026 [original](https://posts.weibo.example/1)

这支队伍里有人写 *Weibo* 上的笑话，有人只是在等。
"""
_RUBY = """\
They wait at the <ruby>面馆<rt>miànguǎn</rt></ruby>, *安静地* and *quietly*.

> 有人排队的地方，就有早饭。
>
> 有早饭的地方，就有人排队。
>
> Where there is a queue, there is breakfast.
>
> Where there is breakfast, there is a queue.
> — @LadleOfHeaven, Weibo, 4 November 2026
"""
_EVERYTHING = """\
Words with a note[^1], `code`, *stress*, **weight** and 面馆 in the line.

## A table

| Bus | Stop | Minutes |
|:----|:----:|--------:|
| 9   | Willow Bridge | 12 |
| 44  | 北京路 | 7 |

### Some code

```python
def queue(people: list[str]) -> int:
    # Whoever comes first is first; no one is before them, however long the line of this comment is.
    return len(people) + 1 if "aunt" in people else 0
```

Term
:   What it means.

1. One
2. Two
    - nested

A very long address: <https://posts.weibo.example/a/very/long/address/without/any/place/to/break/it/at/all/0123456789>

> A plain quotation, of nobody.

<iframe src="https://film.example/embed/queue" title="A film of 面馆"></iframe>

* * *

[^1]: The note, with `code` and 汉字.
"""
_PIECES = {
    "2026/zhongwen.md": article(
        "一碗面的队伍",
        _CHINESE,
        date="2026-10-05",
        lang="zh-Hans",
        standfirst="门关着，为什么还有人排队？",
        authors="wen",
        topics="food",
    ),
    "2026/the-word.md": article(
        LONG_WORD,
        _RUBY,
        date="2026-10-07",
        standfirst=f"Is {LONG_WORD.lower()} a word?",
        authors="wen",
        topics="city",
        slug="the-word",
    ),
    "2026/everything.md": article(
        "The Everything 面馆 Piece",
        _EVERYTHING,
        date="2026-09-09",
        standfirst="Does every kind of mark find its place?",
        authors="[wen, Somebody Else]",
        topics="[city, food]",
        updated="2026-09-10",
        sources="[{title: A list of buses, url: 'https://bus.example/', archived: 'https://a.example/'}]",
    ),
    "2026/the-slip.md": article(
        "The Slip",
        date="2026-09-08",
        corrections="[{date: 2026-09-09, text: No, material: true}, {date: 2026-09-10, text: So}]",
    ),
    "2026/the-rumour.md": article(
        "The Rumour",
        date="2026-08-08",
        withdrawn="{date: 2026-08-09, reason: It was not so.}",
    ),
}
_GONE = "/2026/07/the-loss/\tcontent/loss.md\t2026-07-01T00:00:00Z\t2026-08-01T00:00:00Z"
_PORTRAIT = (
    "role: Editor\n",
    "role: Editor\n    url: https://pell.example/\n    image: images/lift.jpg\n",
)


def rich_content(root: Path) -> Path:
    """Lay the content of the site with every kind of page in a folder."""
    shutil.copytree(PROJECT / "content", root / "content")
    settings = root / "content/site.yaml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(
        said.replace(*_PORTRAIT) + "\npage_size: 4\nembeds: [film.example]\n", encoding="utf-8"
    )
    with (root / "content/ledger.tsv").open("a", encoding="utf-8") as ledger:
        ledger.write(f"{_GONE}\t{'0' * 32}\n")
    for path, text in _PIECES.items():
        (root / "content" / path).write_text(text, encoding="utf-8")
    return root


def build_at(root: Path, output: Path, base: str) -> None:
    """Build a site for readers who find it on this machine, under a path."""
    options = Options(
        theme=PROJECT,
        output=output,
        workforce=Workforce(0),
        address=Address("https://weibo.example", base),
        indexer=find_pagefind(),
    )
    build(root, LATER, options)
