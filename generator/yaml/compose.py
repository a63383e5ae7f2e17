"""YAML text -> nodes: our strict reading of the events of PyYAML's parser."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from generator.errors import Problem
from generator.text import Place, sheet_of
from generator.yaml.mending import Draft, mended, spaced
from generator.yaml.nodes import LOST, Entry, Mapping, Node, Scalar, Sequence, is_lost
from generator.yaml.proof import Proof, quoted_line, write

MAX_DEPTH = 50
MAX_ROUNDS = 200
# Every fault means another reading, so that a long text has fewer.
_ROUND_BUDGET = 2_000_000
_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ITEM = re.compile(r"\n\s*- ")


def compose(
    text: str, path: str, first_line: int = 1
) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Compose the one mapping that text is, and tell all that is wrong with it.

    What could not be read has the value LOST; where nothing could be, there is no mapping.
    """
    # YAML ends a line at these, editors do not.
    text = text.translate(_BREAKS) if not text.isascii() else text
    draft = Draft(sheet_of(path, text, first_line), text.split("\n"))
    told: list[Problem] = draft.untabbed() if "\t" in text else []
    for _ in range(_rounds(text)):
        proof = Proof(draft.sheet)
        try:
            mapping = _Composer(proof, draft).document()
        except yaml.MarkedYAMLError as error:
            told += mended(draft, error)
            continue
        except _TooDeepError:
            return None, (*told, *proof.problems)
        if mapping is not None or not (slips := spaced(draft)):
            return mapping, (*told, *proof.problems)
        told += slips
    what = "there are more faults in these settings than could be told at once"
    return None, (*told, draft.problem(0, 0, what, "Mend the others first, and try again."))


def _rounds(text: str) -> int:
    return min(MAX_ROUNDS, max(5, _ROUND_BUDGET // (len(text) + 1)))


class _TooDeepError(Exception):
    """Values nest deeper than anybody means."""


class _Composer:
    """One reading of a draft: from its events to its nodes, problems marked on the way."""

    def __init__(self, proof: Proof, draft: Draft) -> None:
        self.proof = proof
        self.first_line = draft.sheet.first_line
        self.lost = draft.lost
        self.text = "\n".join(draft.lines)
        self.has_hash = "#" in self.text
        loader = getattr(yaml, "CLoader", yaml.SafeLoader)
        self.next_event: Callable[[], Any] = loader(self.text).get_event
        self.depth = 0

    def document(self) -> Mapping | None:
        self.next_event()
        event = self.next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping(entries=(), line=self.first_line, column=1)
        node = self.node(self.next_event())
        self.next_event()
        self.expect_end(self.next_event())
        if isinstance(node, Mapping):
            return node
        if is_lost(node):
            return None
        mend = "Write each setting on a line of its own: a key, a colon, a space and its value."
        self.proof.mark(node, 'these are not settings of the form "key: value"', mend)
        return None

    def expect_end(self, event: yaml.Event) -> None:
        if not isinstance(event, yaml.StreamEndEvent):
            what = "a second part begins here, and only one is read"
            self.mark(event, what, "Delete this line, or what follows it.")

    def mark(self, event: Any, what: str, mend: str) -> None:
        self.proof.problems.append(self.proof.sheet.problem(self.place(event), what, mend))

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(mark.line + self.first_line, mark.column + 1)

    def node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse_sign(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        return self.collection(event)

    def collection(self, event: Any) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.mark(event, f"lists nest more than {MAX_DEPTH} deep here", "Write it more simply.")
            raise _TooDeepError
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self.sequence(event) if is_list else self.mapping(event)
        self.depth -= 1
        return node

    def sequence(self, event: Any) -> Sequence:
        place = self.place(event)
        items = []
        while not isinstance(item := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.node(item))
        is_flow = bool(event.flow_style)
        return Sequence(items=tuple(items), line=place.line, column=place.column, is_flow=is_flow)

    def mapping(self, event: Any) -> Mapping | Scalar:
        place = self.place(event)
        entries: dict[str, Entry] = {}
        while not isinstance(first := self.next_event(), yaml.MappingEndEvent):
            key = self.key(self.node(first))
            value = self.node(self.next_event())
            if key.value in entries:
                self.refuse_twice(key, entries[key.value].key)
            else:
                entries[key.value] = Entry(key=key, value=value)
        if LOST in entries:
            return Scalar(value=LOST, line=place.line, column=place.column)
        is_flow, found = bool(event.flow_style), tuple(entries.values())
        return Mapping(entries=found, line=place.line, column=place.column, is_flow=is_flow)

    def refuse_twice(self, key: Scalar, first: Scalar) -> None:
        mend = "Keep one of the two lines."
        self.proof.mark(key, f'"{key.value}" stands on line {first.line} already', mend)

    def key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar) or node.value == LOST:
            if not isinstance(node, Scalar):
                mend = "A key is a word. If this line is text, put it in quotation marks."
                self.proof.mark(node, "brackets stand where a key is expected", mend)
            return Scalar(value=LOST, line=node.line, column=node.column)
        if node.value.isascii() or not _UNSEEN.search(node.value):
            return node
        seen = _UNSEEN.sub("", node.value)
        what = f'an invisible character is in the key "{seen}"'
        self.proof.mark(node, what, f"Delete the key and type it again: {seen}:")
        return Scalar(value=seen, line=node.line, column=node.column, width=node.width)

    def scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark, event.end_mark
        style = "" if event.style in (None, "") or event.implicit[0] else event.style
        value, line = event.value, start.line + self.first_line
        if style:
            value = self.checked(event, line)
        elif start.line != end.line:
            self.refuse_item(event)
        width = end.column - start.column if end.line == start.line else 1
        comment = self.comment(end.index) if self.has_hash and not style else ""
        return Scalar(
            value=value,
            line=line,
            column=start.column + 1,
            width=width,
            style=style,
            comment=comment,
        )

    def checked(self, event: Any, line: int) -> str:
        """A quoted value, unless its escapes (`\\0`) make characters that no text holds."""
        value: str = event.value
        if line in self.lost or value.isprintable() or not _CONTROL.search(value):
            return value
        what = "this value has a control character, written with a backslash"
        self.mark(event, what, "Delete the backslash, or write two for one: \\\\")
        return LOST

    def comment(self, end: int) -> str:
        stop = self.text.find("\n", end)
        rest = self.text[end : stop if stop >= 0 else None].strip()
        return rest if rest.startswith("#") else ""

    def refuse_item(self, event: Any) -> None:
        if _ITEM.search(self.text, event.start_mark.index, event.end_mark.index):
            what = "text and a list follow one key"
            self.mark(event, what, 'Put this text on a line of its own below the key, after "- ".')

    def refuse_sign(self, event: Any) -> None:
        line = self.proof.sheet.line(self.place(event).line)
        sign = "&" if event.anchor is not None else "!"
        self.refuse_meaning(event, sign, line)

    def alias(self, event: Any) -> Scalar:
        place = self.place(event)
        self.refuse_meaning(event, "*", self.proof.sheet.line(place.line))
        return Scalar(value=LOST, line=place.line, column=place.column)

    def refuse_meaning(self, event: Any, sign: str, line: str) -> None:
        what = f'a value that begins with "{sign}" has a meaning of its own in YAML'
        self.mark(event, what, write(quoted_line(line, event.start_mark.column)))
