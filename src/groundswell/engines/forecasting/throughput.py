"""When so many will be done, from how many were done each week."""

import math
from collections.abc import Sequence
from typing import Self

from groundswell.engines.forecasting.bootstrap import Numbers, chance_by_week, quantile
from groundswell.engines.forecasting.calibration import ASKABLE, calibrated
from groundswell.engines.forecasting.history import BadHistory, Usable, usable
from groundswell.engines.forecasting.level import RECENT, level_of
from groundswell.engines.forecasting.own import own_spread

LEVELS = (0.5, 0.85, 0.95)
LONGEST = 520  # weeks: ten years, behind which no date is said
FIRST_LOOK = 3
LEAST = 1e-6  # of a piece of work: less is as much, and cannot be divided


class Weeks(tuple[int | None, ...]):  # noqa: SLOT001 - a tuple has no room for slots that hold something
    """Whole weeks from now, one for each level; None where nothing can be said, and `because` says why."""

    levels: tuple[float, ...]
    rests_on: int  # weeks of history
    because: str

    def __new__(
        cls, weeks: Sequence[int | None], levels: Sequence[float] = LEVELS, rests_on: int = 0, because: str = ""
    ) -> Self:
        """Make it of the weeks; the rest is said about them."""
        made = super().__new__(cls, weeks)
        made.levels, made.rests_on, made.because = tuple(levels), rests_on, because
        return made

    @property
    def is_known(self) -> bool:
        """Whether every level has a week."""
        return None not in self


def weeks_to_finish(finished_per_week: Sequence[float], remaining: float, levels: Sequence[float] = LEVELS) -> Weeks:
    """Return by the end of which week `remaining` will be done, with the probability of each level.

    The geometric mean of two forecasts that err differently, a level that wanders (`level`) and the last twelve weeks
    again (`bootstrap`), its spread set right by what 20 real histories took in the end (`calibration`; conformal, as in
    Romano, Patterson and Candès, Conformalized Quantile Regression, 2019) and by the team's own (`own`). A moment
    within a week is said as the nearer end of a week.
    """
    _check(remaining, levels)
    if remaining == 0:
        return Weeks([0] * len(levels), levels, len(finished_per_week), "Nothing remains.")
    history = usable(finished_per_week)
    if not history.is_enough:
        return Weeks([None] * len(levels), levels, len(history.weeks), history.because)
    moments = moments_to_finish(history, remaining, levels)
    weeks = [None if moment is None else max(1, round(moment)) for moment in moments]
    because = history.because
    if None in weeks:
        because = f"{because} Some of it lies more than ten years away, where no date is said.".strip()
    return Weeks(weeks, levels, len(history.weeks), because)


def moments_to_finish(history: Usable, remaining: float, levels: Sequence[float]) -> list[float | None]:
    """Return the same as a number with a fraction: what parts of a change are computed from."""
    raw = uncalibrated(history.weeks, max(remaining, LEAST), (0.5, *levels))
    middle = raw[0]
    if middle is None:
        return [None] * len(levels)
    own = own_spread(history.weeks)
    found: list[float | None] = []
    for level, moment in zip(levels, raw[1:], strict=True):
        weeks = None if moment is None else calibrated(level, middle, moment, len(history.weeks), own)
        found.append(None if weeks is None or weeks > LONGEST else weeks)
    return in_order(levels, found)


def in_order(levels: Sequence[float], moments: Sequence[float | None]) -> list[float | None]:
    """Return the moments so that a surer level is never earlier, nor known where a less sure one is not."""
    latest = 0.0
    kept: dict[float, float | None] = {}
    for level, moment in sorted(zip(levels, moments, strict=True), key=lambda each: each[0]):
        latest = math.inf if moment is None else max(latest, moment)
        kept[level] = None if math.isinf(latest) else latest
    return [kept[level] for level in levels]


def uncalibrated(weeks: Sequence[float], remaining: float, levels: Sequence[float]) -> list[float | None]:
    """Return the geometric mean of both forecasts at each level, as they come."""
    wandering = level_of(weeks)
    recent = weeks[-RECENT:]
    chances = _chances(recent, remaining, max(levels))
    found: list[float | None] = []
    for level in levels:
        again = quantile(chances, level)
        one = None if again is None else max(again, 0.5)
        found.append(None if one is None else math.sqrt(one * wandering.quantile(remaining, level)))
    return found


def _chances(recent: Sequence[float], remaining: float, level: float) -> Numbers:
    horizon = min(LONGEST, RECENT + math.ceil(FIRST_LOOK * remaining * len(recent) / sum(recent)))
    while True:
        chances = chance_by_week(recent, remaining, horizon)
        if chances[-1] >= level or horizon == LONGEST:
            return chances
        horizon = min(LONGEST, 2 * horizon)


def _check(remaining: float, levels: Sequence[float]) -> None:
    if not math.isfinite(remaining) or remaining < 0:
        raise BadHistory(f"What remains is {remaining}; it must be a number from 0 up.")
    lowest, highest = ASKABLE
    for level in levels:
        if not lowest <= level <= highest:
            raise BadHistory(f"A level of {level} cannot be asked; it lies between {lowest} and {highest}.")
