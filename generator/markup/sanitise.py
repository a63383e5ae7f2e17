"""Raw HTML in a body, made harmless and well-formed by an allow-list."""

import functools
import re

import nh3

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
    "script style iframe object embed noscript noembed noframes template svg math select option"
    " textarea title audio video canvas applet frameset"
)
_EMPTIED = frozenset(_EMPTIED_WORDS.split())
# Tags that HTML has or had: any other "<word" is something the editor meant to be read.
_DROPPED = (
    "acronym applet area base basefont bgsound big blink body button center command datalist dir"
    " fieldset font form frame head html input keygen label legend link main map marquee menu"
    " meta meter nav nobr optgroup output param picture plaintext progress rb rtc search slot"
    " source spacer strike track tt xmp"
)
_KNOWN = "|".join(sorted(ALLOWED | _EMPTIED | set(_DROPPED.split())))
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


def sanitise(html: str, text: str) -> str:
    """The HTML of a text with only what our allow-list lets through, every tag closed."""
    if not any(sign in text for sign in ("<", "{", "[^", "&#")):
        return html
    return _FORBIDDEN.sub("", _cleaner().clean(_UNKNOWN_TAG.sub("&lt;", html)))


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        clean_content_tags=set(_EMPTIED),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
