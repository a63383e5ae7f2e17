"""Every address that readers have ever seen: whose it is, and what stands there now.

Only this room writes content/ledger.tsv.
"""

from generator.ledger.entries import Entry, Ledger, parse_ledger
from generator.ledger.reckoning import (
    Contest,
    Past,
    Redirect,
    Tombstone,
    reckon,
    text_of,
    with_text,
)

__all__ = [
    "Contest",
    "Entry",
    "Ledger",
    "Past",
    "Redirect",
    "Tombstone",
    "parse_ledger",
    "reckon",
    "text_of",
    "with_text",
]
