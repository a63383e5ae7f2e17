"""A mapping with known keys, read key by key under their own names."""

from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from typing import TypeVar

from generator.errors import near
from generator.text import MOST_TOLD
from generator.yaml.nodes import Entry, Mapping, is_absent, is_lost
from generator.yaml.proof import Proof
from generator.yaml.takers import Taker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """Entries of a mapping under their keys' own names, aliases resolved."""

    proof: Proof
    mapping: Mapping
    found: dict[str, list[Entry]] = field(default_factory=dict)

    def value(self, name: str, take: Taker[T]) -> T | None:
        """Take the value of a key; aliases of it that say different things are a problem."""
        entries = self.found.get(name)
        if not entries:
            return None
        if len(entries) == 1:
            return self.taken(entries[0], take)
        taken = [(entry, self.taken(entry, take)) for entry in entries]
        said = [(entry, value) for entry, value in taken if value is not None]
        for entry, value in said[1:]:
            if value != said[0][1]:
                self.mark_conflict(said[0][0], entry)
        return said[0][1] if said else None

    def taken(self, entry: Entry, take: Taker[T]) -> T | None:
        """Take the value of one entry, unless there is none."""
        if is_absent(entry.value) and not _has_comment(entry):
            return None
        return None if is_lost(entry.value) else take(entry.value, self.proof)

    def needed(self, name: str, take: Taker[T]) -> T | None:
        """Take the value of a key that has to be there."""
        value = self.value(name, take)
        if value is None or value == "":
            self.mark_missing(name)
        return value

    def mark_missing(self, name: str) -> None:
        """Mark that a key is not there, or has no value (a faulty one is marked already)."""
        for entry in self.found.get(name, ()):
            if is_absent(entry.value) or getattr(entry.value, "value", "?") == "":
                mend = "Write it after the colon."
                self.proof.mark(entry.key, f'"{entry.key.value}" has no value', mend)
        if name not in self.found:
            self.proof.mark(self.mapping, f'"{name}" is missing', f"Add a line: {name}: ...")

    def mark_conflict(self, first: Entry, second: Entry) -> None:
        """Mark that two entries, which mean the same key, say different things."""
        one, two = first.key.value, second.key.value
        what = f'"{two}" says something else than "{one}" on line {first.key.line}'
        self.proof.mark(second.key, what, "They mean the same. Keep one of the two lines.")

    def lines(self) -> dict[str, int]:
        """The line of each key that is there."""
        return {name: entries[0].key.line for name, entries in self.found.items()}


def form(mapping: Mapping, proof: Proof, names: Names[str, str], *, otherwise: str = "") -> Form:
    """Sort a mapping's entries under the keys they mean; names: as written, in lower case -> key.

    A key that nobody knows is a problem; otherwise is its mend where no known key is near.
    """
    otherwise = otherwise or f"It can be {', '.join(sorted({*names.values()}))}."
    made = Form(proof, mapping)
    seen: dict[str, Entry] = {}
    unknown: list[Entry] = []
    for entry in mapping.entries:
        written = entry.key.value.casefold()
        if written in seen:
            _mark_twice(proof, entry, seen[written])
        elif written in names:
            made.found.setdefault(names[written], []).append(entry)
        else:
            unknown.append(entry)
        seen.setdefault(written, entry)
    for entry in unknown[:MOST_TOLD]:
        mark_unknown(proof, entry, names, otherwise=otherwise)
    return made


def mark_unknown(proof: Proof, entry: Entry, names: Names[str, str], *, otherwise: str) -> None:
    """Mark a key that nobody knows, and name the one that was probably meant."""
    meant = near(entry.key.value, list(names))
    mend = f'Did you mean "{meant}"?' if meant else otherwise
    proof.mark(entry.key, f'unknown key "{entry.key.value[:40]}"', mend)


def _mark_twice(proof: Proof, entry: Entry, first: Entry) -> None:
    what = f'"{entry.key.value}" stands on line {first.key.line} already'
    proof.mark(entry.key, what, "Keep one of the two lines.")


def plain_names(*keys: str) -> dict[str, str]:
    """Names for a mapping whose keys have no aliases."""
    return {key: key for key in keys}


def _has_comment(entry: Entry) -> bool:
    return bool(getattr(entry.value, "comment", ""))
