"""An epic on hold: since when, why, in which cell, and for how many days altogether."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why an epic is on hold. Client work is one line, whoever the client is."""

    CLIENT_WORK = "client_work"
    NOBODY_FREE = "nobody_free"
    OTHER_WORK = "other_work"
    DECISION = "decision"
    OUTSIDE = "outside"
    OTHER = "other"


class HoldFault(StrEnum):
    """Why a hold cannot be noted."""

    NO_REASON = "no_reason"
    NO_NOTE = "no_note"
    TO_COME = "to_come"
    BEFORE = "before"
    HELD = "held"


@dataclass(frozen=True)
class Spell[Place]:
    """Days on hold, from `first` (included) to `end` (excluded; None: still). `place` is a cell; None: everywhere."""

    place: Place | None
    reason: Reason
    first: date
    end: date | None = None

    def days(self, today: date) -> int:
        """Return for how many days it was held, today included while it lasts."""
        return max(((self.end or today + timedelta(days=1)) - self.first).days, 0)

    def within(self, first: date, today: date) -> int:
        """Return how many of its days lie on `first` or later."""
        return max(((self.end or today + timedelta(days=1)) - max(self.first, first)).days, 0)


def hold_fault(
    reason: str, note: str, first: date, *, begun: date, today: date, is_held: bool, since: date | None = None
) -> HoldFault | None:
    """Return why a hold cannot be noted. `since`: when the last hold there ended; a new one begins no earlier."""
    if reason not in set(Reason):
        return HoldFault.NO_REASON
    if reason == Reason.OTHER and not note.strip():
        return HoldFault.NO_NOTE
    if first > today:
        return HoldFault.TO_COME
    if first < begun or (since is not None and first < since):
        return HoldFault.BEFORE
    return HoldFault.HELD if is_held else None


def held_now[Place](spells: Iterable[Spell[Place]], place: Place | None) -> Spell[Place] | None:
    """Return the hold that stops an epic at a place: its own, or one that stands everywhere."""
    return next((each for each in spells if each.end is None and each.place in {place, None}), None)


def days_now[Place](spells: Iterable[Spell[Place]], place: Place | None, today: date) -> int:
    """Return for how many days it has been on hold there without a break; 0 where it moves."""
    spell = held_now(spells, place)
    return spell.days(today) if spell else 0


def days_in_all[Place](spells: Iterable[Spell[Place]], place: Place | None, today: date) -> int:
    """Return on how many days it was on hold there; a day held for two reasons is one day."""
    return _covered([each for each in spells if each.place in {place, None}], today)


def days_anywhere[Place](spells: Collection[Spell[Place]], today: date) -> int:
    """Return on how many days it was on hold in some place."""
    return _covered(spells, today)


def days_by_reason[Place](spells: Iterable[Spell[Place]], first: date, today: date) -> Mapping[Reason, int]:
    """Return the days on hold since `first` by reason, each place counted for itself; reasons without days too."""
    found = dict.fromkeys(Reason, 0)
    for spell in spells:
        found[spell.reason] += spell.within(first, today)
    return found


def _covered[Place](spells: Iterable[Spell[Place]], today: date) -> int:
    total, reached = 0, date.min
    for first, end in sorted((each.first, each.end or today + timedelta(days=1)) for each in spells):
        total += max((end - max(first, reached)).days, 0)
        reached = max(reached, end)
    return total
