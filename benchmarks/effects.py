"""How often chance is called an effect, and how often an effect is seen: our placebo test beside the usual ones.

`python benchmarks/effects.py [SERIES] [--wait-sets N]`. SERIES series (2,000) for each length, share kept and
drift; each test judges the same series, at 5 %. Welch's t-test compares the two means; "segmented" fits a line and a
step, with ordinary errors and with Newey and West's. Two streams: ours and another that share what happens to both.
Items: waits before and after, drawn from one distribution (and, for power, after waits a third shorter).
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from groundswell.engines.effects import NoSpread, compare_waits, describe, difference_of, effect_of

SERIES = 2_000
WAIT_SETS = 1_000
LEVEL = 0.05
LENGTHS = ((8, 4), (12, 6), (24, 12), (36, 12))
KEPT = (0.0, 0.2, 0.4)
DRIFTS = (0.0, 0.05, 0.1)
WATCHED = 60.0
STEPS = (0.5, 1.0, 1.5, 2.0, 3.0)
# Beside what the bar asks for: what else series do.
BEYOND = {
    "kept .6": (0.6, "normal"),
    "heavy tails": (0.4, "t3"),
    "skewed": (0.4, "exponential"),
    "wanders": (0.2, "walk"),
    "counts, 1 a period": (0.0, "poisson 1"),
    "counts, 3 a period": (0.0, "poisson 3"),
    "means in halves": (0.4, "halves"),
    "halves that stay": (0.4, "halves that stay"),
}
# Whole numbers and halves, to which no drift is added.
ROUNDED = ("poisson 1", "poisson 3", "halves", "halves that stay")
Floats = NDArray[np.float64]
Test = Callable[[Floats, int], bool]


def noise(dice: np.random.Generator, count: int, kept: float, kind: str = "normal") -> Floats:
    """Return first-order noise of standard deviation 1; "walk": with a level that wanders by .1 a period beside it.

    "poisson 3": independent counts of 3 a period; "halves": of standard deviation .5, rounded to halves; "halves that
    stay": as published ratings are, each at the half before while that is at most half a point away.
    """
    if kind.startswith("poisson"):
        return dice.poisson(int(kind.split()[1]), count).astype(float)
    draws = {
        "normal": lambda: dice.standard_normal(count + 50),
        "t3": lambda: dice.standard_t(3, count + 50) / np.sqrt(3),
        "exponential": lambda: dice.exponential(1, count + 50) - 1,
    }
    fresh = draws.get(kind, draws["normal"])() * np.sqrt(1 - kept**2)
    for place in range(1, len(fresh)):
        fresh[place] += kept * fresh[place - 1]
    made: Floats = fresh[50:]
    if kind == "halves":
        return np.round(made) / 2
    if kind == "halves that stay":
        return np.array(list(accumulate(made / 2, _stayed, initial=np.nan))[1:])
    return made + 0.1 * np.cumsum(dice.standard_normal(count)) if kind == "walk" else made


def _stayed(before: float, mean: float) -> float:
    return before if abs(mean - before) <= 0.5 else float(np.round(2 * mean)) / 2  # noqa: PLR2004 - half a point


def welch(values: Floats, cut: int) -> bool:
    """Compare two means."""
    return bool(stats.ttest_ind(values[cut:], values[:cut], equal_var=False).pvalue < LEVEL)


def segmented(values: Floats, cut: int) -> bool:
    """Fit a line and a step by least squares."""
    columns, found, left = _fitted(values, cut)
    free = len(values) - 3
    error = np.sqrt(left @ left / free * np.linalg.inv(columns.T @ columns)[2, 2])
    return bool(2 * stats.t.sf(abs(found[2]) / error, free) < LEVEL)


def newey_west(values: Floats, cut: int) -> bool:
    """Fit the same, with errors that allow for memory (Newey and West, 1987; the usual number of lags)."""
    columns, found, left = _fitted(values, cut)
    count = len(values)
    lags = int(4 * (count / 100) ** (2 / 9))
    scored = columns * left[:, None]
    middle = scored.T @ scored
    for lag in range(1, lags + 1):
        cross = scored[lag:].T @ scored[:-lag]
        middle += (1 - lag / (lags + 1)) * (cross + cross.T)
    bread = np.linalg.inv(columns.T @ columns)
    error = np.sqrt((bread @ middle @ bread)[2, 2] * count / (count - 3))
    return bool(2 * stats.t.sf(abs(found[2]) / error, count - 3) < LEVEL)


def _fitted(values: Floats, cut: int) -> tuple[Floats, Floats, Floats]:
    """Return level, drift and step as columns, what they come to, and what is left."""
    place = np.arange(len(values))
    columns = np.column_stack((np.ones(len(values)), place, place >= cut))
    found = np.linalg.lstsq(columns, values, rcond=None)[0]
    return columns, found, values - columns @ found


def grid(values: Floats, cut: int) -> bool:
    """Read our description as if it were a test: whether its 90 % interval leaves 0 out."""
    found = describe(list(values[:cut]), list(values[cut:]))
    return found.low > 0 or found.high < 0


def placebo(values: Floats, cut: int) -> bool:
    """Ask ours; what it refuses is no effect."""
    try:
        return effect_of(list(values[:cut]), list(values[cut:])).differs
    except NoSpread:
        return False


TESTS: dict[str, Test] = {
    "Welch": welch,
    "segmented, ordinary": segmented,
    "segmented, Newey-West": newey_west,
    "grid AR(1), 90 %": grid,
    "placebo (ours)": placebo,
}


@dataclass(frozen=True)
class World:
    """What series are like: their length, what a period keeps, drift and step in standard deviations."""

    before: int
    after: int
    kept: float
    drift: float = 0.0
    step: float = 0.0
    kind: str = "normal"

    def series(self, count: int) -> Iterator[Floats]:
        """Yield as many series, the same ones for every step."""
        dice = np.random.default_rng([self.before, self.after, round(10 * self.kept), len(self.kind)])
        length = self.before + self.after
        place = np.arange(length)
        for _ in range(count):
            yield noise(dice, length, self.kept, self.kind) + self.drift * place + self.step * (place >= self.before)

    def called(self, test: Test, count: int) -> float:
        """Return the share in which a test calls it an effect."""
        return sum(test(values, self.before) for values in self.series(count)) / count


def errors(count: int) -> dict[str, dict[str, float]]:
    """Return, by length, share kept and drift, how often each test calls chance an effect."""
    return {
        f"{before}/{after}, kept {kept:g}, drift {drift:g}": {
            name: World(before, after, kept, drift).called(test, count) for name, test in TESTS.items()
        }
        for before, after in LENGTHS
        for kept in KEPT
        for drift in DRIFTS
    }


def power(count: int) -> dict[str, dict[str, float]]:
    """Return, by length and share kept, how often ours sees a step of so many standard deviations, and what it says."""
    return {
        f"{before}/{after}, kept {kept:g}": {
            f"{step:g} sd": World(before, after, kept, 0.1, step).called(placebo, count) for step in STEPS
        }
        for before, after in LENGTHS
        for kept in (0.0, 0.4)
    }


def beyond(count: int) -> dict[str, dict[str, float]]:
    """Return how often ours errs on series that are not as the bar says."""
    return {
        name: {
            f"{before}/{after}": World(before, after, kept, 0.0 if kind in ROUNDED else 0.1, kind=kind).called(
                placebo, count
            )
            for before, after in LENGTHS
        }
        for name, (kept, kind) in BEYOND.items()
    }


def two_streams(count: int) -> dict[str, dict[str, float]]:
    """Return errors and power of the difference of two streams, of which both share twice their own noise."""
    found: dict[str, dict[str, float]] = {}
    for before, after in LENGTHS:
        called = {"chance": 0, "1.5 sd": 0, "1.5 sd, one stream": 0}
        dice, place = np.random.default_rng(before), np.arange(before + after) >= before
        for _ in range(count):
            shared = 2 * noise(dice, before + after, 0.4) + 0.1 * np.arange(before + after)
            one, other = (shared + noise(dice, before + after, 0.4) for _ in range(2))
            for name, step in (("chance", 0.0), ("1.5 sd", 1.5)):
                ours = one + step * place
                pair = (ours[:before], ours[before:], other[:before], other[before:])
                called[name] += difference_of(*(list(each) for each in pair)).differs
            called["1.5 sd, one stream"] += placebo(one + 1.5 * place, before)
        found[f"{before}/{after}"] = {name: each / count for name, each in called.items()}
    return found


def items(count: int) -> dict[str, float]:
    """Return how often waits that do not differ are said to, and how often a third less is seen; 80 and 60 items."""
    dice, called = (
        np.random.default_rng(4),
        {"log-rank": 0, "mean": 0, "log-rank, a third less": 0, "mean, a third less": 0},
    )
    for _ in range(count):
        waits = dice.lognormal(2, 1.2, 140)
        for name, shorter in (("", 1.0), (", a third less", 2 / 3)):
            shown = np.concatenate((waits[:80], waits[80:] * shorter))
            watched = [(float(min(each, WATCHED)), bool(each <= WATCHED)) for each in shown]
            found = compare_waits(watched[:80], watched[80:])
            called[f"log-rank{name}"] += found.p < LEVEL
            called[f"mean{name}"] += found.differs
    return {name: each / count for name, each in called.items()}


def seconds() -> dict[str, float]:
    """Return the seconds of the processor for a series of 36 periods: the first of its length, and each after it."""
    series = list(noise(np.random.default_rng(1), 37, 0.2))
    begun = time.process_time()
    effect_of(series[:25], series[25:])
    first = time.process_time() - begun
    begun = time.process_time()
    for _ in range(100):
        effect_of(series[:25], series[25:])
    return {"first of a length": first, "each after it": (time.process_time() - begun) / 100}


def main() -> None:
    """Measure, and print one line for machines and tables for people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("series", type=int, nargs="?", default=SERIES)
    parser.add_argument("--wait-sets", type=int, default=WAIT_SETS)
    arguments = parser.parse_args()
    report: dict[str, object] = {"benchmark": "effects", "series": arguments.series}
    for name, table in (
        ("chance called an effect", errors(arguments.series)),
        ("power, drift .1", power(arguments.series)),
        ("chance called an effect, beyond the bar", beyond(arguments.series)),
        ("two streams", two_streams(arguments.series)),
        ("items", {"80 before, 60 after": items(arguments.wait_sets)}),
    ):
        report[name] = table
        print(_shown(name, table))
    report["seconds"] = seconds()
    print(json.dumps(report))


def _shown(name: str, table: dict[str, dict[str, float]]) -> str:
    heads = list(next(iter(table.values())))
    rows = [f"| {name} | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    rows += [
        f"| {row} | {' | '.join(f'{100 * each:.1f}' for each in cells.values())} |" for row, cells in table.items()
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
