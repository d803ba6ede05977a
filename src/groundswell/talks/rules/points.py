"""What becomes of the points of a talk, and who decides it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

# So long a talk stands among what waits for its member; afterwards it is listed to its reader alone.
DAYS_TO_SETTLE = 14


class Outcome(StrEnum):
    """How a point ends."""

    PUBLISHED = "published"
    ANONYMISED = "anonymised"
    NOTHING = "nothing"
    REFUSED = "refused"


class TalkState(StrEnum):
    """Where a talk stands."""

    BOOKED = "booked"
    HELD = "held"
    CALLED_OFF = "called off"


class PointFault(StrEnum):
    """Why a point cannot be changed like this."""

    SETTLED = "settled"
    CARRIED = "carried"
    UNSETTLED = "unsettled"
    STAYS = "stays"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """Where a point stands: how it ended by the member's say, what its reader suggests, and whether it went on.

    `is_carried`: it stands in the register, where its words need the member's consent once more.
    """

    outcome: Outcome | None = None
    suggested: Outcome | None = None
    is_carried: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether its member has not said yet what becomes of it."""
        return self.outcome is None

    @property
    def leaves_the_room(self) -> bool:
        """Tell whether its member agreed that it goes out."""
        return self.outcome in {Outcome.PUBLISHED, Outcome.ANONYMISED}

    @property
    def waits_for_reader(self) -> bool:
        """Tell whether it was agreed to go out, and nobody has written it down for others yet."""
        return self.leaves_the_room and not self.is_carried


def suggest(point: Standing, outcome: Outcome) -> Standing | PointFault:
    """Return a point with its reader's suggestion: that decides nothing. What has ended needs none."""
    return replace(point, suggested=outcome) if point.is_open else PointFault.SETTLED


def agree(point: Standing, outcome: Outcome) -> Standing | PointFault:
    """Return a point as its member ends it. It can end otherwise until it was carried on."""
    return PointFault.CARRIED if point.is_carried else replace(point, outcome=outcome)


def carry(point: Standing) -> Standing | PointFault:
    """Return a point that its reader writes down for others: only what its member let out, and once."""
    if point.is_open:
        return PointFault.UNSETTLED
    if not point.leaves_the_room:
        return PointFault.STAYS
    return PointFault.CARRIED if point.is_carried else replace(point, is_carried=True)


def nothing_to_publish(points: Iterable[Standing]) -> list[Standing]:
    """Return the points of a talk whose member ends, in one click, everything that is open."""
    return [replace(point, outcome=Outcome.NOTHING) if point.is_open else point for point in points]


def is_settled(points: Iterable[Standing], *, state: TalkState, said_nothing: bool) -> bool:
    """Tell whether a talk has ended: each point has, or there is none and its member said that there is nothing.

    A talk that was called off, and of which nothing was noted, leaves nothing open.
    """
    known = list(points)
    if not known:
        return said_nothing or state is TalkState.CALLED_OFF
    return not any(point.is_open for point in known)


def may_call_off(state: TalkState, *, by_reader: bool) -> bool:
    """Tell whether somebody may say that a talk is not held, or was not: a reader even of one noted as held."""
    return state is TalkState.BOOKED or (by_reader and state is TalkState.HELD)


def may_reader_add(*, said_nothing: bool) -> bool:
    """Tell whether a reader may still note points: not once the member said that there is nothing to publish."""
    return not said_nothing


def waits_for_member(held_on: date, today: date, *, is_settled: bool) -> bool:
    """Tell whether a talk stands among what waits for its member: for two weeks, and then nobody asks again."""
    return not is_settled and held_on <= today <= held_on + timedelta(days=DAYS_TO_SETTLE)


def is_listed_to_reader(held_on: date, today: date, *, is_settled: bool) -> bool:
    """Tell whether a talk that nobody ended is listed to its reader, and to nobody else."""
    return not is_settled and today > held_on + timedelta(days=DAYS_TO_SETTLE)
