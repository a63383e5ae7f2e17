"""Slips of the hand: a text with characters, words and lines lost, doubled, swapped or strange."""

from collections.abc import Callable

from hypothesis import strategies as st

STRANGE = (
    *"\t :#-[]{}&*!|>'\"%@`\\,?~=<\n",
    "：",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\x85",
    "\r",
    "\0",
    "\x1b",
    "а",
    "ｅ",
    "é",
    "微博",
    "😀",
    "---",
    "\n---\n",
    "{{",
    "{%",
    "</",
    "\n  ",
)
Slip = Callable[[str, int, str], str]
SLIPS: tuple[Slip, ...] = (
    lambda text, at, _: text[:at] + text[at + 1 :],
    lambda text, at, _: text[:at] + text[at : at + 1] + text[at:],
    lambda text, at, _: text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
    lambda text, at, new: text[:at] + new + text[at:],
    lambda text, at, new: text[:at] + new + text[at + 1 :],
    lambda text, at, _: text[:at],
    lambda text, at, _: _with_line(text, at, ""),
    lambda text, at, _: _with_line(text, at, "{0}\n{0}\n"),
    lambda text, at, _: _with_line(text, at, "  {0}\n"),
)


def _with_line(text: str, at: int, form: str) -> str:
    """Text with the line around a character written in another form."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at) + 1 or len(text)
    return text[:start] + form.replace("{0}", text[start:end].rstrip("\n")) + text[end:]


@st.composite
def slipped(draw: st.DrawFn, texts: tuple[str, ...], most: int = 3) -> str:
    """One of a few texts, with one slip or more."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, most))):
        slip = draw(st.sampled_from(SLIPS))
        new = draw(st.sampled_from(STRANGE) | st.text(min_size=1, max_size=3))
        text = slip(text, draw(st.integers(0, max(len(text) - 1, 0))), new)
    return text


def as_bytes(text: str) -> bytes:
    """Text as a file has it; a lone surrogate becomes what is no UTF-8."""
    return text.encode("utf-8", "surrogatepass")
