"""Which characters belong to which script, as character classes for regular expressions."""

import re

HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〆〇〻ㄅ-ㄯ"
KANA = "ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟ"
HANGUL = "가-힣ᄀ-ᇿㄱ-ㆎꥠ-ꥼힰ-ퟻ"
CJK = HAN + KANA + HANGUL
PUNCTUATION = "　-〿・！-｠"

HAS_CJK = re.compile(f"[{CJK}]")
HAS_KANA = re.compile(f"[{KANA}]")
HAS_HANGUL = re.compile(f"[{HANGUL}]")
HAS_LETTER = re.compile(r"[A-Za-zÀ-ɏͰ-ԯ]")
# Within a run also what Chinese shares with English: quotes, dashes, ellipses, figures, spaces.
RUN = re.compile(
    f"([“‘]?)([{PUNCTUATION}]*[{CJK}]"
    f"(?:[{CJK}{PUNCTUATION}“”‘’…—·%.0-9 \\n]*[{CJK}{PUNCTUATION}])?)([”’]?)"
)


def language_of(text: str, chinese: str) -> str:
    """Language tag (BCP 47) of a text in Han, kana or hangul; chinese is the site's own kind."""
    if HAS_KANA.search(text):
        return "ja"
    return "ko" if HAS_HANGUL.search(text) else chinese


def is_cjk(line: str) -> bool:
    """Whether a line is written in Han, kana or hangul, a Latin name or two aside."""
    wide = len(HAS_CJK.findall(line))
    return bool(wide) and wide * 3 >= len(HAS_LETTER.findall(line))
