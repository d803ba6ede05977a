"""What a gate with a memory says and leaks: dead bands, and a cap on a person's own figures.

python -m benchmarks.memory [--organisations 66] [--own-figures 4] [--by cells] [--draws 12]
python -m benchmarks.memory --says    what readers lose by the gate's own band, and how many figures it changes

A dead band keeps the half of a figure until the mean is further from it than the band; it remembers by the unit under
which a figure stands (the widest of the last period that showed one, as the gate does), or by the figure's cells
(`--by cells`). A cap refuses a cell its own figure where one of its
people is in so many distinct ones already. The reader knows every roster, every figure and the rule, simulates ratings
of the same people, learns how what is shown follows from them, and draws the best linear conclusion about each person
once, after the last sprint, with ratings that stand still.
One line of JSON for each rule.
"""

import argparse
import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from groundswell.engines.disclosure import Answer, Figure, Kind, Period, Release, Rules, Scale, reporting_groups
from groundswell.engines.disclosure import gate as gates
from groundswell.engines.disclosure.attacks.reading import MEAN, VARIANCE, Floats, Ratings, lived
from groundswell.engines.disclosure.attacks.remembering import Remembering, signs_of
from groundswell.engines.disclosure.attacks.scoring import Bools, auc
from groundswell.engines.disclosure.attacks.worlds import of_figures
from groundswell.engines.disclosure.choosing import Choosing, Names
from groundswell.engines.disclosure.simulation import SMALL, Organisation, organisation

ANSWER, LOW, K = Answer(7, Scale(1, 10)), 5, 5
LEARNT_FROM, TINY, RIDGE = 3000, 1e-9, 3e-4
FAR = 99.0


class Band(NamedTuple):
    """How far the mean of a cell's own figure, and of any other, may be from what is shown before it moves."""

    own: float = 0.0
    wide: float = 0.0


class Rule(NamedTuple):
    """The bands, and the step of figures that are no cell's own."""

    name: str
    band: Band = Band()
    wide_step: float = 0.5


RULES = (
    Rule("halves"),
    Rule("rolled-up figures in whole points", wide_step=1.0),
    Rule("dead band of .5, rolled-up figures", Band(0, 0.5)),
    Rule("dead band of .5, all figures", Band(0.5, 0.5)),
    Rule("dead band of .75 for rolled-up figures, .5 for own", Band(0.5, 0.75)),
    Rule("dead band of .75, all figures", Band(0.75, 0.75)),
)


class Capped(Choosing):
    """A choosing that lets nobody into more than so many distinct own figures."""

    most: ClassVar[int] = 0
    before: ClassVar[set[frozenset[str]]] = set()

    def _try(self, union: Names) -> bool:
        group = self.groups[union[0]] if len(union) == 1 else None
        if self.most and group and len(group.cells) == 1 and group.people not in self.before:
            times = (sum(person in each for each in self.before) for person in group.people)
            if max(times, default=0) >= self.most:
                return False
        return super()._try(union)


def released(org: Organisation, most: int) -> list[Release]:
    """Return what the gate publishes of an organisation under a cap; 0 is none."""
    gates.Choosing = Capped  # type: ignore[misc]  # the product's gate has no cap
    Capped.most, Capped.before = most, set()
    figures: list[Figure] = []
    found = []
    for number, roster in enumerate(org.rosters):
        groups = reporting_groups(roster, org.parents, K)
        period = Period(number, groups, {each.name: (ANSWER,) * len(each.people) for each in groups})
        made = gates.release(period, parents=org.parents, published=figures, rules=Rules())
        figures += made.figures
        Capped.before |= {each.counted[0].people for each in made.figures if each.kind == Kind.OWN}
        found.append(made)
    return found


@dataclass(frozen=True)
class Shown:
    """The figures of one organisation: whose means they are, which concern the same people, whose newest they are."""

    figures: list[Figure]
    weights: Floats
    group: list[int]
    newest: dict[int, int]
    by: str = "unit"

    @property
    def first(self) -> list[int]:
        """The first figure of each group of figures about the same people."""
        return [self.group.index(each) for each in range(max(self.group) + 1)]

    def under(self, rule: Rule, means: Floats) -> tuple[Floats, Floats]:
        """Return what is shown (figures x draws), and the middle of what is known of each mean (groups x draws)."""
        least, most = (np.full((len(self.first), means.shape[1]), end) for end in (-FAR, FAR))
        shown = np.zeros_like(means)
        kept: dict[object, Floats] = {}
        of_this: dict[object, tuple[tuple[bool, int, tuple[str, ...]], Floats]] = {}
        period = -1
        for number, figure in enumerate(self.figures):
            if figure.period != period:
                kept |= {where: half for where, (_, half) in of_this.items()}
                period, of_this = figure.period, {}
            mean, is_own = means[number], figure.kind == Kind.OWN
            band = rule.band.own if is_own else rule.band.wide
            step = 0.5 if is_own else rule.wide_step
            half = np.floor(mean / step + 0.5 + TINY) * step
            low, high = half - step / 2, half + step / 2
            place, where = self.group[number], getattr(figure, self.by)
            if band and (old := kept.get(where)) is not None:
                stays = np.abs(mean - old) <= band + TINY
                low = np.where(stays, old - band, np.where(half > old, np.maximum(low, old + band), low))
                high = np.where(stays, old + band, np.where(half < old, np.minimum(high, old - band), high))
                half = np.where(stays, old, half)
            shown[number] = half
            rank = figure.kind == Kind.TOTAL, len(figure.cells), figure.cells
            if where not in of_this or of_this[where][0] < rank:
                of_this[where] = rank, half
            least[place], most[place] = np.maximum(least[place], low), np.minimum(most[place], high)
        return shown, (least + most) / 2


def shown_of(org: Organisation, releases: list[Release], by: str) -> Shown:
    """Return an organisation's figures as the reader takes them."""
    column = {person: place for place, person in enumerate(org.people)}
    figures = [figure for each in releases for figure in each.figures]
    weights = np.zeros((len(figures), len(column)))
    groups: dict[frozenset[str], int] = {}
    best: dict[int, tuple[tuple[bool, int, int], int]] = {}
    for number, figure in enumerate(figures):
        people = figure.counted[0].people
        columns = [column[person] for person in people]
        weights[number, columns] = 1 / len(people)
        groups.setdefault(people, len(groups))
        rank = (figure.kind == Kind.OWN, figure.period, -len(people))
        best |= {each: (rank, number) for each in columns if each not in best or best[each][0] < rank}
    group = [groups[figure.counted[0].people] for figure in figures]
    return Shown(figures, weights, group, {each: number for each, (_, number) in sorted(best.items())}, by)


def read(seen: Shown, rule: Rule, still: Ratings, seed: int) -> tuple[Floats, Floats, Ratings, float]:
    """Return what the reader concludes with the history and with the newest own figure alone, and who was low."""
    weights, people = seen.weights, seen.weights.shape[1]
    learnt = lived(people, LEARNT_FROM, 0, np.random.default_rng(seed + 10**6)).astype(float)
    means = weights @ learnt.T
    shown, middles = seen.under(rule, means)
    signs, about = np.concatenate([middles, shown]) - MEAN, means[seen.first] - MEAN
    gram = about @ about.T + 1e-6 * LEARNT_FROM * np.eye(len(about))
    slopes = np.linalg.solve(gram, about @ signs.T).T
    left = signs - slopes @ about
    first = weights[seen.first]
    spread = slopes @ (VARIANCE * first @ first.T) @ slopes.T + left @ left.T / LEARNT_FROM
    targets, newest = list(seen.newest), list(seen.newest.values())
    weighed = np.linalg.solve(spread + RIDGE * np.eye(len(signs)), slopes @ (VARIANCE * first[:, targets]))
    now, known = seen.under(rule, weights @ still.T.astype(float))
    with_history = MEAN + weighed.T @ (np.concatenate([known, now]) - MEAN)
    alone, exact = shown[newest] - MEAN, means[newest] - MEAN
    slope = (alone * exact).sum(1) / (exact**2).sum(1) * VARIANCE * weights[newest, targets]
    slope = slope / ((alone**2).sum(1) / LEARNT_FROM)
    off = float(np.abs(now - weights @ still.T).mean())
    return with_history, MEAN + slope[:, None] * (now[newest] - MEAN), (still[:, targets] < LOW).T, off


def measured(organisations: int, draws: int, most: int, by: str) -> Iterator[dict[str, object]]:
    """Yield a row for each rule."""
    kinds: defaultdict[str, int] = defaultdict(int)
    all_seen = []
    for seed in range(organisations):
        sizes = SMALL[seed % len(SMALL)]
        org = organisation(sizes, random.Random(seed))  # noqa: S311 - a simulation
        releases = released(org, most)
        for decision in (each for made in releases for each in made.decisions if min(sizes) >= 8):  # noqa: PLR2004
            kinds[str(decision.kind)] += 1
        all_seen.append(
            (shown_of(org, releases, by), lived(len(org.people), draws, 0, np.random.default_rng(seed)), seed)
        )
    share = {kind: times / sum(kinds.values()) for kind, times in kinds.items()}
    for rule in RULES:
        found = [read(seen, rule, still, seed) for seen, still, seed in all_seen]
        history, alone, low = (np.concatenate([each[place].ravel() for each in found]) for place in range(3))
        success, baseline = auc(-history, low), auc(-alone, low)
        row = {"rule": rule.name, "own figures": most or "any", "own": round(share[str(Kind.OWN)], 3)}
        row |= {
            "some": round(1 - share.get("None", 0), 3),
            "success": round(success, 3),
            "baseline": round(baseline, 3),
        }
        yield row | {"gain": round(success - baseline, 4), "off": round(float(np.mean([each[3] for each in found])), 3)}


def said(organisations: int, persistence: float) -> dict[str, object]:
    """Return how far figures are off, how often the band changes one, and how often one moves, without and with it."""
    found: defaultdict[str, list[Floats | Bools]] = defaultdict(list)
    for seed in range(organisations):
        org = organisation(SMALL[seed % len(SMALL)], random.Random(seed))  # noqa: S311 - a simulation
        figures = [figure for made in released(org, 0) for figure in made.figures]
        with_memory = of_figures(org, figures)
        people, sprints = len(with_memory.column_of), len(org.rosters)
        lives = [lived(people, sprints, persistence, np.random.default_rng(seed + 7 * life)) for life in range(4)]
        reader = Remembering(with_memory.seen, people, persistence, seed)
        means, now = reader.means(lives), reader.signs(lives).halves
        anew = signs_of(of_figures(org, figures, remembers=False).seen, means, standing=False).halves
        again = [(number, each.before) for number, each in enumerate(with_memory.seen) if each.before is not None]
        after, before = (list(places) for places in zip(*again, strict=True))
        for name, shown in (("halves", anew), ("band", now)):
            found[f"off, {name}"].append(np.abs(shown - means).ravel())
            found[f"moves, {name}"].append((shown[after] != shown[before]).ravel())
        found["other than the nearest half"].append((anew != now).ravel())
        found["more than half a point off"].append((np.abs(now - means) > 0.5 + TINY).ravel())
    row: dict[str, object] = {name: round(float(np.concatenate(each).mean()), 4) for name, each in found.items()}
    return {"persistence": persistence, "figures": sum(map(len, found["off, band"]))} | row


def main() -> None:
    """Measure, line by line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=66)
    parser.add_argument("--draws", type=int, default=12)
    parser.add_argument("--own-figures", type=int, default=0, help="how many distinct ones a person may be in; 0: any")
    parser.add_argument("--by", choices=("unit", "cells"), default="unit")
    parser.add_argument("--says", action="store_true", help="what readers lose, instead of what a reader gains")
    arguments = parser.parse_args()
    if arguments.says:
        for persistence in (0.0, 0.8, 1.0):
            print(json.dumps(said(arguments.organisations, persistence)), flush=True)
        return
    for row in measured(arguments.organisations, arguments.draws, arguments.own_figures, arguments.by):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
