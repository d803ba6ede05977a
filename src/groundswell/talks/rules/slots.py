"""Times that a reader offers for talking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

SHORTEST_MINUTES, LONGEST_MINUTES = 10, 120
USUAL_MINUTES = 30
MOST_SLOTS = 200
FURTHEST_DAYS = 92


class SlotsFault(StrEnum):
    """Why times cannot be offered."""

    NONE = "none"
    PAST = "past"
    FAR = "far"
    MINUTES = "minutes"
    OVERLAP = "overlap"
    MANY = "many"


@dataclass(frozen=True, order=True)
class Stretch:
    """A time from a moment to a moment, the last one excluded."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Stretch") -> bool:
        """Tell whether the two share a moment."""
        return self.start < other.end and other.start < self.end


def stretch_of(start: datetime, minutes: int) -> Stretch:
    """Return the time that a slot takes."""
    return Stretch(start, start + timedelta(minutes=minutes))


def slots_within(whole: Stretch, minutes: int) -> list[Stretch]:
    """Return the slots of a length that fit one after the other into a time; none of no length."""
    # By time that passes: on the night when the clock changes, hours on the wall are missing or come twice.
    start, end = whole.start.astimezone(UTC), whole.end.astimezone(UTC)
    count = int((end - start) / timedelta(minutes=minutes)) if minutes > 0 else 0
    return [stretch_of(start + each * timedelta(minutes=minutes), minutes) for each in range(min(count, 2000))]


def free_of(slots: Iterable[Stretch], busy: Iterable[Stretch]) -> list[Stretch]:
    """Return the slots that touch none of the busy times."""
    taken = list(busy)
    return [slot for slot in slots if not any(slot.overlaps(each) for each in taken)]


def fault_of(slots: Sequence[Stretch], offered: Sequence[Stretch], *, minutes: int, now: datetime) -> SlotsFault | None:
    """Return why these cannot be offered besides what is offered already, or None."""
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        return SlotsFault.MINUTES
    if not slots:
        return SlotsFault.NONE
    ordered = sorted(slots)
    # What is offered already may overlap itself: a time that was called off stands free beside what became of it.
    clashes = any(one.overlaps(next_one) for one, next_one in pairwise(ordered)) or free_of(slots, offered) != [*slots]
    reasons = (
        (ordered[0].start < now, SlotsFault.PAST),
        (ordered[-1].start > now + timedelta(days=FURTHEST_DAYS), SlotsFault.FAR),
        (clashes, SlotsFault.OVERLAP),
        (len(slots) + len(offered) > MOST_SLOTS, SlotsFault.MANY),
    )
    return next((fault for holds, fault in reasons if holds), None)


def rest_of(slot: Stretch, now: datetime) -> tuple[datetime, int]:
    """Return the minute from which "free now" is still free, and for how many minutes: one at least."""
    start = max(slot.start, now.replace(second=0, microsecond=0))
    return start, max(1, int((slot.end - start) / timedelta(minutes=1)))


def may_receipt_take(by_receipt: int, coming: int) -> bool:
    """Tell whether a receipt may take one more of the coming times: half of them, and one at least.

    Nobody can tell whether many receipts are of one person: so the other half is left to those who book by name.
    """
    return by_receipt < max(1, coming // 2)


def is_bookable(slot: Stretch, *, is_now: bool, is_taken: bool, now: datetime) -> bool:
    """Tell whether somebody can take a slot: before it begins, or while "free now" lasts."""
    return not is_taken and (now < slot.end if is_now else now < slot.start)
