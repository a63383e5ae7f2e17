"""Whether a file does something in a browser that opens it: as the site's own, whoever sent it."""

import re

from generator.errors import Problem, SiteError

_ENDINGS = (
    "htm html hta mhtml mht shtm shtml xht xhtml xml xsl xslt rdf svg svgz js cjs mjs swf wasm"
)
_ACTIVE = tuple(f".{ending}" for ending in _ENDINGS.split())
# What a browser takes for a page where a server names no type (https://mimesniff.spec.whatwg.org/).
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?[\t\n\f\r ]*<[!?a-z]", re.IGNORECASE)


def refuse_active(path: str, content: bytes) -> None:
    """See that a file which is published as it is, only lies there. Raises SiteError: it acts."""
    if path.lower().endswith(_ACTIVE) or _MARKUP.match(content):
        what = "this file may run in the browser of whoever opens it, and act as your site"
        mend = "Pack it into a .zip; or, if it is your own, put it into static/."
        raise SiteError([Problem(path=path, what=what, mend=mend)])
