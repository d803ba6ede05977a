"""What is sent twice from one page is kept once, and what is meant twice is not."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID, uuid5


def mark_of(efforts: Iterable[UUID]) -> str:
    """Return the mark of what a page showed of somebody's time: never empty, and another one after each entry."""
    return sha256(" ".join(sorted(each.hex for each in efforts)).encode()).hexdigest()[:16]


def effort_key(person: UUID, item: int, after: str, said: str) -> UUID:
    """Return by what an entry of time is known: the same for the same, sent again from the same page."""
    return uuid5(person, f"{item} {after} {said}")
