"""Our product-limit estimator beside lifelines, on the same waits: how far apart, and how long each takes.

`python benchmarks/survival.py [--python PYTHON] [CASES]`. lifelines is no dependency of ours: it is taken from the
environment of PYTHON, else installed into one of its own for this run.
CASES random sets of waits (200), with ties,
zeros and any share of censoring, then one of 100,000 waits for the time; what counts is the least time that the
processor worked of three.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from groundswell.engines.survival import kaplan_meier

CASES = 200
LARGE = 100_000
ANSWERED = 0.7
TIMES = 3
PEER = "lifelines==0.30.3"
FITTED_BY_PEER = """
import json, sys, time, warnings
from lifelines import KaplanMeierFitter
warnings.simplefilter("ignore")
for line in sys.stdin:
    durations, observed, asked = json.loads(line)
    taken = []
    for _ in range(3):
        begun = time.process_time()
        fitted = KaplanMeierFitter().fit(durations, observed)
        taken.append(time.process_time() - begun)
    shares = fitted.survival_function_.iloc[:, 0]
    ends = fitted.confidence_interval_
    percentiles = [float(fitted.percentile(1 - share)) for share in (0.5, 0.75, 0.9)]
    print(json.dumps([list(map(float, column)) for column in (shares.index, shares, ends.iloc[:, 0], ends.iloc[:, 1])]
        + [percentiles, [float(1 - fitted.predict(time)) for time in asked], min(taken)]))
"""
Case = tuple[list[float], list[bool], list[float]]


def cases(count: int, seed: int = 1) -> list[Case]:
    """Return random waits: with ties or without, with zeros, with none to nearly all of them still waiting."""
    dice = random.Random(seed)  # noqa: S311 - a measure must come again
    made: list[Case] = []
    for _ in range(count):
        size, still, grain = dice.randint(1, 400), dice.random(), dice.choice([0, 1, 24])
        waits = [dice.lognormvariate(2, 2) for _ in range(size)]
        durations = [float(wait // grain * grain) if grain else wait for wait in waits]
        made.append((durations, [dice.random() >= still for _ in durations], [24.0, 48.0, 168.0]))
    return made


def apart(case: Case, theirs: list[list[float]]) -> float:
    """Return the greatest difference in shares, intervals, percentiles and shares within; inf where one has none."""
    durations, observed, asked = case
    ours = kaplan_meier(durations, observed)
    rows = (ours.times, ours.waiting, ours.low, ours.high)
    far = [abs(one - other) for row, column in zip(rows, theirs[:4], strict=True) for one, other in _pairs(row, column)]
    percentiles = [math.inf if each is None else each for each in (ours.median, ours.p75, ours.p90)]
    far += [0.0 if one == other else abs(one - other) for one, other in zip(percentiles, theirs[4], strict=True)]
    # Behind the longest wait lifelines says the last share that is known; ours says nothing.
    shares = [(ours.within(time), other) for time, other in zip(asked, theirs[5], strict=True)]
    far += [abs(share - other) for share, other in shares if share is not None]
    return max(far)


def _pairs(ours: tuple[float, ...], theirs: list[float]) -> list[tuple[float, float]]:
    """Return both, but for intervals that lifelines has none for: where all wait still, or none."""
    return [(one, other) for one, other in zip(ours, theirs, strict=True) if not math.isnan(other)]


def fitted(python: str, asked: list[Case]) -> list[list[list[float]]]:
    """Return what lifelines says of each."""
    lines = "".join(f"{json.dumps(case)}\n" for case in asked)
    done = subprocess.run([python, "-c", FITTED_BY_PEER], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def seconds(case: Case) -> float:
    """Return the least time that ours worked."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        kaplan_meier(case[0], case[1])
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Compare, and print one line for machines and two for people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int, nargs="?", default=CASES)
    parser.add_argument("--python", help="an interpreter that has lifelines")
    arguments = parser.parse_args()
    asked = cases(arguments.cases)
    dice = random.Random(2)  # noqa: S311 - as above
    asked.append(
        ([dice.lognormvariate(2, 2) for _ in range(LARGE)], [dice.random() < ANSWERED for _ in range(LARGE)], [24.0])
    )
    with tempfile.TemporaryDirectory() as folder:
        python = arguments.python or _installed(Path(folder))
        theirs = fitted(python, asked)
    far = max(apart(case, other) for case, other in zip(asked, theirs, strict=True))
    taken = {"ours": seconds(asked[-1]), PEER: theirs[-1][6]}
    print(json.dumps({"benchmark": "survival", "cases": len(asked), "largest_difference": far, "seconds": taken}))
    print(f"largest difference over {len(asked)} sets of waits: {far:.1e}")
    print(f"{LARGE:,} waits: ours {taken['ours']:.3f} s, {PEER} {taken[PEER]:.3f} s of the processor")


def _installed(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER], check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
