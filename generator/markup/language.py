"""Says of every run of Han, kana or hangul which language it is in (WCAG 3.1.2)."""

import html
import re
from collections.abc import Iterator

from generator.markup.pieces import INLINE, is_closing, name_of, spans, split, with_attribute
from generator.markup.scripts import RUN, has_cjk, has_letter, language_of, pattern, stretches
from generator.markup.setting import Setting

_REFERENCE = re.compile(r"&#?\w+;")
_QUOTES = re.compile("[“”‘’]")
_BLOCKS = "p h2 h3 h4 h5 h6 li dt dd td th figcaption caption summary pre"
_CJK = ("zh", "ja", "ko")
_WHOLE = frozenset(_BLOCKS.split())


def with_lang(text: str, chinese: str) -> str:
    """A plain text as HTML, each run of Han, kana or hangul in a span with its language."""
    escaped = html.escape(text)
    return escaped if text.isascii() else _spans(escaped, chinese, own="")


def language(pieces: list[str], setting: Setting) -> list[str]:
    """Put lang on each block that is in one script, and on a span around other runs."""
    own = setting.language.split("-")[0]
    if not setting.may_hold_cjk if own in _CJK else not setting.holds_cjk:
        return pieces
    for first, last in _blocks(pieces):
        _mark_block(pieces, first, last, setting)
    return split("".join(pieces)) if any("<" in text for text in pieces[::2]) else pieces


def _blocks(pieces: list[str]) -> Iterator[tuple[int, int]]:
    """Places of the block tags before and after each stretch of text and inline tags."""
    first = -1
    for place in range(1, len(pieces), 2):
        if name_of(pieces[place]) not in INLINE and pieces[place] != "<br>":
            yield first, place
            first = place
    yield first, len(pieces)


def _mark_block(pieces: list[str], first: int, last: int, setting: Setting) -> None:
    text = "".join(pieces[first + 1 : last : 2])
    own = setting.language.split("-")[0]
    if not has_cjk(text):
        # A translation beneath a Chinese quotation, in an article in Chinese.
        if own in _CJK and _is_whole(pieces, first, last) and _is_latin(text):
            _mark_whole(pieces, first, "en", own=own)
    elif _is_whole(pieces, first, last) and not _is_latin(text) and len(stretches(text)) == 1:
        _mark_whole(pieces, first, language_of(text, setting.chinese), own=own)
    else:
        if own in _CJK:
            _mark_stress(pieces, first, last)
        _mark_runs(pieces, first, last, chinese=setting.chinese, own=own)


def _is_whole(pieces: list[str], first: int, last: int) -> bool:
    if first < 0 or last >= len(pieces) or name_of(pieces[first]) not in _WHOLE:
        return False
    return is_closing(pieces[last]) and name_of(pieces[first]) == name_of(pieces[last])


def _is_latin(text: str) -> bool:
    return has_letter(_REFERENCE.sub("", text))


def _mark_whole(pieces: list[str], place: int, tag: str, *, own: str) -> None:
    if not _is_own(tag, own) and ' lang="' not in pieces[place]:
        pieces[place] = with_attribute(pieces[place], "lang", tag)


def _mark_stress(pieces: list[str], first: int, last: int) -> None:
    """Mark what is stressed in Latin letters: it is slanted, where Chinese takes dots."""
    base = first + 1
    for start, end in spans(pieces[base:last], "em"):
        text = "".join(pieces[base + start + 1 : base + end : 2])
        if _is_latin(text) and not has_cjk(text):
            _mark_whole(pieces, base + start, "en", own="")


def _mark_runs(pieces: list[str], first: int, last: int, *, chinese: str, own: str) -> None:
    """Wrap the runs of a block, but not where an inline element names its language itself."""
    named = 0
    for place in range(first + 1, last):
        piece = pieces[place]
        if place % 2:
            named = _named(piece, named)
        elif not named and not piece.isascii():
            pieces[place] = _spans(piece, chinese, own=own)


def _named(tag: str, named: int) -> int:
    """How deep inside an element with lang we are past this tag, 0 outside."""
    if name_of(tag) not in INLINE:
        return named
    if is_closing(tag):
        return max(named - 1, 0)
    return named + 1 if named or ' lang="' in tag else 0


def _spans(text: str, chinese: str, *, own: str) -> str:
    def spans(match: re.Match[str]) -> str:
        before, run, after = _with_quotes(*match.groups())
        parts = (_span(part, language_of(part, chinese), own) for part in stretches(run))
        return f"{before}{''.join(parts)}{after}"

    return pattern(RUN).sub(spans, text)


def _span(part: str, tag: str, own: str) -> str:
    if _is_own(tag, own):
        return part
    words = part.rstrip(" \n")
    return f'<span lang="{tag}">{words}</span>{part[len(words) :]}'


def _with_quotes(before: str, run: str, after: str) -> tuple[str, str, str]:
    """The run with a quote at its edge only where the quote's other half is within."""
    inner = _QUOTES.findall(run)
    if before and inner and inner[0] in "”’":
        before, run = "", before + run
    if after and inner and inner[-1] in "“‘":
        run, after = run + after, ""
    return before, run, after


def _is_own(tag: str, own: str) -> bool:
    """Whether the page's own language says it; in Japanese and Korean text Han is theirs too."""
    return tag.split("-", maxsplit=1)[0] == own or (own in ("ja", "ko") and tag.startswith("zh"))
