"""What a proofreader would ask of one text: one question a file, asked while the text is read.

A question looks first for a sign without which it need not be asked: most texts have none.
"""

from collections.abc import Callable, Iterable

from generator.errors import Problem
from generator.proofreading.copy import Copy
from generator.proofreading.levels import skipped_levels
from generator.proofreading.punctuation import mixed_punctuation
from generator.proofreading.repeated import repeated_words
from generator.proofreading.spacing import uneven_spaces
from generator.proofreading.unsourced import unsourced_quotations

__all__ = ["QUESTIONS", "Copy", "proofread"]

QUESTIONS: tuple[Callable[[Copy], Iterable[Problem]], ...] = (
    repeated_words,
    skipped_levels,
    unsourced_quotations,
    mixed_punctuation,
    uneven_spaces,
)


def proofread(copy: Copy) -> tuple[Problem, ...]:
    """Ask every question of a text; what they find shows no lines yet."""
    return tuple([found for question in QUESTIONS for found in question(copy)])
