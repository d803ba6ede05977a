"""When words may leave the desk. Everything here fails closed.

Whose say counts, and how long they have to object, is the voices' to decide (`voices.rules.refusal_to_publish`). The
register adds what a person at the desk must have done: written the words anew, and looked at every mark.
"""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.people.rules import Audience
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.voices.rules import Refusal


class Missing(StrEnum):
    """What a person at the desk still has to do before words can go out."""

    MARKS = "marks"
    COPIED = "copied"
    NOT_COMPARED = "not_compared"
    SAID_TO_FEWER = "said_to_fewer"


@dataclass(frozen=True)
class Case:
    """What is known about words that would go to an audience.

    `refusal` is what the authors behind the words say, None when they let them go; it counts where a voice is behind
    them at all. `was_compared`: these exact words were held against the sealed originals.
    `said_to_fewer` counts what was said elsewhere to fewer people than these, without an agreement to more.
    """

    audience: Audience
    marks_left: int = 0
    has_sealed_sources: bool = False
    was_compared: bool = False
    is_copied: bool = False
    has_voices: bool = False
    refusal: Refusal | None = None
    said_to_fewer: int = 0


def missing(case: Case) -> tuple[Missing | Refusal, ...]:
    """Return why the words may not go to the audience; nothing means that they may."""
    if not leaves_the_desk(case.audience):
        return ()
    stops: tuple[tuple[bool, Missing | Refusal | None], ...] = (
        (case.marks_left > 0, Missing.MARKS),
        (case.is_copied, Missing.COPIED),
        (case.has_sealed_sources and not case.was_compared, Missing.NOT_COMPARED),
        (case.said_to_fewer > 0, Missing.SAID_TO_FEWER),
        (case.has_voices, case.refusal),
    )
    return tuple(why for holds, why in stops if holds and why is not None)


def may_publish(case: Case) -> bool:
    """Tell whether the words may go to the audience."""
    return not missing(case)
