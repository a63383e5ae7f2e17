"""What marking up a text gives."""

import msgspec


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How a site's texts are to be read.

    chinese is what a run of Han is in. hosts may show pictures, embeds frames. home is the site's
    own address, / at its end: a link to it is one to a page of the site. prefix begins every id:
    two texts on one page have two.
    """

    language: str = "en"
    chinese: str = "zh-Hans"
    hosts: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    home: str = ""
    prefix: str = ""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A link's or picture's target as written in a body, and where: line and column in the file."""

    target: str
    line: int
    column: int


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A marked-up text.

    In html the n-th link's href and the n-th picture's src are MARK n MARK (`generator.markup.fill`
    puts in what they lead to). text is html's words, tags gone. anchors are html's ids. doubled are
    words that stand twice in a row. taken_out are the names of HTML tags that were in the text and
    are not published, a frame's with its host.
    """

    html: str
    text: str
    words: int
    minutes: int
    links: tuple[Mention, ...] = ()
    pictures: tuple[Mention, ...] = ()
    anchors: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    taken_out: tuple[Mention, ...] = ()
    has_embeds: bool = False
