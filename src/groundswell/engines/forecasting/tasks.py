"""How long tasks take that were estimated: past ratios of actual to estimate, drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.engines.forecasting.bootstrap import Numbers
from groundswell.engines.forecasting.history import BadHistory

FEWEST = 20  # finished tasks: below, no ratio is known
NEIGHBOURS = 200  # past tasks of about the same estimate that a ratio is drawn from
RUNS = 4_000
SPREAD_ERROR = (
    1.3  # of the log distance from the median: what made 80 of 100 into 84 on the tasks of docs/build/forecasting.md
)


@dataclass(frozen=True, slots=True)
class Ratios:
    """What past tasks took, as ratios to their estimates, ordered by estimate."""

    estimates: Numbers
    ratios: Numbers

    @property
    def is_enough(self) -> bool:
        """Whether there are enough finished tasks to say a range."""
        return len(self.ratios) >= FEWEST

    def of_size(self, estimate: float) -> Numbers:
        """Return the ratios of the tasks whose estimates lie nearest."""
        # In the middle of all that have the very same estimate.
        middle = (
            int(np.searchsorted(self.estimates, estimate) + np.searchsorted(self.estimates, estimate, "right")) // 2
        )
        first = max(0, min(middle - NEIGHBOURS // 2, len(self.ratios) - NEIGHBOURS))
        return self.ratios[first : first + NEIGHBOURS]


def ratios_of(estimated: Sequence[float], actual: Sequence[float]) -> Ratios:
    """Return the ratios of finished tasks; each must have an estimate and an actual above zero."""
    guessed, took = np.asarray(estimated, dtype=np.float64), np.asarray(actual, dtype=np.float64)
    if len(guessed) != len(took):
        raise BadHistory(f"There are {len(guessed)} estimates and {len(took)} actual hours; each task has both.")
    wrong = np.flatnonzero(~(np.isfinite(guessed) & np.isfinite(took) & (guessed > 0) & (took > 0)))
    if len(wrong):
        at = int(wrong[0])
        raise BadHistory(f"Task {at + 1} says {guessed[at]:g} h estimated, {took[at]:g} h taken; both must be above 0.")
    order = np.argsort(guessed, kind="stable")
    return Ratios(guessed[order], took[order] / guessed[order])


def hours_of(
    estimates: Sequence[float], past: Ratios, levels: Sequence[float] = (0.5, 0.85, 0.95), *, seed: int = 1
) -> list[float] | None:
    """Return the hours that a batch of tasks takes, at each level; None where too few tasks are finished.

    The sum over tasks of estimate times a ratio of a task of about that size, drawn `RUNS` times (Efron, 1979).
    """
    if not past.is_enough:
        return None
    sums = hours_in_runs(estimates, past, np.random.default_rng(seed), RUNS)
    middle = float(np.median(sums))
    if not middle:
        return [0.0] * len(levels)
    return [float(middle * (np.quantile(sums, level) / middle) ** SPREAD_ERROR) for level in levels]


def hours_in_runs(estimates: Sequence[float], past: Ratios, dice: np.random.Generator, runs: int) -> Numbers:
    """Return what a batch takes in each run."""
    sums = np.zeros(runs)
    for estimate in estimates:
        sums += estimate * dice.choice(past.of_size(estimate), runs)
    return sums
