"""Bytes -> which needles they hold: quick to say no, and thorough before it says yes."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import islice, pairwise, starmap
from typing import NamedTuple, TypeAlias

from generator.guard.folding import Writing, fold
from generator.guard.needles import Kind, Needle

# What pages are full of: more than one byte in a hundred. Nothing is looked for by these.
_COMMON = frozenset(b' etals"ronic/h<>0dp=m2u\n1f_')
_ENOUGH = 8  # bytes of a needle after which few other words go on as it does
_HEAD = 4  # of which so many are one piece: what is found by fewer is found everywhere
_PIECES = 4  # that a look takes in: the ways to find one grow by a power of them
_SIGN = 12  # bytes that a sign between two words takes at most: "&amp;#21507;"
_WORD = re.compile(r"[A-Za-z0-9]+")
_OTHER = re.compile(r"(?![a-zA-Z])[^\W\d_]")
_SLASH = rb"(?:\\?/|%2[Ff]|&#(?:47|[xX]2[fF]);|\\u002[fF])"

Pieces: TypeAlias = tuple[bytes, ...]
"""Patterns of what follows one another."""


class _Look(NamedTuple):
    """How a needle is looked for from one byte of it on: that byte, and what follows."""

    first: int
    rest: Pieces


class _Pattern(NamedTuple):
    """A pattern that begins with one byte, and the numbers of the needles that it may be of."""

    first: int
    pattern: re.Pattern[bytes]
    of: Set[int]

    def is_in(self, content: bytes) -> bool:
        """Whether an output may hold one of them."""
        return self.first in content and self.pattern.search(content) is not None


class Seeker:
    """Finds needles in outputs. Where there are none it costs nothing."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._patterns = tuple(_patterns(needles))
        self._tests = [_test(needle) for needle in needles]
        self._digests: defaultdict[bytes, set[int]] = defaultdict(set)
        for number, needle in enumerate(needles):
            if needle.digest:
                self._digests[needle.digest].add(number)

    def hits(self, path: str, digest: bytes, content: bytes) -> tuple[int, ...]:
        """The numbers of the needles that an output holds, or its path."""
        if not self._tests:
            return ()
        page = Writing(b"/%b\n%b" % (path.encode("utf-8", "surrogateescape"), content))
        found: Set[int] = self._digests.get(digest, frozenset())
        suspects = {
            n for each in self._patterns if each.is_in(page.content) for n in each.of
        } - found
        if suspects:
            found = found | {n for n in suspects if self._tests[n](page)}
        return tuple(sorted(found))


def _test(needle: Needle) -> Callable[[Writing], bool]:
    """Whether an output holds a needle, in whatever it is written."""
    if needle.kind is Kind.TITLE:
        return partial(Writing.says, words=fold(needle.words))
    pattern = rb"\.%b\." % needle.words.encode()
    if needle.kind is Kind.ADDRESS:
        parts = [re.escape(part.encode()) for part in needle.words.split("/")]
        pattern = rb"%b%b(?![\w-])" % (_SLASH, _SLASH.join(parts))
    return partial(Writing.matches, pattern=re.compile(pattern))


def _patterns(needles: Sequence[Needle]) -> Iterator[_Pattern]:
    """Few patterns, each of one first byte, that find every form of every needle.

    A pass over a page costs much the same whatever it looks for.
    """
    left = [(n, form) for n, needle in enumerate(needles) for form in _forms(needle)]
    while left:
        counts = Counter(first for _, form in left for first in {look.first for look in form})
        first = max(counts, key=lambda byte: (counts[byte], byte))
        found = [(n, look) for n, form in left for look in form if look.first == first]
        numbers = frozenset(number for number, _ in found)
        yield _Pattern(first, _compiled(first, {look.rest for _, look in found}), numbers)
        left = [(n, form) for n, form in left if all(look.first != first for look in form)]


def _compiled(first: int, rests: Iterable[Pieces]) -> re.Pattern[bytes]:
    return re.compile(re.escape(bytes([first])) + _either(rests), re.DOTALL)


def _either(rests: Iterable[Pieces]) -> bytes:
    """A pattern of all of these, what begins alike put together."""
    begun: defaultdict[bytes, set[Pieces]] = defaultdict(set)
    for rest in rests:
        if not rest:
            return b""
        begun[rest[0]].add(rest[1:])
    ways = [
        piece + (_either(after) if () not in after else b"")
        for piece, after in sorted(begun.items())
    ]
    return rb"(?:%b)" % b"|".join(ways)


def _forms(needle: Needle) -> Iterator[Sequence[_Look]]:
    """The forms in which a needle may be written, each with the looks of which one will do."""
    if needle.kind is Kind.PICTURE:
        yield [_Look(ord("."), (needle.words.encode(),))]
        return
    if needle.kind is Kind.ADDRESS:
        yield _looks(needle.words.rpartition("/")[2], re.compile(".+"))
        return
    if sum(map(len, _WORD.findall(needle.words))) >= _ENOUGH:
        yield _looks(needle.words, _WORD)
        return
    # Letters of other scripts are what entities, percent and JSON's escapes spell.
    yield _looks(needle.words, _OTHER, head=1, least=4)
    pair = list(islice(_OTHER.finditer(needle.words), 2))
    for spelt in (_decimal, _hexadecimal, _percent, _escape):
        looks = [spelt(letter[0]) for letter in pair]
        others = (re.escape(bytes([each.first])) + each.rest[0] for each in looks[1:])
        yield [_Look(looks[0].first, (*looks[0].rest, *map(_gap(*pair).__add__, others)))]


def _looks(
    text: str, piece: re.Pattern[str], *, head: int = _HEAD, least: int = _ENOUGH
) -> list[_Look]:
    """Looks at the pieces of a text from a byte on after which enough is left.

    Of each byte the longest, and only of rare ones where there are any.
    """
    pieces = list(piece.finditer(text))
    words = [each[0].encode() for each in pieces]
    gaps = [b"", *starmap(_gap, pairwise(pieces))]
    rests = [gap + re.escape(word) for gap, word in zip(gaps, words, strict=True)]
    left, looks = sum(map(len, words)), [_look(words[0], rests[1:_PIECES])]
    for number, word in enumerate(words, 1):
        starts = range(min(left - least, len(word) - head) + 1)
        looks += [_look(word[at:], rests[number : number + _PIECES - 1]) for at in starts]
        left -= len(word)
    rare = [look for look in looks[1:] if look.first not in _COMMON] or looks[:1]
    return list({look.first: look for look in reversed(rare)}.values())


def _look(word: bytes, rests: Sequence[bytes]) -> _Look:
    return _Look(word[0], (re.escape(word[1:]), *rests))


def _gap(before: re.Match[str], after: re.Match[str]) -> bytes:
    """What may stand between two pieces, however their signs are spelt and tagged."""
    return b".{0,%d}?" % (_SIGN * (after.start() - before.end() + 1))


def _decimal(letter: str) -> _Look:
    return _Look(ord("#"), (b"0*%d;" % ord(letter),))


def _hexadecimal(letter: str) -> _Look:
    return _Look(ord("#"), (b"[xX]0*(?i:%x);" % ord(letter),))


def _percent(letter: str) -> _Look:
    return _Look(ord("%"), (b"(?i:%b)" % letter.encode().hex("%").encode(),))


def _escape(letter: str) -> _Look:
    units = letter.encode("utf-16-be").hex(" ", -2).split()
    return _Look(ord("\\"), (rb"\\".join(b"u(?i:%b)" % unit.encode() for unit in units),))
