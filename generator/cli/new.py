"""`wow new`: a ready article file."""

import json
from zoneinfo import ZoneInfo

import click

from generator.cli.globals import common_options, root
from generator.cli.settings import clock, site_zone
from generator.errors import Problem, SiteError
from generator.slug import slug
from generator.source import find_site

_ARTICLE = """\
---
title: {title}
# standfirst: One sentence, often a question.
date: {date}
draft: true
# authors: [name]
# topics: [topic]
# image:
#   src: picture.jpg
#   alt: What it shows.
#   credit: Who made it.
---

"""


@click.command("new")
@click.argument("headline")
@click.option("--edit", is_flag=True, help="Open it in your editor.")
@common_options
def new_command(headline: str, edit: bool) -> None:
    """Start an article: a file with today's date, held back as a draft."""
    find_site(root())
    headline = " ".join(headline.encode(errors="replace").decode().split())
    name = slug(headline)
    if not name:
        said = "a headline needs a letter or a number to name its file by"
        raise click.BadParameter(said, param_hint="HEADLINE")
    today = clock().astimezone(ZoneInfo(site_zone()))
    path = f"content/{today:%Y}/{name}.md"
    file = root() / path
    file.parent.mkdir(parents=True, exist_ok=True)
    title = json.dumps(headline, ensure_ascii=False)
    try:
        with file.open("x", encoding="utf-8") as article:
            article.write(_ARTICLE.format(title=title, date=f"{today:%Y-%m-%d}"))
    except FileExistsError as error:
        mend = "Choose another headline, or open that file."
        raise SiteError([Problem(path=path, what="this file exists already", mend=mend)]) from error
    click.echo(root() / path)
    if edit:
        click.edit(filename=str(file))
