"""Ids that no text may give: a script that asks a browser by one of these names would get a part
of the text instead (https://html.spec.whatwg.org/#named-access-on-the-window-object).
"""

import re

_WORDS = (
    "alert all anchors append applets atob blur body btoa caches charset children chrome clear"
    " close closed confirm console constructor contains cookie credentialless crypto dir doctype"
    " document domain embeds escape eval evaluate event external fence fetch find focus fonts"
    " forms frames fullscreen head hidden history images implementation length links location"
    " locationbar menubar name navigation navigator normalize open opener origin parent"
    " performance personalbar plugins prepend prerendering print prompt referrer scheduler"
    " screen scripts scroll scrollbars self status statusbar stop timeline title toolbar top"
    " undefined unescape URL viewport when window write writeln"
)
NAMES = frozenset(_WORDS.split())
_MEMBER = re.compile(r"[a-z]+[A-Z]\w*")


def is_global(identity: str) -> bool:
    """Whether an id is a name that scripts know: of the window or of the document."""
    return identity in NAMES or _MEMBER.fullmatch(identity) is not None
