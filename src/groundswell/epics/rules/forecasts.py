"""When an epic will be done: what a date rests on, why there is none, and how often dates came true."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

LEVELS = (50, 85, 95)
WEEK = timedelta(days=7)
FEWEST_SPRINTS = 4

type Left = Mapping[str, int]
type Said = Sequence[date | None]


class NoDate(StrEnum):
    """Why no date is said."""

    NOTHING_LEFT = "nothing_left"
    HELD = "held"
    NO_HOURS = "no_hours"
    TOO_LITTLE = "too_little"
    NEVER_KEPT = "never_kept"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Stood:
    """The half hours of each open ticket of an epic on a day."""

    day: date
    left: Left


@dataclass(frozen=True)
class Share:
    """Half hours that the plans of a sprint gave to epics, and those by which their tickets became smaller."""

    planned: int
    worked: int

    @property
    def kept(self) -> float:
        """What was worked of what was planned."""
        return self.worked / self.planned


def week_of(first: date, today: date) -> date:
    """Return the first day of the week of a sprint, counted from its first day."""
    return first + WEEK * ((today - first).days // WEEK.days)


def weeks_of(days: int) -> int:
    """Return how many whole weeks a sprint is counted as: one at least."""
    return max(1, round(days / WEEK.days))


def worked(stood: Sequence[Stood]) -> int:
    """Return by how many half hours tickets became smaller, or were done. One that grew is not work undone."""
    return sum(
        max(0, halves - after.left.get(ticket, 0))
        for before, after in pairwise(stood)
        for ticket, halves in before.left.items()
    )


def of_sprint(stood: Sequence[Stood], first: date, last: date) -> Sequence[Stood]:
    """Return how an epic stood from the first day of a sprint to the first of the next; nothing where one lacks."""
    end = last + timedelta(days=1)
    found = [each for each in stood if first <= each.day <= end]
    return found if len(found) > 1 and (found[0].day, found[-1].day) == (first, end) else ()


def grown(stood: Sequence[Stood]) -> list[tuple[int, int]]:
    """Return, of each ticket that is done, the half hours it was first seen with, and those with what came on top."""
    first, grew = dict[str, int](), dict[str, int]()
    now: Left = {}
    for each in stood:
        for ticket, halves in each.left.items():
            first.setdefault(ticket, halves)
            grew[ticket] = grew.get(ticket, 0) + max(0, halves - now.get(ticket, first[ticket]))
        now = each.left
    return [(halves, halves + grew[ticket]) for ticket, halves in first.items() if ticket not in now and halves]


def why_no_date(*, left: int, is_held: bool, capacity: float, kept: Collection[float]) -> NoDate | None:
    """Return why no date can be said; None where one can."""
    if not left:
        return NoDate.NOTHING_LEFT
    if is_held:
        return NoDate.HELD
    if not capacity:
        return NoDate.NO_HOURS
    if len(kept) < FEWEST_SPRINTS:
        return NoDate.TOO_LITTLE
    return None if any(kept) else NoDate.NEVER_KEPT


def days_from(today: date, weeks: Iterable[int | None]) -> list[date | None]:
    """Return the last days of these weeks from today."""
    return [None if each is None else today + WEEK * each for each in weeks]


@dataclass(frozen=True)
class Hits:
    """Of so many dates at a level so many came true."""

    came: int
    said: int


def hits(said: Iterable[tuple[Said, date | None]], today: date) -> list[Hits]:
    """Return how many dates came true at each level; with each stands the day on which it was done, if it is.

    A date that is still to come is not counted until its epic is done.
    """
    came, counted = [0] * len(LEVELS), [0] * len(LEVELS)
    for dates, done in said:
        for place, day in enumerate(dates):
            if day is None or (done is None and day >= today):
                continue
            counted[place] += 1
            came[place] += done is not None and done <= day
    return [Hits(*each) for each in zip(came, counted, strict=True)]
