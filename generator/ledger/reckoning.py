"""The ledger before, the articles now, and a moment -> the ledger after, and what stands where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from generator.article.types import Article
from generator.digest import digest_of
from generator.ledger.entries import Entry, written
from generator.ledger.heirs import heirs

SETTLED = timedelta(hours=1)  # after which a text does not change without a word


class Redirect(NamedTuple):
    """An old address, and the site path or URL that it leads to; source is whose article's."""

    url: str
    target: str
    source: str


class Tombstone(NamedTuple):
    """The address of an article that is gone, since when, and why if an editor has said so.

    is_decided where an editor has chosen that this stands there; or, for as long as that is held
    back, that it leads to waits_for.
    """

    url: str
    source: str
    since: datetime
    reason: str
    is_decided: bool
    waits_for: str = ""


class Contest(NamedTuple):
    """An address that an article has and that was another's: the two files."""

    url: str
    source: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Past:
    """What becomes of every address that was ever out, as of a moment.

    entries are the ledger from now on, by address. withheld are addresses whose articles are held
    back anew, circles those that were retired to lead back to themselves. silent are the files
    whose texts have changed without a word to readers. known are those whose articles were there
    before, lost those of them that are not now.
    """

    entries: Mapping[str, Entry]
    redirects: tuple[Redirect, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    contests: tuple[Contest, ...] = ()
    withheld: frozenset[str] = frozenset()
    circles: tuple[Entry, ...] = ()
    silent: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


def reckon(
    before: Sequence[Entry],
    addresses: Mapping[str, Article],
    out: Mapping[str, Article],
    now: datetime,
) -> Past:
    """Say what becomes of the addresses that were out before, and add those that are now.

    addresses has every article by its source; out those that have a page, by their site path.
    """
    was = _by_url(before, addresses)
    known = frozenset(entry.source for entry in was.values() if not entry.gone)
    heir, moment = heirs(was.values(), addresses), written(now)
    found = {url: _renewed(entry, addresses, heir, moment) for url, entry in was.items()}
    fresh = _Fresh(found, now)
    for url, article in out.items():
        fresh.take(url, article)
    found |= fresh.entries
    entries = {url: found[url] for url in sorted(found)}
    sorter = _Sorter(entries, addresses, out)
    for url, entry in entries.items():
        there = out.get(url)
        if there is None or there.source != entry.source:
            sorter.sort(entry, there)
    for article in out.values():
        if article.aliases:
            sorter.claim(article)
    return Past(
        entries=entries,
        redirects=tuple(sorter.redirects),
        tombstones=tuple(sorter.tombstones),
        contests=tuple(sorter.contests),
        withheld=frozenset(sorter.withheld),
        circles=tuple(sorter.circles),
        silent=frozenset(fresh.silent),
        known=known,
        lost=known - addresses.keys() - heir.keys(),
    )


def with_text(past: Past, article: Article, now: datetime) -> Past:
    """The same past once no more than an article's text has changed."""
    own = [entry for entry in past.entries.values() if entry.source == article.source]
    is_silent = _is_silent(own, text_of(article), written(now - SETTLED))
    silent = {article.source} if is_silent else set()
    return replace(past, silent=past.silent - {article.source} | silent)


def _is_silent(entries: Collection[Entry], text: str, settled: str) -> bool:
    """Whether an article, whose addresses are entries, is no more what readers have long seen.

    settled is the moment before which a text has to be out for that.
    """
    if text in {entry.text for entry in entries} or all(each.out >= settled for each in entries):
        return False
    words, _, told = text.partition(".")
    were, _, was_told = _seen(entries).text.partition(".")
    return words != were and told == was_told


def _seen(entries: Iterable[Entry]) -> Entry:
    """The newest of an article's addresses: its text is the one that readers saw last."""
    return max(entries, key=lambda entry: (entry.out, entry.url))


def _by_url(before: Iterable[Entry], addresses: Mapping[str, Article]) -> dict[str, Entry]:
    """Entries by address; several of one, from several editors, are joined."""
    found: dict[str, Entry] = {}
    several: dict[str, list[Entry]] = defaultdict(list)
    for entry in before:
        if (other := found.setdefault(entry.url, entry)) is not entry:
            several[entry.url] += [entry, other]
    return found | {url: _joined(each, addresses) for url, each in several.items()}


def _joined(entries: Sequence[Entry], addresses: Mapping[str, Article]) -> Entry:
    """One entry of several: out since the earliest, of the file that is there or came latest."""
    last = max(entries, key=lambda entry: (entry.source in addresses, entry.out, entry))
    gone = sorted((" " not in each.gone, each.gone) for each in entries if each.gone)
    out = min(entry.out for entry in entries)
    return last._replace(out=out, gone=gone[0][1] if gone else "")


def _renewed(
    entry: Entry, addresses: Mapping[str, Article], heir: Mapping[str, Article], moment: str
) -> Entry:
    """An entry by the name that its file has now; gone since now where there is none."""
    if entry.source in addresses:
        return entry._replace(gone="") if entry.gone else entry
    if article := heir.get(entry.source):
        return entry._replace(source=article.source, gone="")
    return entry if entry.gone else entry._replace(gone=moment)


def text_of(article: Article) -> str:
    """The digest of an article's wording, with one of what its readers are told of changes."""
    told = (article.updated, article.corrections, article.withdrawn)
    mark = f".{digest_of(told)[:4].hex()}" if any(told) else ""
    return article.text_digest.hex() + mark


class _Fresh:
    """The entries of what is out that are new, or whose texts are others now.

    All addresses of an article have one text. silent are those that changed without a word.
    """

    def __init__(self, before: Mapping[str, Entry], now: datetime) -> None:
        self._before, self._now, self._settled = before, written(now), written(now - SETTLED)
        self.entries: dict[str, Entry] = {}
        self.silent: list[str] = []

    def take(self, url: str, article: Article) -> None:
        """Take an article that is out."""
        entry, text = self._before.get(url), text_of(article)
        if entry and (entry.text == text or entry.source != article.source):
            return
        others = self._by_source.get(article.source, [])
        kept = self._kept(others, text)
        for each in others:
            self.entries[each.url] = each._replace(text=kept)
        if entry is None:
            self.entries[url] = Entry(url, article.source, self._now, "", kept)

    @cached_property
    def _by_source(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._before.values():
            found[entry.source].append(entry)
        return dict(found)

    def _kept(self, entries: Sequence[Entry], text: str) -> str:
        """The text to keep of an article: the one that was, where readers have long seen it."""
        if not _is_silent(entries, text, self._settled):
            return text
        seen = _seen(entries)
        self.silent.append(seen.source)
        return seen.text


class _Sorter:
    """Sorts entries by what stands at their addresses, where that is not their own article."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        addresses: Mapping[str, Article],
        out: Mapping[str, Article],
    ) -> None:
        self._entries, self._addresses, self._out = entries, addresses, out
        self.redirects: list[Redirect] = []
        self.tombstones: list[Tombstone] = []
        self.contests: list[Contest] = []
        self.withheld: list[str] = []
        self.circles: list[Entry] = []

    def sort(self, entry: Entry, other: Article | None) -> None:
        """Sort an entry in, at whose address another article is, or none."""
        if other:
            self.contests.append(Contest(entry.url, other.source, entry.source))
        elif entry.gone:
            self._bury(entry)
        elif target := self._present(entry):
            self.redirects.append(Redirect(entry.url, target, entry.source))
        else:
            self.withheld.append(entry.url)

    def claim(self, article: Article) -> None:
        """See to the old addresses that an article names: none of another that is there."""
        for alias in article.aliases:
            owner = self._entries.get(alias)
            if owner and not owner.gone and owner.source != article.source:
                self.contests.append(Contest(alias, article.source, owner.source))

    def _present(self, entry: Entry) -> str:
        """Where an entry's article is now; "" where it is held back."""
        article = self._addresses[entry.source]
        is_out = self._out.get(article.permalink) is article
        return article.permalink if is_out else ""

    def _bury(self, entry: Entry) -> None:
        since, what, said = entry.fate()
        target = self._end(entry, said) if what == "to" else ""
        if what == "to" and not target:
            self.circles.append(entry)
        elif target and _path(target) not in self._held:
            self.redirects.append(Redirect(entry.url, target, entry.source))
        else:
            moment, reason = datetime.fromisoformat(since), "" if target else said
            self.tombstones.append(
                Tombstone(entry.url, entry.source, moment, reason, bool(what), target)
            )

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Where the old addresses lead that articles name which are out."""
        out = self._out.values()
        return {alias: article.permalink for article in out for alias in article.aliases}

    @cached_property
    def _held(self) -> frozenset[str]:
        """Addresses, old ones too, of articles that are not out: nothing may lead there."""
        held = (a for a in self._addresses.values() if self._out.get(a.permalink) is not a)
        found = {at for article in held for at in (article.permalink, *article.aliases)}
        return frozenset(found - self._out.keys())

    def _end(self, entry: Entry, target: str) -> str:
        """Where a target leads in the end, in one step; "" where it comes back to where it was."""
        passed = {entry.url}
        while target not in passed:
            passed.add(target)
            further = self._further(target)
            if not further:
                return target
            target = further
        return ""

    def _further(self, url: str) -> str:
        """Where an address leads; "" where it leads no further."""
        entry = self._entries.get(url)
        if url in self._out:
            return ""
        if entry is None or url in self._aliases:
            return self._aliases.get(url, "")
        _, what, said = entry.fate()
        if entry.gone:
            return said if what == "to" else ""
        return self._present(entry)


def _path(target: str) -> str:
    """The site path of what a target leads into."""
    path = target.partition("#")[0].partition("?")[0]
    return path if path.endswith("/") else f"{path}/"
