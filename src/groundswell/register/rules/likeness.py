"""Which concerns may be the same: a suggestion for a person to look at, never more."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from groundswell.register.rules.words import stem, telling_stems, words

WORTH_A_LOOK = 0.25
_TITLE_WEIGHT = 0.6


@dataclass(frozen=True)
class Told:
    """A concern as it is compared."""

    id: UUID
    title: str
    text: str


@dataclass(frozen=True)
class Likeness:
    """How alike another concern is, from 0 to 1, and the words that both use."""

    other: Told
    degree: float
    shared: tuple[str, ...]


def suggestions(of: Told, others: Iterable[Told], *, most: int = 8) -> tuple[Likeness, ...]:
    """Return the concerns worth a look, the likest first."""
    found = (likeness(of, other) for other in others if other.id != of.id)
    worth = [each for each in found if each.degree >= WORTH_A_LOOK]
    return tuple(sorted(worth, key=lambda each: (-each.degree, each.other.title, each.other.id))[:most])


def likeness(one: Told, other: Told) -> Likeness:
    """Compare two concerns by the words that they share."""
    said, also = telling_stems(f"{one.title} {one.text}"), telling_stems(f"{other.title} {other.text}")
    titles = _overlap(telling_stems(one.title), telling_stems(other.title))
    degree = _TITLE_WEIGHT * titles + (1 - _TITLE_WEIGHT) * _overlap(said, also)
    return Likeness(other, degree, _as_written(f"{one.title} {one.text}", said & also))


def _as_written(text: str, shared: AbstractSet[str]) -> tuple[str, ...]:
    """Return the shared words as the first of the two writes them: people read words, and no stems."""
    written: dict[str, str] = {}
    for word in words(text):
        written.setdefault(stem(word.text), word.plain)
    return tuple(sorted(written[each] for each in shared))


def _overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the shared words against the words of the shorter text: a sentence may repeat a page."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
