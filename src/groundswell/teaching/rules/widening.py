"""A story of something decided inside: who opened it to everybody, and who looked whether somebody could be known."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class LookFault(StrEnum):
    """Why a second look cannot be taken."""

    NOT_WIDENED = "not widened"
    SAME_PERSON = "same person"
    OTHER_WORDS = "other words"
    MARKS = "marks"


@dataclass(frozen=True)
class Look:
    """Who opened the audience, who looked, and at which words."""

    widened_by: UUID | None = None
    looked_by: UUID | None = None
    looked_at: str = ""


def mark_of(*words: str) -> str:
    """Return a mark of exactly these words: whoever changes one of them afterwards needs a new look."""
    told = "\0".join(words)
    return hashlib.sha256(told.encode()).hexdigest()


def is_looked_at(look: Look, now: str) -> bool:
    """Tell whether a second person has looked at the words as they are now."""
    return look.widened_by is not None and look.looked_by is not None and look.looked_at == now


def look_fault(
    look: Look, by: UUID, *, seen: str, now: str, writer: UUID | None, marks: int, reason: str
) -> LookFault | None:
    """Return what keeps somebody from saying that nobody can be known by these words.

    It is a second look: not of whoever opened the audience, and not of whoever wrote the words last.
    """
    if look.widened_by is None:
        return LookFault.NOT_WIDENED
    if by in {look.widened_by, writer}:
        return LookFault.SAME_PERSON
    if seen != now:
        return LookFault.OTHER_WORDS
    return LookFault.MARKS if marks and not reason else None
