"""Merging duplicates: a pointer, never a move. So it loses nothing, and taking the pointer away undoes it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Unmergeable(StrEnum):
    """Why two concerns are not merged."""

    ITSELF = "itself"
    ALREADY = "already"
    REASON = "reason"


@dataclass(frozen=True)
class Merged:
    """A duplicate and the concern that stands for it."""

    duplicate: UUID
    survivor: UUID


def unmergeable(duplicate: UUID, survivor: UUID, merges: Iterable[Merged], *, reason: str) -> Unmergeable | None:
    """Return why a merge is refused, or None: both must stand for themselves, and somebody says why."""
    if duplicate == survivor:
        return Unmergeable.ITSELF
    if {duplicate, survivor} & {merge.duplicate for merge in merges}:
        return Unmergeable.ALREADY
    return None if reason.strip() else Unmergeable.REASON


def roots(merges: Iterable[Merged]) -> dict[UUID, UUID]:
    """Return for each duplicate the concern that stands for it in the end, through any number of merges."""
    onward = {merge.duplicate: merge.survivor for merge in merges}
    return {duplicate: _end_of(duplicate, onward) for duplicate in onward}


def repeats(stored_by_person: Iterable[Collection[str]]) -> frozenset[str]:
    """Return the "me too" tags that say again what their person said within the same group: each counts once.

    Each item holds the stored tags of one person. Which of them counts follows from the tags alone, so that the same
    group always gives the same answer, and undoing a merge restores what was before it.
    """
    return frozenset(tag for tags in stored_by_person for tag in sorted(tags)[1:])


def _end_of(duplicate: UUID, onward: Mapping[UUID, UUID]) -> UUID:
    place = onward[duplicate]
    while place in onward:
        place = onward[place]
    return place
