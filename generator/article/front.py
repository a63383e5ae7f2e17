"""Front matter -> values, each of the right type; what is wrong is marked on the proof."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.article import paths
from generator.article.keys import NAMES
from generator.article.takers import (
    correction_in,
    draft_by,
    free,
    picture_among,
    reference,
    sponsor_for,
    withdrawal_in,
)
from generator.article.types import Free, Front, Reading
from generator.config.places import language
from generator.markup.typographer import typeset
from generator.yaml import Form, Mapping, Node, Proof, Sequence, form
from generator.yaml.nodes import is_absent
from generator.yaml.takers import boolean, comma_texts, list_of, mapping, moment_in, text, texts

_GUARDS = ("draft", "embargo", "expires", "withdrawn")
_UNKNOWN = "Take it out, put it under extra:, or list it under fields: in site.yaml."


def read_front(settings: Mapping, proof: Proof, reading: Reading) -> Front:
    """Take every key of an article's front matter."""
    names = {name.casefold(): name for name in reading.fields} | NAMES
    sheet = form(settings, proof, names, otherwise=_UNKNOWN)
    _mark_empty_guards(sheet)
    front = Front(
        lang=sheet.value("lang", language) or reading.dialect.language,
        title=sheet.value("title", text) or "",
        series=sheet.value("series", text) or "",
        authors=sheet.value("authors", texts) or (),
        topics=tuple(dict.fromkeys(_topics(sheet))),
        is_featured=sheet.value("featured", boolean) or False,
        references=sheet.value("sources", list_of(reference)) or (),
        picture=sheet.value("image", picture_among(reading.dialect.hosts)),
        extra=_extra(sheet, reading.fields),
        lines=sheet.lines(),
    )
    return _typeset(_with_words(_with_address(_with_times(front, sheet, reading), sheet), sheet))


def _with_times(front: Front, sheet: Form, reading: Reading) -> Front:
    """Front with its moments, and with what depends on them."""
    zone = ZoneInfo(reading.timezone)
    take = moment_in(zone)
    return replace(
        front,
        date=sheet.value("date", take),
        embargo=sheet.value("embargo", take),
        expires=sheet.value("expires", take),
        updated=sheet.value("updated", take),
        is_draft=_is_draft(sheet, zone),
        corrections=sheet.value("corrections", list_of(correction_in(zone))) or (),
        withdrawn=sheet.value("withdrawn", withdrawal_in(zone)),
        sponsor=sheet.value("sponsor", sponsor_for(zone)),
    )


def _with_address(front: Front, sheet: Form) -> Front:
    return replace(
        front,
        slug=sheet.value("slug", paths.last_part) or "",
        url=sheet.value("url", paths.whole_path) or "",
        aliases=sheet.value("aliases", _old_paths) or (),
    )


def _with_words(front: Front, sheet: Form) -> Front:
    return replace(
        front,
        standfirst=sheet.value("standfirst", text) or "",
        description=sheet.value("description", text) or "",
        kicker=sheet.value("kicker", text) or "",
    )


def _typeset(front: Front) -> Front:
    """Front with the quotation marks, dashes and the like that print has."""

    def set_(words: str) -> str:
        return typeset(words, front.lang) if words else words

    picture, withdrawn = front.picture, front.withdrawn
    return replace(
        front,
        title=set_(front.title),
        standfirst=set_(front.standfirst or front.description),
        description=set_(front.description),
        kicker=set_(front.kicker),
        picture=picture
        and replace(
            picture,
            alt=set_(picture.alt),
            credit=set_(picture.credit),
            caption=set_(picture.caption),
        ),
        corrections=tuple(replace(c, text=set_(c.text)) for c in front.corrections),
        withdrawn=withdrawn and replace(withdrawn, reason=set_(withdrawn.reason)),
        references=tuple(replace(r, title=set_(r.title)) for r in front.references),
    )


def _mark_empty_guards(sheet: Form) -> None:
    # Somebody may have forgotten to fill in an embargo: nothing goes out on a guess.
    for name in _GUARDS:
        for entry in sheet.found.get(name, ()):
            if is_absent(entry.value):
                mend = "Write a value after the colon, or take the line out."
                sheet.proof.mark(entry.key, f'"{entry.key.value}" has no value', mend)


def _topics(sheet: Form) -> Iterator[str]:
    """Topics of every key that names some, joined."""
    for entry in sheet.found.get("topics", ()):
        yield from sheet.taken(entry, comma_texts) or ()


def _is_draft(sheet: Form, zone: ZoneInfo) -> bool:
    said = []
    for entry in sheet.found.get("draft", ()):
        key = entry.key.value.casefold()
        is_draft = sheet.taken(entry, draft_by(key, zone))
        if is_draft is not None:
            said.append((entry, is_draft))
    for entry, is_draft in said[1:]:
        if is_draft != said[0][1]:
            sheet.mark_conflict(said[0][0], entry)
    return any(is_draft for _, is_draft in said)


def _old_paths(node: Node, proof: Proof) -> tuple[str, ...] | None:
    if isinstance(node, Sequence):
        return list_of(paths.old_path)(node, proof)
    path = paths.old_path(node, proof)
    return (path,) if path else None


def _extra(sheet: Form, fields: tuple[str, ...]) -> dict[str, Free]:
    """What `extra:` holds, and the keys of the site's own."""
    extra = sheet.value("extra", _free_keys) or {}
    own = {name: sheet.found[name][0].value for name in fields if name in sheet.found}
    return extra | {name: free(node, sheet.proof) for name, node in own.items()}


def _free_keys(node: Node, proof: Proof) -> dict[str, Free] | None:
    found = mapping(node, proof)
    if found is None:
        return None
    for key in (entry.key for entry in found.entries):
        if NAMES.get(key.value.casefold()) not in _GUARDS:
            continue
        # A slip of the hand that indents it would publish the article.
        mend = "Let it begin in the first column, or give the key another name."
        proof.mark(key, f'"{key.value}" holds nothing back here', mend)
    return {entry.key.value: free(entry.value, proof) for entry in found.entries}
