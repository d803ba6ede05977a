"""When epics will be done that are given so many hours a sprint, and get fewer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from groundswell.engines.forecasting.bootstrap import Numbers
from groundswell.engines.forecasting.history import BadHistory

type Places = np.ndarray[tuple[int, ...], np.dtype[np.signedinteger]]

LEVELS = (0.5, 0.85, 0.95)
RUNS = 10_000
RUNS_OF_ONE = 2_500
FEWEST_SPRINTS = 4
LONGEST = 260  # weeks: five years, behind which no date is said
TAIL = 0.99  # what an epic needs in the worst hundredth of runs is not looked up: there it is late
# How far the pace of sprints to come lies from that of past ones, on a log scale: at once, by the sprint, and where
# there are few past ones. Of the last sprints each counts twice. How often dates come true with these: docs/build.
AWAY, WALK, FEW = 0.3, 0.12, 0.1
MANY_SPRINTS = 12
RECENT = 4
FARTHEST = 1.2  # e to this: no team works at more than three times, or less than a third, of its past pace for long
STEPS = 256  # work is looked up in so many steps of the greatest; rounded up, so never too early


@dataclass(frozen=True, slots=True)
class Epic:
    """The hours that an epic may still need, each as likely as the other, and those that the plan gives it a sprint."""

    needs: Sequence[float]
    hours_per_sprint: float


@dataclass(frozen=True, slots=True)
class EpicWeeks:
    """Whole weeks from now, one for each level; None where nothing can be said, and `because` says why."""

    weeks: tuple[int | None, ...]
    because: str = ""
    # Whether a level lies beyond the weeks that were looked at, and not beyond the longest that is ever looked at.
    is_beyond: bool = False


def epic_weeks(
    epic: Epic,
    kept: Sequence[float],
    levels: Sequence[float] = LEVELS,
    *,
    weeks_per_sprint: int = 2,
    runs: int = RUNS_OF_ONE,
    seed: int = 1,
) -> EpicWeeks:
    """Return by the end of which week one epic is done; `kept`: hours given, as a share of those planned, by sprint.

    Where a level is not reached as far as it seemed worth looking, it is looked for up to five years.
    """

    def looked(*, farthest: bool) -> EpicWeeks:
        return joint_weeks(
            [epic], kept, levels, weeks_per_sprint=weeks_per_sprint, runs=runs, seed=seed, farthest=farthest
        )[0]

    found = looked(farthest=False)
    return looked(farthest=True) if found.is_beyond else found


def joint_weeks(
    epics: Sequence[Epic],
    kept: Sequence[float],
    levels: Sequence[float] = LEVELS,
    *,
    weeks_per_sprint: int = 2,
    runs: int = RUNS,
    seed: int = 1,
    farthest: bool = False,
) -> list[EpicWeeks]:
    """Return the same for epics of one team: in each run a bad sprint is bad for all of them.

    A sprint to come is a past one again, by the Bayesian bootstrap (Rubin, 1981; drawn with Pólya's urn, so that it is
    also unsure how often each comes), at a pace that wanders: of past sprints alone, 95 of 100 came true 86 times
    where teams drift. What an epic needs is drawn from `needs`, for each on its own.
    """
    shares = _shares(kept)
    refused = [_why_not(epic, shares) for epic in epics]
    asked = [epic for epic, why in zip(epics, refused, strict=True) if why is None]
    if not asked:
        return [EpicWeeks((None,) * len(levels), why or "") for why in refused]
    dice = np.random.default_rng(seed)
    most = max(_tail(epic.needs) / (epic.hours_per_sprint or 1) for epic in asked) or 1.0
    horizon = LONGEST if farthest else _horizon(most, shares, weeks_per_sprint)
    table = _Table.of(most, horizon, work_of_weeks(shares, horizon, weeks_per_sprint, runs, dice))
    return [
        EpicWeeks((None,) * len(levels), why) if why else table.weeks_of(epic, levels, dice)
        for epic, why in zip(epics, refused, strict=True)
    ]


def work_of_weeks(
    shares: Numbers, horizon: int, weeks_per_sprint: int, runs: int, dice: np.random.Generator
) -> Numbers:
    """Return the sprints' worth of planned work that is done by the end of each week: a row a week, a column a run."""
    sprints = math.ceil(horizon / weeks_per_sprint)
    urn = np.concatenate([shares, shares[-RECENT:]])
    drawn = np.empty((sprints, runs), dtype=np.int32)
    pace = np.empty((sprints, runs), dtype=np.float32)
    few = max(MANY_SPRINTS - len(shares), 0) / (MANY_SPRINTS - FEWEST_SPRINTS)
    now = np.float32(AWAY + FEW * few) * dice.standard_normal(runs, dtype=np.float32)
    each = np.arange(runs)
    for sprint in range(sprints):
        ball = dice.integers(0, len(urn) + sprint, runs, dtype=np.int32)
        again = np.flatnonzero(ball >= len(urn))
        ball[again] = drawn[ball[again] - len(urn), each[again]]
        drawn[sprint] = ball
        now += np.float32(WALK) * dice.standard_normal(runs, dtype=np.float32)
        pace[sprint] = now
    np.exp(np.clip(pace, -FARTHEST, FARTHEST, out=pace), out=pace)
    sprint_by_sprint = (urn / weeks_per_sprint).astype(np.float32)[drawn] * pace
    done: Numbers = np.cumsum(np.repeat(sprint_by_sprint, weeks_per_sprint, axis=0)[:horizon], axis=0)
    return done


@dataclass(frozen=True, slots=True)
class _Table:
    """For each run and each step of work, how many weeks do not reach it."""

    most: float
    horizon: int
    runs: int
    weeks: Places  # flat: a run after the other

    @classmethod
    def of(cls, most: float, horizon: int, done: Numbers) -> Self:
        """Count, for each run, the weeks below each step."""
        runs = done.shape[1]
        step = np.minimum(done * np.float32(STEPS / most) + np.float32(1 + 1e-4), STEPS + 1).astype(np.int32)
        step += np.arange(runs, dtype=np.int32) * (STEPS + 2)
        reached = np.bincount(step.ravel(), minlength=runs * (STEPS + 2)).astype(np.int16).reshape(runs, STEPS + 2)
        return cls(most, horizon, runs, np.cumsum(reached, axis=1, dtype=np.int16).ravel())

    def weeks_of(self, epic: Epic, levels: Sequence[float], dice: np.random.Generator) -> EpicWeeks:
        """Return by the end of which week an epic is done, at each level."""
        needs = np.asarray(epic.needs, dtype=np.float64) / (epic.hours_per_sprint or 1)
        places = np.minimum(np.ceil(needs * (STEPS / self.most) - 1e-9), STEPS + 1).astype(np.int32)
        drawn = places[dice.integers(0, len(places), self.runs, dtype=np.int32)]
        is_work = drawn > 0
        drawn += np.arange(self.runs, dtype=np.int32) * (STEPS + 2)
        weeks = np.minimum(self.weeks[drawn] + 1, self.horizon + 1) * is_work
        share = np.cumsum(np.bincount(weeks, minlength=self.horizon + 2)) / self.runs
        found = [_nearer_end(share, level, self.horizon) for level in levels]
        known = tuple(week if week <= self.horizon else None for week in found)
        if None not in known:
            return EpicWeeks(known)
        return EpicWeeks(known, f"It may take more than {self.horizon} weeks.", is_beyond=self.horizon < LONGEST)


def _nearer_end(share: Numbers, level: float, horizon: int) -> int:
    """Return the end of a week that lies nearest to the moment at which so many runs are done.

    That there is nothing to do is known at once; what there is to do takes one week at least.
    """
    week = int(np.searchsorted(share, level - 1e-9))
    if week <= 1 or week > horizon:
        return week
    before = float(share[week - 1])
    return week if level - before >= (float(share[week]) - before) / 2 else week - 1


def _tail(needs: Sequence[float]) -> float:
    return float(np.sort(needs)[math.ceil(TAIL * len(needs)) - 1])


def _horizon(most: float, shares: Numbers, weeks_per_sprint: int) -> int:
    usual = most / float(shares.mean()) * weeks_per_sprint
    return min(LONGEST, math.ceil(2 * usual) + 4 * weeks_per_sprint)


def _shares(kept: Sequence[float]) -> Numbers:
    shares = np.asarray(kept, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(shares) | (shares < 0))
    if len(wrong):
        raise BadHistory(f"Sprint {wrong[0] + 1} kept {shares[wrong[0]]} of its plan; it must be a number from 0 up.")
    return shares


def _why_not(epic: Epic, shares: Numbers) -> str | None:
    needs = np.asarray(epic.needs, dtype=np.float64)
    if not len(needs) or not np.isfinite(needs).all() or (needs < 0).any():
        raise BadHistory("What an epic needs must be hours from 0 up.")
    if not math.isfinite(epic.hours_per_sprint) or epic.hours_per_sprint < 0:
        raise BadHistory(f"An epic cannot be given {epic.hours_per_sprint} hours a sprint.")
    if needs.max() > 0 and epic.hours_per_sprint == 0:
        return "The plan gives it no hours, so it has no date."
    if len(shares) < FEWEST_SPRINTS:
        said = "1 sprint was" if len(shares) == 1 else f"{len(shares)} sprints were"
        return f"Too little history: {said} planned and logged; a date needs {FEWEST_SPRINTS}."
    if not shares.any():
        return "No planned hour was ever kept, so it has no date."
    return None
