"""Who can read an item: one key an item, one rule for every list, page, search and count."""

from enum import StrEnum
from uuid import UUID

from groundswell.people.rules import Audience

# What nobody outside the desk reads. Whoever writes an item starts at the narrowest of these.
AT_THE_DESK = frozenset({Audience.ME, Audience.ADVOCATE})


class Unclear(StrEnum):
    """What a change of audience lacks."""

    REASON = "reason"
    SAME = "same"


def key_of(audience: Audience, *, person: UUID, cell: UUID | None = None) -> str:
    """Return the key of an audience as search and `people.policy.audiences_of` spell it.

    `person` is who wrote the item: the one reader of "me". `cell` is named where one cell reads it.
    """
    if audience is Audience.ME:
        return f"person:{person}"
    return f"cell:{cell}" if audience is Audience.CELL else audience.value


def leaves_the_desk(audience: Audience) -> bool:
    """Tell whether people read it who read no sealed voice."""
    return audience not in AT_THE_DESK


def audience_of_own(concern: Audience) -> Audience:
    """Return who reads what a member adds to a concern in one click: its readers, and nobody outside."""
    return Audience.ORGANISATION if concern is Audience.PUBLIC else concern


def widens(before: Audience, after: Audience, *, same_key: bool) -> bool:
    """Tell whether somebody reads it afterwards who did not before. Another cell is another group of people."""
    if same_key:
        return False
    return after.is_wider_than(before) or after is before


def unclear(*, same_key: bool, reason: str) -> Unclear | None:
    """Return what a change of audience lacks, or None: it changes something, and says why."""
    if same_key:
        return Unclear.SAME
    return None if reason.strip() else Unclear.REASON
