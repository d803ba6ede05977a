"""A cell whose member moves to another role in two dates: what its backlog does."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

type Floats = np.ndarray[tuple[int, ...], np.dtype[np.floating]]

RUNS = 1_000
WEEKS = 52
RAMP = 8  # weeks until somebody new works as fast as others


class BadCell(ValueError):
    """What was given is no cell, or no pair of dates; the message says what."""


@dataclass(frozen=True, slots=True)
class Firefighting:
    """Work that nobody plans: incidents a week, hours of one on the average, their coefficient of variation."""

    a_week: float = 0.0
    hours: float = 0.0
    variation: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's hours a week, those promised to clients, what comes unasked, and what the move takes."""

    members: int
    hours_of_a_member: float
    promised: Sequence[float]  # client hours of each week; the last one stays
    moved_part_time: float  # hours a week that leave at the first date
    moved_full_time: float  # and at the second, of all
    firefighting: Firefighting = Firefighting()
    absent: float = 0.0  # share of weeks in which a member is away
    handover: float = 24.0  # hours, of both sides together, in the four weeks before the second date
    handover_weeks: int = 4
    backlog: float = 0.0  # hours that lie there today
    replacement: float = 0.0  # hours a week of somebody new
    replaced_from: int | None = None  # the week in which they begin
    extra: float = 0.0  # hours a week that are found elsewhere


def late_shares(
    cell: Cell, pairs: Sequence[tuple[int | None, int | None]], *, weeks: int = WEEKS, runs: int = RUNS, seed: int = 1
) -> Floats:
    """Return, a row a pair of dates, the share of runs in which the backlog exceeds half a person-week, week by week.

    B(w+1) = max(0, B + D - C) (Lindley, 1952): D what is promised and what comes unasked (compound Poisson), C the
    hours of members who are there, less what has moved, plus what a replacement already manages. All pairs meet the
    same runs, so that what differs between them is the dates and not the dice.
    """
    check(cell, pairs)
    if not pairs:
        return np.zeros((0, weeks))
    surplus = _surplus(cell, weeks, runs, np.random.default_rng(seed)).astype(np.float32)
    moved = np.array([_moved(cell, pair, weeks) for pair in pairs], dtype=np.float32)
    half = np.float32(cell.hours_of_a_member / 2)
    late = np.empty((len(pairs), weeks))
    backlog = np.full((len(pairs), runs), cell.backlog, dtype=np.float32)
    for week in range(weeks):
        backlog += surplus[week]
        backlog += moved[:, week, None]
        np.maximum(backlog, 0, out=backlog)
        late[:, week] = np.count_nonzero(backlog > half, axis=1)
    return late / runs


def check(cell: Cell, pairs: Sequence[tuple[int | None, int | None]]) -> None:
    """Refuse what is no cell, and dates that lie the wrong way round."""
    fire = cell.firefighting
    numbers = (
        cell.members, cell.hours_of_a_member, *cell.promised, cell.moved_part_time, cell.moved_full_time, fire.a_week,
        fire.hours, fire.variation, cell.absent, cell.handover, cell.backlog, cell.replacement, cell.extra,
    )  # fmt: skip
    if not cell.promised or not all(math.isfinite(number) and number >= 0 for number in numbers):
        raise BadCell("A cell's hours must be numbers from 0 up, with the promises of one week at least.")
    if cell.absent > 1 or cell.moved_part_time > cell.moved_full_time:
        raise BadCell("At the second date as many hours move as at the first or more; nobody is away more than always.")
    for part, full in pairs:
        if (part is not None and part < 0) or (full is not None and full < 0) or _is_turned(part, full):
            raise BadCell(f"Weeks {part} and {full}: dates begin with week 0, and part-time comes before full-time.")


def _is_turned(part: int | None, full: int | None) -> bool:
    return part is not None and full is not None and part > full


def _surplus(cell: Cell, weeks: int, runs: int, dice: np.random.Generator) -> Floats:
    """Return what comes in more than is worked, for each week and run, as long as nobody moves."""
    away = dice.binomial(cell.members, cell.absent, (weeks, runs)) * cell.hours_of_a_member
    promised = np.array([cell.promised[min(week, len(cell.promised) - 1)] for week in range(weeks)])
    surplus: Floats = promised[:, None] + _fires(cell.firefighting, weeks, runs, dice) + away
    return surplus - cell.members * cell.hours_of_a_member - cell.extra - _replaced(cell, weeks)[:, None]


def _fires(fire: Firefighting, weeks: int, runs: int, dice: np.random.Generator) -> Floats:
    """Return hours of incidents: a Poisson number of gamma-distributed ones, whose sum is gamma again."""
    if not fire.a_week or not fire.hours:
        return np.zeros((weeks, runs))
    incidents = dice.poisson(fire.a_week, (weeks, runs))
    if not fire.variation:
        return incidents * fire.hours
    shape = 1 / fire.variation**2
    drawn: Floats = dice.standard_gamma(incidents * shape) * (fire.hours / shape)
    return drawn


def _replaced(cell: Cell, weeks: int) -> Floats:
    if cell.replaced_from is None:
        return np.zeros(weeks)
    return cell.replacement * np.clip((np.arange(weeks) - cell.replaced_from) / RAMP, 0, 1)


def _moved(cell: Cell, pair: tuple[int | None, int | None], weeks: int) -> Floats:
    """Return the hours that the dates take from each week."""
    part, full = pair
    week = np.arange(weeks)
    moved = np.zeros(weeks)
    if part is not None:
        moved[week >= part] = cell.moved_part_time
    if full is not None:
        moved[week >= full] = cell.moved_full_time
        before = (week < full) & (week >= full - cell.handover_weeks)
        moved[before] += cell.handover / cell.handover_weeks
    return moved
