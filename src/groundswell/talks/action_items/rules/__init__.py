"""Decisions about action items, in plain Python: which stand at which meeting, and who may end one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Ending(StrEnum):
    """How an item ended; an open one has none. *Given up* needs a reason."""

    NONE = ""
    DONE = "done"
    GIVEN_UP = "given up"


class Standing(StrEnum):
    """How an item stands at one meeting: new there, carried over from before, or ended since the meeting before."""

    NEW = "new"
    CARRIED = "carried"
    ENDED_SINCE = "ended since"


@dataclass(frozen=True)
class Held:
    """A meeting of a series, with its day."""

    id: UUID
    on: date


@dataclass(frozen=True)
class Raised:
    """An item, where it came up, and when it ended."""

    id: UUID
    at: UUID
    ended_on: date | None = None


def standing(item: Raised, meetings: Sequence[Held], meeting: UUID) -> Standing | None:
    """Return how an item stands at a meeting of its series; None where it was not raised or long ended.

    Carried until it has ended, then said once more, as ended: so it stands at every meeting from the one where it was
    raised to the first one after its end, and none vanishes between two. Nobody knows which of two meetings of one day
    came first: what was raised at either stands at both.
    """
    days = {each.id: each.on for each in meetings}
    here = days[meeting]
    if meeting == item.at:
        return Standing.NEW
    if here < days[item.at]:
        return None
    if item.ended_on is None or item.ended_on >= here:
        return Standing.CARRIED
    before = max((day for day in days.values() if day < here), default=item.ended_on)
    return Standing.ENDED_SINCE if item.ended_on >= before else None


def standings(items: Iterable[Raised], meetings: Sequence[Held], meeting: UUID) -> dict[UUID, Standing]:
    """Return the items that stand at a meeting, each with how."""
    found = {item.id: standing(item, meetings, meeting) for item in items}
    return {item: how for item, how in found.items() if how is not None}


def may_end(*, is_keeper: bool, is_owner: bool, is_left: bool = False) -> bool:
    """Tell whether somebody may say that an item is done or given up; `is_left`: nobody keeps it or has taken it on."""
    return is_keeper or is_owner or is_left
