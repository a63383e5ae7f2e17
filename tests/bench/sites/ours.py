"""Our own site: the built-in theme, one feed's worth of what the peers make and no less."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.corpus import AUTHORS, TOPICS
from tests.bench.dialects.ours import OURS
from tests.bench.sites import PROJECT, Contender

WOW = str(Path(sys.executable).with_name("wow"))
_COMPILE = "import compileall, generator; compileall.compile_dir(generator.__path__[0], quiet=1)"
_TEMPLATE, _STYLESHEET = "templates/pages/article.html", "static/css/utilities.css"
_SETTINGS = """\
title: The Bench Column
tagline: A column for benches
description: Columns about what happens on landings.
url: https://bench.example/
language: en-GB
timezone: Asia/Shanghai
copyright: © 2014–2026 The Bench Column. All rights reserved.
page_size: 20
feeds: site
cards: false
search: false
navigation:
  - {name: Archive, url: /archive/}
  - {name: Topics, url: /topics/}
  - {name: Authors, url: /authors/}
"""


def _frame() -> Mapping[str, str]:
    """Settings, and the template and the sheet that are edited, as a designer would have them."""
    settings = "\n".join([_SETTINGS.rstrip(), *_named(), ""])
    own = {path: (PROJECT / path).read_text(encoding="utf-8") for path in (_TEMPLATE, _STYLESHEET)}
    return {"content/site.yaml": settings, **own}


def _named() -> Iterator[str]:
    """Authors and topics by name, so that nothing is warned of."""
    for setting, field, names in (
        ("authors", "name", AUTHORS),
        ("topics", "title", TOPICS),
    ):
        yield f"{setting}:"
        for name in names:
            yield f"  {name.lower().replace(' ', '-')}:\n    {field}: {json.dumps(name)}"


def compiled(wow: str) -> None:
    """Compile the modules of a `wow`, as an installer does, and a checkout where it may."""
    python = str(Path(wow).with_name("python"))
    subprocess.run([python, "-P", "-c", _COMPILE], check=True)


def our_site(name: str, wow: str) -> Contender:
    """A site that some `wow` makes: this one's, or one of another checkout."""
    return Contender(
        name=name,
        program=wow,
        dialect=OURS,
        frame=_frame,
        build=(wow, "-q", "build"),
        version=(wow, "--version"),
        output="output",
        article_template=_TEMPLATE,
        stylesheet=_STYLESHEET,
        serve=(wow, "-q", "serve", "--port"),
    )


OUR_SITE = our_site("ours", WOW)
