"""What an editor says of addresses that an article has left: where they lead, or why it is gone."""

from collections.abc import Iterable, Sequence

from generator.ledger.entries import Entry


def named(entries: Iterable[Entry], name: str) -> tuple[Entry, ...]:
    """The entries of a file, with or without its content/, or the one of an address."""
    entries = tuple(entries)
    address = name if name.endswith("/") else f"{name}/"
    for found in (
        tuple(entry for entry in entries if entry.source in (name, f"content/{name}")),
        tuple(entry for entry in entries if entry.url == address),
    ):
        if found:
            return found
    return ()


def retired(
    entries: Iterable[Entry], chosen: Sequence[Entry], fate: str, now: str
) -> tuple[Entry, ...]:
    """All entries, the chosen ones with a fate: gone since when they were, or else since now."""
    return tuple(
        entry._replace(gone=f"{entry.fate()[0] or now} {fate}") if entry in chosen else entry
        for entry in entries
    )


def target_of(entries: Iterable[Entry], written: str) -> str:
    """The URL or site path that is meant; "" where it is neither, nor a file that was out."""
    written = written.strip()
    if written.startswith(("https://", "http://")) and len(written.split()) == 1:
        return written
    if written.startswith("/") and not written.startswith("//") and len(written.split()) == 1:
        is_whole = written.endswith("/") or any(mark in written for mark in ".?#")
        return written if is_whole else f"{written}/"
    meant = [entry.url for entry in named(entries, written) if not entry.gone]
    return meant[0] if meant else ""


def is_circle(entries: Iterable[Entry], url: str) -> bool:
    """Whether an address that leads elsewhere comes back to itself, as far as editors said so."""
    leads = {each.url: said for each in entries for _, what, said in [each.fate()] if what == "to"}
    passed = set[str]()
    while url in leads and url not in passed:
        passed.add(url)
        url = leads[url]
    return url in passed
