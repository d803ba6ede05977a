"""Whether somebody has promised more than they have: reasons, each against their own past; no score, no rank."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt
from statistics import median

# Of the hours that are left: from here on a promise is tight, and from there on it is more than there is.
TIGHT, TOO_MUCH = 0.85, 1.0
# So much more than one usually gets done in a sprint.
ABOVE_PACE = 1.0
# The mean of so many sprints is one's pace; overtime is sustained over as many.
SPRINTS = 3
OVERTIME = 0.10
# Sprints after which a sprint's overtime counts half.
HALF_LIFE = 3
SQUEEZED = 0.6
# So much more to and fro than in the middle one of one's own sprints, and at least so many changes a day more.
SCATTERED, CHANGES = 1.5, 0.5
# So much of the hours that are left, in reviews that others wait for longer than three days.
REVIEWS, REVIEW_DAYS = 0.10, 3
# Of the normal distribution: a Wilson interval of 80 % (Wilson, 1927).
_WILSON = 1.2816
FIVE_DAYS = 5
LONG_WITHOUT = 182


class Signal(StrEnum):
    """What can be a sign of having promised too much."""

    PROMISED = "promised"
    PACE = "pace"
    OVERTIME = "overtime"
    SPILLOVER = "spillover"
    SCATTER = "scatter"
    REVIEWS = "reviews"
    DAYS_OFF = "days_off"
    ROLES = "roles"
    RATING = "rating"


class Says(StrEnum):
    """What a sign says."""

    NOTHING = "nothing"
    CALM = "calm"
    TIGHT = "tight"
    TOO_MUCH = "too_much"


@dataclass(frozen=True)
class Reason:
    """A sign with the two numbers that it holds against each other (minutes, days, or shares).

    It says NOTHING where too little is known.
    """

    signal: Signal
    says: Says
    one: float = 0
    other: float = 0


@dataclass(frozen=True)
class Past:
    """A sprint that ended: minutes that were agreed (contract less leave), and minutes that were logged."""

    agreed: int
    logged: int


@dataclass(frozen=True)
class Taken:
    """Tickets that somebody took for a sprint, how many were not done at its end, and the minutes of both kinds."""

    tickets: int
    spilled: int
    minutes: int = 0
    done: int = 0


@dataclass(frozen=True)
class Facts:
    """What is known of somebody, in minutes.

    `promised`: open work that they took. `committed`: what they took for one sprint, the one that runs or the next,
    whichever is more. `left`: what they have from today to the end of the next sprint (None: nobody
    said how many hours they work). `past`: the sprints that ended, the oldest first. `role_allotted` and
    `role_logged`: of their roles, in the last of these. `taken` and `changes`: of the same sprints as `past`; changes
    are how many things a day with hours had, less one, in the mean (None: a sprint without hours). `reviews`: what
    others have waited for longer than three days.
    """

    promised: int
    left: int | None
    past: Sequence[Past]
    role_allotted: int
    role_logged: int
    days_since_off: int | None
    taken: Sequence[Taken] = ()
    changes: Sequence[float | None] = ()
    reviews: int = 0
    committed: int = 0


def reasons(facts: Facts) -> list[Reason]:
    """Return every sign with what it says, in one order."""
    return [
        _promised(facts),
        _pace(facts),
        _overtime(facts),
        _spillover(facts),
        _scatter(facts),
        _reviews(facts),
        _days_off(facts),
        _roles(facts),
        # Nobody knows whose a rating was, so nothing can be said of it here: the sentence says what to look for.
        Reason(Signal.RATING, Says.NOTHING),
    ]


def overtime(past: Iterable[Past]) -> list[float]:
    """Return, after each sprint, how much more was logged than agreed, the last ones counting most (Brown, 1956).

    Sprints in which nothing was agreed, or nothing was logged, are left out: they say nothing about overtime.
    """
    keep, total, weight = 0.5 ** (1 / HALF_LIFE), 0.0, 0.0
    found = []
    for each in past:
        if each.agreed and each.logged:
            total, weight = keep * total + each.logged / each.agreed - 1, keep * weight + 1
            found.append(total / weight)
    return found


def at_least(hits: int, of: int) -> float:
    """Return the lower end of Wilson's interval of 80 % for a share; `of` is at least one."""
    if not hits:
        return 0.0  # said in whole numbers: as a sum of fractions it would be a hair more than nothing
    share, square = hits / of, _WILSON**2
    spread = _WILSON * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (share + square / (2 * of) - spread) / (1 + square / of)


def changes_a_day[Thing](days: Iterable[Collection[Thing]]) -> float | None:
    """Return how many different things a day had, less one, in the mean of days that had any; None where none had."""
    counted = [len(set(things)) - 1 for things in days if things]
    return sum(counted) / len(counted) if counted else None


def days_since_off(away: Collection[date], today: date, works: Collection[int] = range(5)) -> int | None:
    """Return how many days ago the last five working days in a row off ended; None where there are none on record."""
    run, day, earliest = 0, today, min(away, default=today)
    last_of_run = day
    while day >= earliest:
        if day.weekday() in works:
            if day in away:
                last_of_run = day if run == 0 else last_of_run
                run += 1
                if run == FIVE_DAYS:
                    return (today - last_of_run).days
            else:
                run = 0
        day -= timedelta(days=1)
    return None


def _promised(facts: Facts) -> Reason:
    if facts.left is None:
        return Reason(Signal.PROMISED, Says.NOTHING)
    if not facts.promised:
        return Reason(Signal.PROMISED, Says.CALM, 0, facts.left)
    if not facts.left:
        return Reason(Signal.PROMISED, Says.TOO_MUCH, facts.promised, 0)
    return Reason(Signal.PROMISED, _level(facts.promised / facts.left), facts.promised, facts.left)


def _pace(facts: Facts) -> Reason:
    """Hold what was taken for a sprint against what was done of that in sprints before: one sprint against one."""
    done = [each.done for each in facts.taken if each.tickets][-SPRINTS:]
    if len(done) < SPRINTS:
        return Reason(Signal.PACE, Says.NOTHING)
    pace = sum(done) / len(done)
    is_above = facts.committed > ABOVE_PACE * pace
    return Reason(Signal.PACE, Says.TOO_MUCH if is_above else Says.CALM, facts.committed, pace)


def _overtime(facts: Facts) -> Reason:
    found = overtime(facts.past)
    if len(found) < SPRINTS:
        return Reason(Signal.OVERTIME, Says.NOTHING)
    is_sustained = min(found[-SPRINTS:]) > OVERTIME
    return Reason(Signal.OVERTIME, Says.TOO_MUCH if is_sustained else Says.CALM, found[-1], OVERTIME)


def _spillover(facts: Facts) -> Reason:
    """Hold the share of the last sprints against that of the ones before. Few tickets say little."""
    recent, before = (
        (sum(each.spilled for each in part), sum(each.tickets for each in part))
        for part in (facts.taken[-SPRINTS:], facts.taken[:-SPRINTS])
    )
    if not recent[1] or not before[1]:
        return Reason(Signal.SPILLOVER, Says.NOTHING)
    usual = before[0] / before[1]
    says = Says.TIGHT if at_least(*recent) > usual else Says.CALM
    return Reason(Signal.SPILLOVER, says, recent[0] / recent[1], usual)


def _scatter(facts: Facts) -> Reason:
    last = facts.changes[-1] if facts.changes else None
    earlier = [each for each in facts.changes[:-1] if each is not None]
    if last is None or len(earlier) < SPRINTS:
        return Reason(Signal.SCATTER, Says.NOTHING)
    usual = median(earlier)
    is_scattered = last > SCATTERED * usual and last >= usual + CHANGES
    return Reason(Signal.SCATTER, Says.TIGHT if is_scattered else Says.CALM, last, usual)


def _reviews(facts: Facts) -> Reason:
    if facts.left is None:
        return Reason(Signal.REVIEWS, Says.NOTHING)
    says = Says.TIGHT if facts.reviews > REVIEWS * facts.left else Says.CALM
    return Reason(Signal.REVIEWS, says, facts.reviews, facts.left)


def _days_off(facts: Facts) -> Reason:
    if facts.days_since_off is None:
        return Reason(Signal.DAYS_OFF, Says.NOTHING)
    says = Says.TIGHT if facts.days_since_off > LONG_WITHOUT else Says.CALM
    return Reason(Signal.DAYS_OFF, says, facts.days_since_off, LONG_WITHOUT)


def _roles(facts: Facts) -> Reason:
    last = facts.past[-1] if facts.past else Past(0, 0)
    if not facts.role_allotted or not last.logged:
        return Reason(Signal.ROLES, Says.NOTHING)
    is_squeezed = facts.role_logged < SQUEEZED * facts.role_allotted and last.logged > last.agreed
    return Reason(Signal.ROLES, Says.TIGHT if is_squeezed else Says.CALM, facts.role_logged, facts.role_allotted)


def _level(share: float) -> Says:
    if share >= TOO_MUCH:
        return Says.TOO_MUCH
    return Says.TIGHT if share >= TIGHT else Says.CALM
