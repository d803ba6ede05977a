"""How often forecasts come true, ours beside the usual ones, on the same histories. `python -m benchmarks.forecasting`.

Each history is looked back on: from week 26, every four weeks, a backlog of 4, 8 and 16 weeks of the velocity of
the last twelve is forecast, and then counted. Printed is the share that was done by the said week at 50, 85 and
95 %, and the pinball loss in weeks per planned week (Koenker and Bassett, 1978; the mean of the three levels). A
backlog that was not done when the history ends is left out of both, as in the figures this is compared with, and
said beside.

Histories are the two of the shared data (`--series FILE.json` adds others: `[{"name", "finished_per_week"}]`) and 32
that are generated from fixed seeds. Dates of epics, which rest on hours and plans, are in `forecasting_hours`. `--fit`
prints the table of `calibration.py` that the added histories give, and what each of them gets from a table that was
made without it.
"""

import argparse
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import forecasting_hours
from benchmarks.forecasting_fit import Seen, fitted, without_each
from groundswell.engines.forecasting import Epic, epic_weeks, joint_weeks, weeks_to_finish
from groundswell.engines.forecasting.bootstrap import chance_by_week, quantile
from groundswell.engines.forecasting.calibration import TABLE
from groundswell.engines.forecasting.history import usable
from groundswell.engines.forecasting.level import level_of
from groundswell.engines.forecasting.own import own_spread
from groundswell.engines.forecasting.throughput import uncalibrated

SHARED = Path(__file__).parents[2] / "shared" / "data" / "throughput" / "series.json"
LEVELS = (0.5, 0.85, 0.95)
FIRST, EVERY, RECENT, LONGEST = 26, 4, 12, 520
AHEAD = (4, 8, 16)
WEEKS, EACH = 260, 8
type Series = dict[str, list[float]]
type Said = Sequence[float | None]


@dataclass(frozen=True)
class Case:
    """One backlog of one history at one origin, and when it was done."""

    name: str
    origin: int
    ahead: int
    remaining: int
    took: int | None
    moment: float | None


def cases(series: Series, first: int = FIRST) -> Iterator[Case]:
    """Return every backlog that is looked back on."""
    for name, weeks in series.items():
        for origin in range(first, len(weeks), EVERY):
            velocity = sum(weeks[origin - RECENT : origin]) / RECENT
            coming = np.cumsum(weeks[origin:])
            for ahead in AHEAD if velocity else ():
                remaining = max(1, round(ahead * velocity))
                whole = int(np.searchsorted(coming, remaining))
                if whole == len(coming):
                    yield Case(name, origin, ahead, remaining, None, None)
                    continue
                before = float(coming[whole - 1]) if whole else 0.0
                within = (remaining - before) / (float(coming[whole]) - before)
                yield Case(name, origin, ahead, remaining, whole + 1, whole + within)


def bootstrap(weeks: Sequence[float], remaining: float) -> Said:
    """Return the usual forecast: the last twelve weeks drawn again, exactly, by convolution."""
    recent = [min(int(week), int(remaining)) for week in weeks[-RECENT:]]
    undone, chances = np.zeros(int(remaining)), []
    undone[0] = 1
    while len(chances) < LONGEST and (not chances or chances[-1] < LEVELS[-1]):
        after = np.zeros_like(undone)
        for week in recent:
            after[week:] += undone[: len(undone) - week] / len(recent)
        undone = after
        chances.append(1 - float(undone.sum()))
    return [quantile(np.array(chances), level) for level in LEVELS]


def bayesian(weeks: Sequence[float], remaining: float) -> Said:
    """Return the Bayesian bootstrap of the last twelve weeks alone."""
    return [quantile(chance_by_week(weeks[-RECENT:], remaining, 200), level) for level in LEVELS]


def drift(weeks: Sequence[float], remaining: float) -> Said:
    """Return the level that wanders alone, as it comes."""
    return [level_of(weeks).quantile(remaining, level) for level in LEVELS]


def velocity(weeks: Sequence[float], remaining: float) -> Said:
    """Return the average of the last twelve weeks, at each level."""
    return [remaining / (sum(weeks[-RECENT:]) / RECENT)] * len(LEVELS)


def ours(weeks: Sequence[float], remaining: float) -> Said:
    """Return what the product says."""
    return weeks_to_finish(weeks, remaining, LEVELS)


METHODS: dict[str, Callable[[Sequence[float], float], Said]] = {
    "velocity of 12 weeks": velocity,
    "bootstrap of 12": bootstrap,
    "Bayesian bootstrap of 12": bayesian,
    "wandering level alone": drift,
    "ours": ours,
}


def generated() -> Series:
    """Return histories of four kinds, from fixed seeds."""
    made: Series = {}
    for number in range(EACH):
        for kind in ("steady", "drift", "bursts", "zeros"):
            dice = np.random.default_rng([number, len(kind)])
            level = dice.uniform(2, 15) * np.ones(WEEKS)
            if kind != "steady":
                level = level * np.exp(np.cumsum(dice.normal(0, dice.uniform(0.05, 0.15), WEEKS)))
            if kind == "bursts":
                level = level * np.where(dice.random(WEEKS) < 0.1, dice.uniform(3, 6), 0.7)  # noqa: PLR2004 - one in ten
            if kind == "zeros":
                level = level * (dice.random(WEEKS) < dice.uniform(0.4, 0.7))
            spread = dice.uniform(2, 6)
            made[f"{kind} {number}"] = dice.poisson(
                np.minimum(level, 200) * dice.gamma(spread, 1 / spread, WEEKS)
            ).tolist()
    return made


def scores(series: Series) -> dict[str, dict[str, object]]:
    """Return the figures of each method on some histories."""
    asked = list(cases(series))
    ended = [case for case in asked if case.took is not None]
    # All methods meet the same backlogs: those that ours says a date for.
    done = [case for case in ended if None not in ours(series[case.name][: case.origin], case.remaining)]
    found: dict[str, dict[str, object]] = {}
    for name, method in METHODS.items():
        said = np.array([_whole(method(series[case.name][: case.origin], case.remaining)) for case in done])
        took = np.array([[float(case.took or 0)] for case in done])
        came = took <= said
        late = np.minimum(took - said, LONGEST)
        pinball = np.where(late > 0, np.array(LEVELS) * late, (np.array(LEVELS) - 1) * late)
        planned = np.array([[case.ahead] for case in done])
        names = np.array([case.name for case in done])
        found[name] = {
            "covered": [round(100 * float(share), 1) for share in came.mean(axis=0)],
            "pinball": round(float((pinball / planned).mean()), 3),
            "worst_at_85": round(100 * min(float(came[names == each, 1].mean()) for each in set(names.tolist()))),
        }
    found["counted"] = {
        "histories": len(series),
        "forecasts": len(done),
        "not done at the end": len(asked) - len(ended),
        "no date from ours": len(ended) - len(done),
    }
    return found


def _whole(said: Said) -> list[float]:
    """Return the nearer end of a week, at least one; what another method has no date for lies as far as dates go."""
    return [float(LONGEST) if week is None else max(1.0, round(min(week, LONGEST))) for week in said]


def seen(series: Series) -> list[Seen]:
    """Return what the table is fitted to: uncalibrated forecasts at its levels, and what came."""
    levels = tuple(TABLE)
    found = []
    for case in cases(series):
        history = usable(series[case.name][: case.origin])
        if case.moment is None or case.took is None or not history.is_enough:
            continue
        raw = uncalibrated(history.weeks, case.remaining, levels)
        if all(each is not None for each in raw):
            logs = tuple(math.log(each) for each in raw if each is not None)
            found.append(Seen(case.name, case.took, case.moment, case.ahead, logs, own_spread(history.weeks)))
    return found


def speed() -> dict[str, float]:
    """Return the least milliseconds of the processor: one forecast, one epic, 200 epics in 10,000 runs."""
    dice = np.random.default_rng(1)
    history = dice.poisson(6, 104).tolist()
    kept = dice.uniform(0.5, 1.1, 12).tolist()
    epics = [Epic(dice.lognormal(3, 0.4, 200).tolist(), float(dice.uniform(4, 12))) for _ in range(200)]
    acts = {
        "one forecast": lambda: weeks_to_finish(history, 100),
        "one epic": lambda: epic_weeks(epics[0], kept),
        "200 epics, 10,000 runs": lambda: joint_weeks(epics, kept),
    }
    return {name: round(1000 * min(_taken(act) for _ in range(5)), 1) for name, act in acts.items()}


def _taken(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def read(file: Path) -> Series:
    """Return the histories of a file."""
    return {each["name"]: each["finished_per_week"] for each in json.loads(file.read_text(encoding="utf-8"))}


def main() -> None:
    """Measure, and print one line for machines and tables for people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, help="more histories, which the table may be fitted to")
    parser.add_argument("--fit", action="store_true", help="fit the table to them, and leave out each in turn")
    parser.add_argument("--plans", type=Path, help="more series of hours planned and done, for the dates of epics")
    parser.add_argument("--epics", action="store_true", help="the dates of epics alone")
    arguments = parser.parse_args()
    of_epics: dict[str, object] = dict(forecasting_hours.report(arguments.plans))
    if arguments.epics:
        _print(of_epics)
        return
    sets = {"generated": generated()}
    if SHARED.is_file():
        sets["shared data"] = read(SHARED)
    if arguments.series:
        sets["more"] = read(arguments.series)
    report: dict[str, object] = {name: scores(series) for name, series in sets.items()}
    report |= of_epics
    report["milliseconds"] = speed()
    if arguments.fit and arguments.series:
        met = seen(sets["more"])
        report["table"] = fitted(met, tuple(TABLE))
        report["each left out"] = without_each(met, tuple(TABLE), LEVELS)
    _print(report)


def _print(report: dict[str, object]) -> None:
    print(json.dumps({"benchmark": "forecasting", **report}))
    for name, found in report.items():
        print(f"\n{name}")
        for what, figures in found.items() if isinstance(found, dict) else ():
            print(f"  {what!s:<28} {figures}")


if __name__ == "__main__":
    main()
