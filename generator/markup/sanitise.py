"""Raw HTML in a body, made harmless and well-formed by an allow-list."""

import functools
import re
from collections import Counter

import nh3

from generator.markup.aside import without_code, without_comments
from generator.markup.embeds import framed_host, is_linked
from generator.markup.setting import Setting
from generator.markup.types import Mention

_BLOCKS = (
    "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure"
    " footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary table tbody td tfoot th"
    " thead tr ul"
)
_INLINES = (
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small"
    " span strong sub sup time u var wbr"
)
ALLOWED = frozenset(_BLOCKS.split() + _INLINES.split())
_EMPTIED_WORDS = (
    "script style iframe embed noscript noembed noframes template svg math title frameset"
)
# What does something that a page of text does not: it goes, and the words in it stay.
_UNDONE_WORDS = "object audio video canvas applet form input button select textarea"
_EMPTIED = frozenset(_EMPTIED_WORDS.split())
# Tags that HTML has or had: any other "<word" is something the editor meant to be read.
_DROPPED = (
    "acronym area base basefont bgsound big blink body center command datalist dir"
    " fieldset font frame head html keygen label legend link main map marquee menu"
    " meta meter nav nobr optgroup option output param picture plaintext progress rb rtc search"
    " slot source spacer strike track tt xmp"
)
_TAKEN_OUT = frozenset(_EMPTIED | set(_UNDONE_WORDS.split()))
_KNOWN = "|".join(sorted(ALLOWED | _TAKEN_OUT | set(_DROPPED.split())))
_TAKEN_OUT_TAG = re.compile(rf"<({'|'.join(sorted(_TAKEN_OUT))})(?=[\s/>])", re.IGNORECASE)
_UNKNOWN_TAG = re.compile(rf"<(?=/?(?!(?:{_KNOWN})[\s/>])[a-zA-Z])", re.IGNORECASE)
# XML, and so every feed, forbids these; a character reference can name them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role", "aria-label", "aria-hidden"},
    "a": {"href", "name"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"align", "colspan", "rowspan", "headers"},
    "th": {"align", "colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
# The dangerous ones pass here because a later pass refuses them with their line.
_SCHEME_WORDS = (
    "http https mailto tel javascript vbscript data file ftp ftps sftp ssh blob about sms"
    " view-source intent magnet geo skype callto webcal feed urn ws wss whatsapp weixin tg"
)
_SCHEMES = frozenset(_SCHEME_WORDS.split())
_ODD_LABEL = re.compile(r"\[\^(?![A-Za-z0-9_-]+\])")  # a footnote's, which becomes an id


def sanitise(html: str, text: str) -> str:
    """The HTML of a text with only what our allow-list lets through, every tag closed."""
    # A single sign is found many times as fast as two.
    has_label = "^" in text and "[^" in text
    has_odd_label = has_label and _ODD_LABEL.search(text)
    if "<" in text or "{" in text or ("&" in text and "&#" in text) or has_odd_label:
        return _FORBIDDEN.sub("", _cleaner().clean(_UNKNOWN_TAG.sub("&lt;", html)))
    # All else is what Markdown itself writes. What it writes behind a footnote the cleaner has so:
    return html.replace("&#160;", "&nbsp;").replace("&#8617;", "↩") if has_label else html


def taken_out(html: str, setting: Setting) -> tuple[Mention, ...]:
    """The tags of a text that are not published though they do or say something, and where."""
    if "<" not in setting.text:
        return ()
    counts = Counter(found[1].lower() for found in _TAKEN_OUT_TAG.finditer(html))
    mentions = []
    written = without_code(without_comments(setting.text)) if counts else ""
    for found in _TAKEN_OUT_TAG.finditer(written):
        name = found[1].lower()
        if counts[name] and not is_linked(written, found.start(), setting):
            counts[name] -= 1
            line, column = setting.place(found.start())
            host = framed_host(written, found.start())
            target = f"{name} {host}" if host and host not in setting.embeds else name
            mentions.append(Mention(target=target, line=line, column=column))
    return tuple(mentions)


def keeps_words(name: str) -> bool:
    """Whether the words in an element stay where its tags are taken out."""
    return name not in _EMPTIED


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        clean_content_tags=set(_EMPTIED),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
