"""What the gate of published figures says, what it leaks, and what it costs.

python benchmarks/disclosure.py says        how many cell-sprints get a figure, by size of the cell
python benchmarks/disclosure.py frontier    what is said against what leaks, over k and the weight of own figures
python benchmarks/disclosure.py attacks     all attackers, on the gate and on a naive release
python benchmarks/disclosure.py scale       10,000 people in 1,200 cells over 26 sprints

Each prints one JSON line and a readable table. `--organisations N`, `--processes N`.
"""

import argparse
import json
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from groundswell.engines.disclosure import Figure, Kind, Period, Rules, audit, release, reporting_groups
from groundswell.engines.disclosure.attacks import Findings, examined, summed, verdicts
from groundswell.engines.disclosure.attacks.scoring import Verdict, after_the_last_sprint
from groundswell.engines.disclosure.attacks.tries import examined_in
from groundswell.engines.disclosure.attacks.worlds import gated
from groundswell.engines.disclosure.figures import Answer, Scale
from groundswell.engines.disclosure.simulation import SMALL, Organisation, organisation, released

SIZES = (5, 8, 12, 20)
# 24 to 41 people in cells of 8 and more, and what is added to see other sizes.
SAID = (*(shape for shape in SMALL if min(shape) >= SIZES[1]), (5, 8, 12), (5, 5, 8, 8), (20, 20, 20, 20), (12,) * 15)
SAID = (*SAID, (8,) * 23, (8,) * 9 + (12,) * 5 + (20,) * 3, (5,) * 6 + (8,) * 10 + (12,) * 6)
BIG = 100

type Counts = Counter[tuple[int, str]]


def spread[T, R](act: Callable[[T], R], over: Sequence[T], processes: int) -> Iterable[R]:
    """Do it for each, in this process or in several."""
    if processes == 1:
        return map(act, over)
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(act, over, chunksize=8))


def outcomes(org: Organisation, rules: Rules) -> Counts:
    """Count what each cell-sprint got, by the cell's nominal size."""
    kinds: Counts = Counter()
    for made in released(org, rules):
        for decision in made.decisions:
            kinds[org.sizes[decision.cell], str(decision.kind) if decision.kind else "none"] += 1
    return kinds


def said_of(task: tuple[tuple[int, ...], int, float]) -> Counts:
    """Count one organisation's outcomes."""
    sizes, seed, filling = task
    return outcomes(organisation(sizes, random.Random(seed), filling=filling), Rules())  # noqa: S311 - a simulation


def shares(counts: Counts, sizes: Iterable[int]) -> dict[str, float]:
    """Return the shares of own, rolled-up, rolling and no figures."""
    chosen = set(sizes)
    kinds = [str(Kind.OWN), str(Kind.ROLLED_UP), str(Kind.ROLLING), "none"]
    totals = {
        kind: sum(times for (size, each), times in counts.items() if size in chosen and each == kind) for kind in kinds
    }
    every = sum(totals.values()) or 1
    return {kind: round(total / every, 3) for kind, total in totals.items()} | {
        "some": round(1 - totals["none"] / every, 3)
    }


def says(arguments: argparse.Namespace) -> None:
    """Print how many cell-sprints get a figure."""
    for filling in (1.0, 0.5, 0.2):
        print(f"\nempty places filled with chance {filling} a sprint")
        total: dict[bool, Counts] = {True: Counter(), False: Counter()}
        for sizes in SAID:
            many = arguments.organisations if sum(sizes) < BIG else max(2, arguments.organisations // 20)
            tasks = [(sizes, seed, filling) for seed in range(many)]
            counts = sum(spread(said_of, tasks, arguments.processes), Counter())
            total[sum(sizes) >= BIG] += counts
            name = " ".join(f"{times}x{size}" for size, times in Counter(sizes).items())
            print(
                json.dumps({"cells": name, "people": sum(sizes), "filling": filling, **shares(counts, SIZES)}),
                flush=True,
            )
        for big, counts in total.items():
            for size in SIZES:
                row = {"people": "180 and more" if big else "24 to 80", "cell of": size, **shares(counts, [size])}
                print(json.dumps(row), flush=True)


def frontier_of(seed: int, rules: Rules) -> tuple[Counts, Findings]:
    """Return what is said of one organisation, and what leaks."""
    sizes = SMALL[seed % len(SMALL)]
    org = organisation(sizes, random.Random(seed))  # noqa: S311 - a simulation
    return outcomes(org, rules), examined_in(gated(org, rules)[0], seed, rules.k)


def frontier(arguments: argparse.Namespace) -> None:
    """Print what is said against what leaks."""
    for k, weight in (
        (4, 1.4),
        (5, 0.7),
        (5, 1.0),
        (5, 1.2),
        (5, 1.4),
        (5, 2.0),
        (5, 9.0),
        (6, 1.4),
        (8, 1.4),
        (10, 1.4),
    ):
        rules = Rules(k=k, own_weight=weight)
        found = list(spread(partial(frontier_of, rules=rules), range(arguments.organisations), arguments.processes))
        findings = summed(each for _, each in found)
        gains = {verdict.attack: verdict.gain for verdict in [*verdicts(findings), *after_the_last_sprint(findings)]}
        row = {"k": k, "own weight": weight, **shares(sum((each for each, _ in found), Counter()), range(6, 99))}
        leaks = {name: round(gain, 3) for name, gain in gains.items() if name.startswith("history")}
        print(json.dumps(row | leaks | {"solvable": findings.solvable}), flush=True)


def attacks(arguments: argparse.Namespace) -> None:
    """Print every attack on both worlds."""
    for naive in {"gate": (False,), "naive": (True,), "both": (False, True)}[arguments.world]:
        begun = time.perf_counter()
        act = partial(examined, naive=naive)
        findings = summed(spread(act, range(arguments.organisations), arguments.processes))
        rows: list[Verdict] = [*verdicts(findings), *after_the_last_sprint(findings)]
        name = "naive release" if naive else "gate"
        print(f"\n{name}, {arguments.organisations} organisations")
        print("| attack | metric | success | baseline | gain | limit | held | targets |")
        print("|" + "---|" * 8)
        for row in rows:
            parts = [row.attack, row.metric, f"{row.success:.3f}", f"{row.baseline:.3f}", f"{row.gain:+.3f}"]
            print("| " + " | ".join([*parts, f"{row.limit:.2f}", "yes" if row.held else "no", str(row.targets)]) + " |")
        print(json.dumps([row.as_row() for row in rows]))
        print(f"{time.perf_counter() - begun:.0f} s", flush=True)


def scale(_arguments: argparse.Namespace) -> None:
    """Release 10,000 people in 1,200 cells 26 times, then audit everything."""
    sizes = [8, 8, 9, 8, 8, 9, 8, 8, 8, 9] * 120
    org = organisation(sizes, random.Random(1), cells_in_a_unit=20)  # noqa: S311 - a simulation
    figures: list[Figure] = []
    kinds: Counter[str] = Counter()
    taken: list[float] = []
    for number, roster in enumerate(org.rosters):
        groups = reporting_groups(roster, org.parents, 5)
        period = Period(number, groups, {each.name: (Answer(7, Scale(1, 10)),) * len(each.people) for each in groups})
        begun = time.process_time()
        made = release(period, parents=org.parents, published=figures, rules=Rules())
        taken.append(time.process_time() - begun)
        figures.extend(made.figures)
        kinds.update(str(decision.kind) for decision in made.decisions)
    begun, busy = time.perf_counter(), time.process_time()
    result = audit(figures, 5)
    audited, busy = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row: dict[str, float] = {
        "figures": result.figures,
        "people": result.people,
        "atoms": result.atoms,
        "rank": result.rank,
    }
    row |= {
        "light": result.light,
        "holds": result.holds,
        "audit_s": round(audited, 1),
        "audit_cpu_s": round(busy, 1),
        "peak_mb": round(peak),
    }
    row |= {"last_release_cpu_s": round(taken[-1], 1), "all_releases_cpu_s": round(sum(taken), 1)}
    print(json.dumps(row | {kind: round(times / sum(kinds.values()), 3) for kind, times in kinds.items()}))


def main() -> None:
    """Measure what is asked for."""
    acts = {"says": says, "frontier": frontier, "attacks": attacks, "scale": scale}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=acts)
    parser.add_argument("--organisations", type=int, default=100)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--world", choices=("gate", "naive", "both"), default="both")
    arguments = parser.parse_args()
    acts[arguments.what](arguments)


if __name__ == "__main__":
    main()
