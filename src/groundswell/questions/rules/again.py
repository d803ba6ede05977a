"""Whether a question came again: what counts as the same, and in which interval the change of its rate lies.

Counts of questions a week are taken as Poisson. The interval of a rate is the score interval; that of the difference is
made of both (MOVER: Zou and Donner 2008; for Poisson rates Li, Tang and Wong 2014). It says nothing of why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

# Whole weeks on either side: fewer say nothing, and what is older is of other times.
FEWEST_WEEKS, MOST_WEEKS = 4, 12
LEVEL = 0.95
_Z = 1.959963984540054
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Spans:
    """The weeks that are compared: from `start` up to `day`, and from there up to `end` (each day excluded)."""

    start: date
    day: date
    end: date

    @property
    def before_weeks(self) -> int:
        """How many weeks are before the day."""
        return (self.day - self.start).days // _WEEK

    @property
    def after_weeks(self) -> int:
        """How many weeks are from the day on."""
        return (self.end - self.day).days // _WEEK


def spans(day: date, *, known_from: date, today: date) -> Spans | None:
    """Return the weeks around a day of which everything is known; None where they are too few on either side.

    `known_from`: the first day of which questions are known; today is not over, and does not count.
    """
    before = min((day - known_from).days // _WEEK, MOST_WEEKS)
    after = min((today - day).days // _WEEK, MOST_WEEKS)
    if before < FEWEST_WEEKS or after < FEWEST_WEEKS:
        return None
    return Spans(day - timedelta(weeks=before), day, day + timedelta(weeks=after))


def family(first: Collection[int], later: Iterable[tuple[int, Collection[int]]]) -> set[int]:
    """Return the questions that are the same as the first ones.

    `later`: each question, the oldest first, with the earlier ones that it repeats; a repeat of a repeat is one.
    """
    found = set(first)
    for key, repeated in later:
        if found.intersection(repeated):
            found.add(key)
    return found


def change(before: int, before_weeks: int, after: int, after_weeks: int) -> tuple[float, float]:
    """Return the interval (95 %) in which the change lies, in questions a week; below 0 there are fewer."""
    was, is_now = before / before_weeks, after / after_weeks
    was_low, was_high = _rate(before, before_weeks)
    now_low, now_high = _rate(after, after_weeks)
    middle = is_now - was
    return (
        middle - sqrt((is_now - now_low) ** 2 + (was_high - was) ** 2),
        middle + sqrt((now_high - is_now) ** 2 + (was - was_low) ** 2),
    )


def _rate(count: int, weeks: int) -> tuple[float, float]:
    middle, half = count + _Z**2 / 2, _Z * sqrt(count + _Z**2 / 4)
    return max(middle - half, 0.0) / weeks, (middle + half) / weeks
