"""How the table of `engines/forecasting/calibration.py` is made: for `benchmarks.forecasting --fit`.

For each level the log of the weeks that it took, less the log of the uncalibrated median, is regressed on the log
distance of the uncalibrated quantile from that median: linear quantile regression (Koenker and Bassett, 1978), by
majorising the loss (Hunter and Lange, 2000). Then the shift is moved until, in whole weeks, as many came true as the
level says (split conformal prediction).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

type Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
MIDDLE = 0.5
SOON = 0.3  # of a week: what was done earlier counts as that
CENTRED_FROM = 0.3  # below, whole weeks are too coarse to be counted
ROUNDS = 60


@dataclass(frozen=True)
class Seen:
    """One forecast before calibration, at each level, as logs of weeks; and what came."""

    name: str
    took: int
    moment: float
    ahead: int
    logs: tuple[float, ...]
    own: float


def fitted(seen: Sequence[Seen], levels: Sequence[float]) -> dict[str, list[float]]:
    """Return shift and stretch of each level."""
    logs = np.array([each.logs for each in seen])
    took = np.array([each.took for each in seen])
    middle = logs[:, list(levels).index(MIDDLE)]
    came = np.log(np.maximum([each.moment for each in seen], SOON)) - middle
    rows = {}
    for place, level in enumerate(levels):
        far = logs[:, place] - middle
        shift, stretch = _regressed(far, came, level) if level != MIDDLE else (float(np.quantile(came, level)), 1.0)
        if level >= CENTRED_FROM:
            shift += _moved(took, middle + shift + stretch * far, level)
        rows[str(level)] = [round(shift, 3), round(stretch, 3)]
    return rows


def without_each(seen: Sequence[Seen], levels: Sequence[float], asked: Sequence[float]) -> dict[str, object]:
    """Return how often forecasts came true, each history by a table of the others alone."""
    places = [list(levels).index(level) for level in asked]
    came, pinball, worst = [], [], 100.0
    for name in sorted({each.name for each in seen}):
        rows = fitted([each for each in seen if each.name != name], levels)
        own = [each for each in seen if each.name == name]
        said = np.maximum.accumulate(np.array([_said(each, rows, levels) for each in own]), axis=1)[:, places]
        took = np.array([[float(each.took)] for each in own])
        late = took - said
        loss = np.where(late > 0, np.array(asked) * late, (np.array(asked) - 1) * late)
        came.extend((took <= said).tolist())
        pinball.extend((loss.mean(axis=1) / np.array([each.ahead for each in own])).tolist())
        worst = min(worst, 100 * float((took <= said)[:, 1].mean()))
    covered = [round(100 * float(share), 1) for share in np.mean(came, axis=0)]
    return {"covered": covered, "pinball": round(float(np.mean(pinball)), 3), "worst_at_85": round(worst)}


def _said(one: Seen, rows: dict[str, list[float]], levels: Sequence[float]) -> list[float]:
    middle = one.logs[list(levels).index(MIDDLE)]
    least = rows[str(MIDDLE)][0]
    moved = (rows[str(level)] for level in levels)
    return [
        max(1.0, round(math.exp(middle + least + one.own * (shift - least + stretch * (log - middle)))))
        for (shift, stretch), log in zip(moved, one.logs, strict=True)
    ]


def _regressed(far: Floats, came: Floats, level: float) -> tuple[float, float]:
    given = np.column_stack([np.ones(len(far)), far])
    found = np.linalg.lstsq(given, came, rcond=None)[0]
    for turn in range(ROUNDS):
        near = max(1e-3, 0.3 * 0.8**turn)
        weights = 1 / (near + np.abs(came - given @ found))
        weighted = given.T * weights
        found = np.linalg.solve(weighted @ given, weighted @ came + (2 * level - 1) * given.sum(axis=0))
    return float(found[0]), float(found[1])


def _moved(took: Floats, logs: Floats, level: float) -> float:
    low, high = -0.3, 0.3
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        came = float((took <= np.maximum(1, np.rint(np.exp(logs + middle)))).mean())
        low, high = (middle, high) if came < level else (low, middle)
    return high
