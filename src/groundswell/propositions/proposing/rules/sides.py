"""Both sides: a perspective is confirmed by somebody who holds it, or it is said that nobody did."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID


class Heard(StrEnum):
    """How a perspective was heard."""

    HELD = "held"
    NOT_CONFIRMED = "not_confirmed"
    REFUSED = "refused"


def unheard(
    sides: Mapping[UUID, bytes], confirmed: Collection[UUID], noted: Mapping[UUID, Collection[bytes]]
) -> frozenset[UUID]:
    """Return the perspectives of which nobody has said "that is my view", and nobody has noted why not.

    `sides` holds a mark of the words of each, `noted` the marks of the words that were heard: other words are another
    view. `confirmed` are those that their holder confirmed or corrected in the register.
    """
    return frozenset(
        side for side, words in sides.items() if side not in confirmed and words not in noted.get(side, ())
    )
