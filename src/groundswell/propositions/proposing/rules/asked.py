"""Whether the words of a part are those that people were asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Asked(StrEnum):
    """How far people were asked about the words of a part."""

    NEVER = "never"
    NOW = "now"
    MIXED = "mixed"
    OTHERS = "others"
    THESE = "these"


@dataclass(frozen=True)
class Held:
    """One review: until when, whether it is over, and the words of the part in each version that was read in it."""

    until: date
    version: int
    is_over: bool
    words: Sequence[str | None]


@dataclass(frozen=True)
class AskedAbout:
    """How far people were asked about words; and where about others, until when, and with which version."""

    asked: Asked
    until: date | None = None
    version: int = 0


def same_words(one: str, other: str | None) -> bool:
    """Tell whether two texts say the same, whatever white space stands between their words."""
    return other is not None and one.split() == other.split()


def asked_about(words: str, reviews: Iterable[Held]) -> AskedAbout:
    """Return how far people were asked about these words of a part.

    `reviews` begin with the oldest. One counts where each version that was read in it held exactly these words, and
    where it is over. Of what changed while people were asked nobody can say which words an answer was about.
    """
    listed = [each for each in reviews if any(text is not None for text in each.words)]
    these = [each for each in listed if all(same_words(words, text) for text in each.words)]
    if any(each.is_over for each in these):
        return AskedAbout(Asked.THESE)
    if these:
        return AskedAbout(Asked.NOW, these[-1].until)
    others = [each for each in listed if each.is_over and _held_one(each.words)]
    if others:
        return AskedAbout(Asked.OTHERS, others[-1].until, others[-1].version)
    return AskedAbout(Asked.MIXED, listed[-1].until, listed[-1].version) if listed else AskedAbout(Asked.NEVER)


def _held_one(words: Sequence[str | None]) -> bool:
    first = words[0]
    return first is not None and all(same_words(first, text) for text in words)
