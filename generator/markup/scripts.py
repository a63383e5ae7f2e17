"""Which characters belong to which script, and the runs that a text has of them."""

import functools
import re

HAN = "㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff々〆〇〻ㄅ-ㄯ"
KANA = "ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟ"
HANGUL = "가-힣ᄀ-ᇿㄱ-ㆎꥠ-ꥼힰ-ퟻ"
CJK = HAN + KANA + HANGUL
PUNCTUATION = "　-〿・！-｠"
# Within a run also what Chinese shares with English: quotes, dashes, ellipses, figures, spaces.
RUN = (
    f"([“‘]?)([{PUNCTUATION}]*[{CJK}]"
    f"(?:[{CJK}{PUNCTUATION}“”‘’…—·%.0-9 \\n]*[{CJK}{PUNCTUATION}])?)([”’]?)"
)
_LETTER = re.compile(r"[A-Za-zÀ-ɏͰ-ԯ]")


@functools.cache
def pattern(source: str) -> re.Pattern[str]:
    """The compiled pattern, made when first needed: each of these classes takes 3 ms."""
    return re.compile(source)


def has_cjk(text: str) -> bool:
    """Whether a text holds Han, kana or hangul."""
    return not text.isascii() and bool(pattern(f"[{CJK}]").search(text))


def has_letter(text: str) -> bool:
    """Whether a text holds a Latin, Greek or Cyrillic letter."""
    return bool(_LETTER.search(text))


def language_of(text: str, chinese: str) -> str:
    """Language tag (BCP 47) of a text in Han, kana or hangul; chinese is the site's own kind."""
    if pattern(f"[{KANA}]").search(text):
        return "ja"
    return "ko" if pattern(f"[{HANGUL}]").search(text) else chinese


def stretches(run: str) -> list[str]:
    """The parts of a run in which kana and hangul do not mix; Han goes with what it touches."""
    parts, start, end, script = [], 0, 0, ""
    for voiced in pattern(f"([{KANA}]+)|[{HANGUL}]+").finditer(run):
        now = "ja" if voiced[1] else "ko"
        if script and script != now:
            between = run[end : voiced.start()]
            reach = pattern(f"[{HAN}]*").match(between[::-1])
            touching = reach.end() if reach else 0
            cut = voiced.start() - (touching if touching < len(between) else 0)
            parts.append(run[start:cut])
            start = cut
        script, end = now, voiced.end()
    return [*parts, run[start:]]


def is_cjk(line: str) -> bool:
    """Whether a line is written in Han, kana or hangul, a Latin name or two aside."""
    if line.isascii():
        return False
    wide = len(pattern(f"[{CJK}]").findall(line))
    return bool(wide) and wide * 3 >= len(_LETTER.findall(line))
