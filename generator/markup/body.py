"""Markdown text -> Body, by passes over its HTML in a fixed order."""

from collections.abc import Callable

from msgspec.structs import asdict, replace

from generator.errors import SiteError
from generator.markup.anchors import anchors, prefixed
from generator.markup.aside import uncommented
from generator.markup.budget import refuse_costly, refuse_long, too_deep
from generator.markup.closing import closed
from generator.markup.code import code
from generator.markup.counting import doubled, reading, words_of
from generator.markup.embeds import embeds, is_embed, linked
from generator.markup.engine import convert
from generator.markup.figures import figures
from generator.markup.footnotes import footnotes
from generator.markup.headings import headings
from generator.markup.language import language
from generator.markup.links import mark_links
from generator.markup.pieces import ids, split
from generator.markup.quotation import quotations
from generator.markup.sanitise import sanitise, taken_out
from generator.markup.setting import Setting
from generator.markup.tables import tables
from generator.markup.types import Body, Dialect
from generator.markup.typographer import typographer
from generator.steps import Steps, whole

Extension = Callable[[list[str], Setting], list[str]]

EXTENSIONS: tuple[Extension, ...] = (
    anchors,
    headings,
    tables,
    code,
    quotations,
    figures,
    embeds,
    footnotes,
    typographer,
    language,
    prefixed,
)


def mark_up(
    text: str,
    *,
    path: str,
    first_line: int,
    dialect: Dialect,
) -> Body:
    """Mark up the text below a front matter; first_line is its first line's number in the file.

    Raises SiteError: the text costs too much, or holds a link or picture that is refused.
    """
    setting = Setting(text=text, path=path, first_line=first_line, **asdict(dialect))
    return whole(marking_up(setting))


def marking_up(setting: Setting) -> Steps[Body]:
    """What `mark_up` does, in steps."""
    refuse_costly(setting)
    yield
    html = linked(_html(setting), setting)
    yield
    pieces = split(sanitise(closed(html, setting), setting.text))
    body = yield from _body(pieces, setting)
    return replace(body, taken_out=taken_out(html, setting))


def _html(setting: Setting) -> str:
    try:
        html = convert(uncommented(setting.text))
    except RecursionError as error:
        raise SiteError([too_deep(setting)]) from error
    refuse_long(html, setting)
    return html


def _body(pieces: list[str], setting: Setting) -> Steps[Body]:
    yield
    marked = mark_links(pieces, setting)
    for extension in EXTENSIONS:
        yield
        pieces = extension(pieces, setting)
    yield
    html, said = "".join(pieces), words_of(pieces)
    text = " ".join(said)
    words, minutes = reading(text)
    return Body(
        html=html,
        text=text,
        words=words,
        minutes=minutes,
        links=marked.links,
        pictures=marked.pictures,
        anchors=tuple(ids(pieces)) if ' id="' in html else (),
        doubled=doubled(said),
        has_embeds=bool(setting.embeds) and any(map(is_embed, pieces[1::2])),
    )
