"""Placebo in time: the step at the real date beside the steps at all dates at which nothing happened.

A step is estimated with a straight drift in the model, so that whatever drifts steadily has none. The same is done at
each other date of the series, the real step taken out; their mean size says how large steps are by chance. The ratio
of the two does not change with the level, the drift or the unit of the series, so its distribution where nothing
happened depends on one thing alone: how much a period keeps of the one before it. That distribution is drawn by
simulation for several such shares, and the least favourable counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from groundswell.engines.effects.series import (
    ROUNDING,
    BadSeries,
    Floats,
    NoSpread,
    Values,
    correlation,
    lines_and_step,
    placed,
)

LEVEL = 0.95
# What a period may keep of the one before it: the least favourable of these counts.
KEPT = (0.0, 0.15, 0.3, 0.45)
# The share under which steps are estimated; docs/build/evidence.md compares others.
ASSUMED = 0.4
DRAWS = 20_000
SEED = 1128
# A pseudo-date has at least so many periods on each side.
LEAST_SIDE = 2
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Effect:
    """The step at a date, in the unit of the series, and how it compares with chance.

    `p` is the share of series without any step that show one as large. `low` and `high` hold the steps that would not
    be told from this one, at the level asked for. `spread` is the standard deviation of a period around its line,
    `detectable` the step that a series of this length and spread shows in four cases of five. `placebos` are the
    steps at the other dates, by place among the periods that have a value.
    """

    step: float
    low: float
    high: float
    p: float
    spread: float
    detectable: float
    placebos: tuple[tuple[int, float], ...]
    before: int
    after: int

    @property
    def differs(self) -> bool:
        """Whether no step at all is outside of the interval."""
        return self.low > 0 or self.high < 0


def effect_of(before: Values, after: Values, *, level: float = LEVEL) -> Effect:
    """Return the step between two stretches of one series, one value a period; None where a period has no value.

    Raises `TooShort` below 8 values before and 4 after, `NoSpread` where the series has no chance in it.
    """
    times, cut, values = placed(before, after)
    design = _design(times, cut, level)
    centred = values - values.mean()
    step, steps = float(design.step @ centred), design.placebos @ centred
    chance = float(np.sqrt(np.mean(steps**2)))
    if chance <= ROUNDING * float(np.abs(values).max(initial=0.0)) or chance == 0:
        raise NoSpread("These values follow a line and a step exactly: there is no chance to compare them with.")
    reach, spread = design.bound * chance * design.size, chance / design.unit
    return Effect(
        step=step,
        low=step - reach,
        high=step + reach,
        p=design.share_beyond(abs(step) / (chance * design.size)),
        spread=spread,
        detectable=design.detectable * spread,
        placebos=tuple(
            (cut, float(each * size)) for cut, each, size in zip(design.cuts, steps, design.sizes, strict=True)
        ),
        before=cut,
        after=len(times) - cut,
    )


def difference_of(
    before: Values, after: Values, other_before: Values, other_after: Values, *, level: float = LEVEL
) -> Effect:
    """Return the step of one series less that of another to which nothing was done: difference in differences.

    The same placebo test, of the difference of the two in each period; a period counts where both have a value.
    """
    if len(before) != len(other_before) or len(after) != len(other_after):
        raise BadSeries("The two series must have the same periods.")
    return effect_of(_less(before, other_before), _less(after, other_after), level=level)


def _less(ours: Values, theirs: Values) -> list[float | None]:
    pairs = zip(ours, theirs, strict=True)
    return [None if one is None or other is None else one - other for one, other in pairs]


@dataclass(frozen=True, slots=True)
class _Design:
    """What depends on the places of the periods alone.

    `step` and the rows of `placebos` are weights of the values. A placebo is in units of its own standard deviation
    `sizes`, `size` is that of the step; `unit` is the root mean square of the placebos where a period spreads by 1.
    `ratios` are the drawn ratios for each share kept, rising. `bound` is what a ratio by chance stays below at the
    level asked for, and `detectable` the step, in spreads, that is told from chance in four cases of five; the least
    favourable share kept counts for both.
    """

    cuts: tuple[int, ...]
    step: Floats
    placebos: Floats
    size: float
    sizes: Floats
    unit: float
    ratios: tuple[Floats, ...]
    bound: float
    detectable: float

    def share_beyond(self, ratio: float) -> float:
        """Return how often chance alone gives as large a ratio; never quite 0, as the draws are so many."""
        counted = max(len(each) - int(np.searchsorted(each, ratio, side="left")) for each in self.ratios)
        return (counted + 1) / (DRAWS + 1)


@lru_cache(maxsize=64)
def _design(times: tuple[int, ...], cut: int, level: float) -> _Design:
    assumed = correlation(times, ASSUMED)
    inverse = np.linalg.inv(assumed)
    step = _step_weights(times, cut, inverse)
    cuts = tuple(each for each in range(LEAST_SIDE, len(times) - LEAST_SIDE + 1) if each != cut)
    rows = np.array([_step_weights(times, each, inverse) for each in cuts])
    sizes = np.sqrt(np.einsum("ij,jk,ik->i", rows, assumed, rows))
    columns = lines_and_step(times, cut)
    without = np.eye(len(times)) - columns @ np.linalg.pinv(columns)
    placebos = (rows / sizes[:, None]) @ without
    size = float(np.sqrt(step @ assumed @ step))
    unit = float(np.sqrt(np.mean(np.einsum("ij,jk,ik->i", placebos, assumed, placebos))))
    drawn = tuple(_drawn(times, kept, step, placebos) for kept in KEPT)
    ratios = tuple(np.sort(np.abs(steps) / (chance * size)) for steps, chance in drawn)
    bound = max(float(np.quantile(each, level, method="higher")) for each in ratios)
    detectable = max(float(np.quantile(bound * size * chance - steps, POWER)) for steps, chance in drawn)
    return _Design(cuts, step, placebos, size, sizes, unit, ratios, bound, detectable)


def _step_weights(times: Sequence[int], cut: int, inverse: Floats) -> Floats:
    """Return the weights with which values make a step: generalised least squares (Aitken, 1936)."""
    columns = lines_and_step(times, cut)
    weighted = columns.T @ inverse
    weights: Floats = np.linalg.solve(weighted @ columns, weighted)[2]
    return weights


def _drawn(times: Sequence[int], kept: float, step: Floats, placebos: Floats) -> tuple[Floats, Floats]:
    """Return steps and mean placebos of series without a step, whose periods keep a share of the one before."""
    dice = np.random.default_rng(SEED).standard_normal((DRAWS, len(times)))
    series = dice @ np.linalg.cholesky(correlation(times, kept)).T
    return series @ step, np.sqrt(np.mean((series @ placebos.T) ** 2, axis=1))
