"""How often dates of epics come true: hours that remain, hours that plans give, and what of them is kept.

Part of `python -m benchmarks.forecasting`, and all of it with `--epics`. Each series is looked back on from its fourth
sprint: as much work as one, two, four and eight sprints of the last four plans is forecast from what was kept in the
last twelve, and then counted. Kinds of made-up teams, from fixed seeds: one that is steady, one that drifts, one with
bursts, one with sprints of which nothing is kept, one whose estimates grow, and an epic that is one of four of a team
that drifts and has its own luck. The constants of `engines/forecasting/epics.py` were chosen on none of these, but on
others of such kinds. `--plans FILE.json` adds more: `[{"set", "name", "sprints": [[planned, worked], ..]}]`, a row of
figures for each set. Printed beside ours: past sprints drawn again alone, which the product used to say.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from groundswell.engines.forecasting import Epic, epic_weeks
from groundswell.engines.forecasting.epics import LONGEST

type Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
LEVELS = (0.5, 0.85, 0.95)
KINDS = ("steady", "drift", "bursts", "zeros", "estimates grow", "one of four")
EACH, SPRINTS = 24, 60
FIRST, WINDOW, PLANS, WEEKS = 4, 12, 4, 2
AHEAD = (1, 2, 4, 8)
MOST = 600  # forecasts of a set: of more, as many are drawn
RUNS = 1_000
GROWN = 40  # finished tickets' worth of work, whose growth is known
CAPS = 0.7  # a team does at most e to this of what is planned


@dataclass(frozen=True)
class Work:
    """What plans gave and what was done of it, by sprint: of the epic, and of its team; how much its work grew."""

    planned: Numbers
    worked: Numbers
    kept: Numbers
    grew: Numbers


@dataclass(frozen=True)
class Case:
    """One forecast, and the week in which it was done."""

    name: str
    needs: tuple[float, ...]
    capacity: float
    kept: tuple[float, ...]
    ahead: int
    took: int


def made(kind: str, number: int) -> Work:
    """Return a made-up team of a kind."""
    dice = np.random.default_rng([number, KINDS.index(kind), 5])
    many = 4 if kind == "one of four" else 1
    level = np.full(SPRINTS, math.log(dice.uniform(0.5, 1)))
    if kind not in {"steady", "estimates grow"}:
        level = level + np.cumsum(dice.normal(0, dice.uniform(0.08, 0.2), SPRINTS))
    planned = np.maximum(2, dice.normal(20, dice.uniform(1, 6), (many, SPRINTS)))
    own = np.cumsum(dice.normal(0, 0.05, (many, SPRINTS)), axis=1) + dice.normal(0, 0.25, (many, SPRINTS))
    share = np.exp(np.minimum(level + (own if many > 1 else 0), CAPS)) * np.ones((many, SPRINTS))
    if kind == "bursts":
        share = share * np.where(dice.random(SPRINTS) < 0.12, dice.uniform(2, 3.5), 0.75)  # noqa: PLR2004 - one in eight
    if kind == "zeros":
        share = share * (dice.random(SPRINTS) >= dice.uniform(0.15, 0.45))
    evenness = dice.uniform(4, 15)
    worked = planned * share * dice.gamma(evenness, 1 / evenness, SPRINTS)
    drift = np.cumsum(dice.normal(0, 0.04, SPRINTS)) if kind == "estimates grow" else np.zeros(SPRINTS)
    grew = np.exp(drift + dice.normal(0.1, 0.25, SPRINTS)) if kind == "estimates grow" else np.ones(SPRINTS)
    return Work(planned[0], worked[0], worked.sum(axis=0) / planned.sum(axis=0), grew)


def told(rows: Sequence[Sequence[float]]) -> Work:
    """Return a team of a file."""
    planned, worked = np.array(rows, dtype=np.float64).T
    return Work(planned, worked, worked / planned, np.ones(len(planned)))


def cases(name: str, work: Work) -> Iterator[Case]:
    """Return every forecast that is looked back on; what was not done at the end is left out."""
    for origin in range(FIRST, len(work.planned)):
        kept = work.kept[max(0, origin - WINDOW) : origin]
        capacity = float(work.planned[origin - PLANS : origin].mean())
        past = work.grew[max(0, origin - GROWN) : origin]
        done = np.cumsum(work.worked[origin:])
        for ahead in AHEAD if kept.any() else ():
            need = ahead * capacity * float(work.grew[origin])
            whole = int(np.searchsorted(done, need - 1e-9))
            if whole < len(done):
                before = float(done[whole - 1]) if whole else 0.0
                took = math.ceil(WEEKS * (whole + (need - before) / (float(done[whole]) - before)) - 1e-9)
                yield Case(name, tuple(ahead * capacity * past), capacity, tuple(kept), ahead, took)


def scores(asked: Sequence[Case]) -> dict[str, object]:
    """Return how often ours, and past sprints alone, came true; and the loss in weeks per planned week."""
    picked = np.sort(np.random.default_rng(1).permutation(len(asked))[:MOST])
    some = [asked[place] for place in picked]
    took = np.array([[case.took] for case in some])
    said = {"ours": _ours(some), "past sprints alone": _past_alone(some)}
    names = np.array([case.name for case in some])
    found: dict[str, object] = {"forecasts": len(some)}
    for name, weeks in said.items():
        late = took - weeks
        loss = np.where(late > 0, np.array(LEVELS) * late, (np.array(LEVELS) - 1) * late).mean(axis=1)
        came = took <= weeks
        often = [each for each in set(names.tolist()) if (names == each).sum() >= WINDOW]
        found[name] = {
            "covered": [round(100 * float(each), 1) for each in came.mean(axis=0)],
            "pinball": round(float((loss / np.array([WEEKS * case.ahead for case in some])).mean()), 3),
            "worst_at_85": round(100 * min((float(came[names == each, 1].mean()) for each in often), default=math.nan)),
        }
    return found


def _ours(some: Sequence[Case]) -> Numbers:
    weeks = [epic_weeks(Epic(case.needs, case.capacity), case.kept, LEVELS, runs=RUNS).weeks for case in some]
    return np.array([[float(LONGEST) if each is None else each for each in row] for row in weeks])


def _past_alone(some: Sequence[Case]) -> Numbers:
    """Return the week by which so many runs of past sprints are done, each sprint with a weight of its own."""
    dice, found = np.random.default_rng(1), []
    for case in some:
        weights = np.cumsum(dice.dirichlet(np.ones(len(case.kept)), RUNS), axis=1)
        done, left = np.zeros(RUNS), dice.choice(case.needs, RUNS)
        weeks = np.full(RUNS, LONGEST)
        for week in range(1, LONGEST + 1):
            if week % WEEKS == 1:
                place = (dice.random((RUNS, 1)) > weights).sum(axis=1)
            done += np.array(case.kept)[np.minimum(place, len(case.kept) - 1)] * case.capacity / WEEKS
            weeks = np.where((weeks == LONGEST) & (done >= left - 1e-9), week, weeks)
            if (done >= left).all():
                break
        found.append(np.quantile(weeks, LEVELS, method="inverted_cdf"))
    return np.array(found)


def report(plans: Path | None) -> dict[str, dict[str, object]]:
    """Return the figures of each kind, and of each set of a file."""
    sets = {kind: [each for n in range(EACH) for each in cases(f"{kind} {n}", made(kind, n))] for kind in KINDS}
    for each in json.loads(plans.read_text(encoding="utf-8")) if plans else ():
        sets.setdefault(each["set"], []).extend(cases(each["name"], told(each["sprints"])))
    return {name: scores(asked) for name, asked in sets.items()}
