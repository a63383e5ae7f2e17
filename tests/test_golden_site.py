"""One small site with all that a column can have, as it was last looked at.

`pytest --update-golden` rewrites it; its differences are then to be read.
"""

import re
import shutil
from pathlib import Path

from tests.sites import NOON, SmallSite, article, files_in, png, write_files

GOLDEN = Path(__file__).parent / "golden" / "site"
_FINGERPRINT = re.compile(rb"(?<=\.)[0-9a-f]{10}(?=\.\w)")

SETTINGS = """\
title: The Golden Column
tagline: What stays as it is
url: https://golden.example/column/
language: en-GB
chinese: zh-Hans
timezone: Asia/Shanghai
description: A small column that has one of everything.
page_size: 2
authors:
  wen:
    name: Wen Qiao
    role: Columnist
    bio: Wen Qiao waits for buses.
    url: https://wen.example/
    image: images/door.png
topics:
  city:
    title: City life
    description: Streets and stairs.
sponsor: kettle
sponsors:
  kettle:
    name: Quiet Kettles
    url: https://kettle.example/
copyright: © 2026 The Golden Column
legal: All of this is *invented*.
fields: mood
navigation:
  - name: About
    url: /about/
  - name: Elsewhere
    url: https://elsewhere.example/
"""

QUEUE = """\
---
title: The "Long" Queue
standfirst: Who waits, and for what?
description: About a queue.
date: 2026-05-01 09:00
updated: 2026-05-20 10:30
authors: wen
topics: city, Food
series: On Waiting
kicker: Waiting
aliases: [/old/queue/, /queue.html]
mood: calm
image:
  src: /images/door.png
  alt: A red door
  credit: Wen Qiao
  caption: The door, shut
  focus: top
corrections:
  - date: 2026-05-21
    text: It was a Tuesday.
sources:
  - title: The first post
    url: https://posts.example/1
    archived: https://archive.example/1
---
It began at 7 -- and didn't end. See [the lift](the-lift/index.md#the-button), [the
masthead](/about/), [what comes](later.md) and [nothing](missing.md).

> 排队的人都知道。
> Everybody in the queue knows.
> — @somebody, Weibo, 13 August 2014 [original](https://posts.example/2)

## The end

| Hour | People |
|------|-------:|
| 7    |     40 |

A note.[^1] HTML is "fine", says 王.

[^1]: It is *short*.

*[HTML]: HyperText Markup Language
"""

LIFT = """\
---
title: The Lift
date: 2026-05-08
authors: [wen, Odette Pell]
topics: city
series: On Waiting
sponsor: false
---
## The Button

![The lift's own door](own.png)

Read [the paper](paper.pdf).

```python
print("up")
```
"""

UMBRELLA = "---\nlang: zh-Hans\ntopics: City life\n---\n# 丢了的伞\n\n“伞”在哪儿？\n"
WITHDRAWN = "{date: 2026-05-03, reason: It was not so.}"

LEDGER = f"""\
/2026/03/news/\tcontent/news.md\t2026-03-01T00:00:00Z\t\t{"0" * 32}
/2026/04/lost/\tcontent/lost.md\t2026-04-01T00:00:00Z\t2026-05-20T00:00:00Z\t{"0" * 32}
"""

FILES: dict[str, str | bytes] = {
    "content/ledger.tsv": LEDGER,
    "content/site.yaml": SETTINGS,
    "content/the-queue.md": QUEUE,
    "content/the-lift/index.md": LIFT,
    "content/the-lift/own.png": png("green", 20),
    "content/the-lift/paper.pdf": b"%PDF-1.4\n",
    "content/images/door.png": png("red", 30),
    "content/2026-05-10-伞.md": UMBRELLA,
    "content/news.md": article("The News", "New today.", date="2026-05-31", featured="true"),
    "content/newer.md": article("The Newer", "Yes.", date="2026-06-01 08:00", topics="city"),
    "content/gone.md": article("The Gone", "Untrue.", date="2026-05-02", withdrawn=WITHDRAWN),
    "content/later.md": article("The Later", "Soon.", date="2026-05-01", embargo="2026-07-01"),
    "content/draft.md": article("The Draft", "Not yet.", draft="true"),
    "content/pages/about.md": article("About", "We wait. [Read](../the-queue.md).", date=""),
}


def test_the_site_is_as_it_was(tmp_path: Path, theme: Path, update_golden: bool) -> None:
    small = SmallSite(tmp_path / "site", FILES, theme)
    small.build(NOON)
    made = _without_styles(small.output())
    if update_golden:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        write_files(GOLDEN, made)
    golden = files_in(GOLDEN)
    assert sorted(made) == sorted(golden)
    for path, content in made.items():
        assert content.decode() == golden[path].decode(), path


def _without_styles(output: dict[str, bytes]) -> dict[str, bytes]:
    """Output with its fingerprints masked; pictures, styles and scripts only by their names."""
    return {
        _masked(path.encode()).decode(): b"" if path.startswith("assets/") else _masked(content)
        for path, content in output.items()
    }


def _masked(content: bytes) -> bytes:
    return _FINGERPRINT.sub(b"FINGERPRINT", content)
