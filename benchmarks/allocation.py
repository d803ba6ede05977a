"""Plans of made-up sprints, ours beside greedy, HiGHS in one piece and CP-SAT: value, gap, seconds, memory, faults.

python -m benchmarks.allocation                       15/40 and 60/300
python -m benchmarks.allocation --sizes "250/2,000"   others: 1,000/10,000
python -m benchmarks.allocation --pots                with pots of advocates instead of budgets
python -m benchmarks.allocation --peer PYTHON         an interpreter with OR-tools, for CP-SAT
python -m benchmarks.allocation --random 10000        the checker on so many small random sprints

Gaps are to the bound of the linear relaxation. Each measurement is a process of its own. `--core-seconds` stretches the
time that ours may take until the process got as much of the processor as on a machine where nothing else runs.
Prints one JSON line and a readable table.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.allocation_instances import SIZES, instance
from groundswell.engines.allocation import Conflict, Plan, Problem, allocate
from groundswell.engines.allocation.tests.checker import violations, worth
from groundswell.engines.allocation.tests.instances import made_up

SECONDS = {"15/40": (2,), "60/300": (5,), "200/2,000": (30, 45), "250/2,000": (30, 45), "1,000/10,000": (120, 240)}
CORES = 2
HOUR = 3600.0
PEER_SECONDS = 60


def ours(given: dict[str, Any], seconds: float, *, by_core: bool) -> dict[str, Any]:
    """Plan, and stop after so many seconds, or after as much processor time as two cores have in them."""
    problem, first, stop = Problem.from_dict(given), [], threading.Event()
    wall, cpu = time.perf_counter(), time.process_time()

    def say(draft: Any) -> None:  # noqa: ANN401 - a Draft
        first.append((time.perf_counter() - wall, time.process_time() - cpu, draft.value))

    def wait() -> None:
        while not stop.wait(0.05):
            if time.process_time() - cpu >= CORES * seconds:
                stop.set()

    if by_core:
        threading.Thread(target=wait, daemon=True).start()
    plan = allocate(problem, seconds=HOUR if by_core else seconds, on_better=say, stop=stop)
    stop.set()
    return _measured(given, plan, wall, cpu) | {"first_wall": first[0][0], "first_cpu": first[0][1]}


def greedy(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the first plan is worth."""
    wall, cpu = time.perf_counter(), time.process_time()
    return _measured(given, allocate(Problem.from_dict(given), seconds=0), wall, cpu)


def monolith(given: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Return what HiGHS finds with the whole program and a first plan to start from."""
    import numpy as np  # noqa: PLC0415 - only this asks for the engine's insides

    from groundswell.engines.allocation.explaining import explained  # noqa: PLC0415 - as above
    from groundswell.engines.allocation.greedy import first_plan  # noqa: PLC0415 - as above
    from groundswell.engines.allocation.neighbourhood import Neighbourhood  # noqa: PLC0415 - as above
    from groundswell.engines.allocation.program import solve  # noqa: PLC0415 - as above
    from groundswell.engines.allocation.tables import Tables  # noqa: PLC0415 - as above

    wall, cpu = time.perf_counter(), time.process_time()
    tables = Tables(Problem.from_dict(given))
    start = first_plan(tables)
    part = Neighbourhood(tables, start, np.arange(tables.pairs), whole_hours=True).part()
    found = solve(part.program, seconds=seconds, start=part.start, options={"mip_rel_gap": 0.0})
    best = start if found.values is None else part.merged(start, found.values)
    plan = explained(tables, best, bound=int(found.bound), seconds=0)
    return _measured(given, plan, wall, cpu)


def linear_bound(given: dict[str, Any]) -> float:
    """Return the bound that gaps are measured to."""
    from groundswell.engines.allocation.relaxation import relaxed  # noqa: PLC0415 - as above
    from groundswell.engines.allocation.tables import Tables  # noqa: PLC0415 - as above

    tables = Tables(Problem.from_dict(given))
    found = relaxed(tables, seconds=HOUR, options={"solver": "ipx", "run_crossover": "off"})
    if found is None:
        raise SystemExit("The relaxation was not solved.")
    return found.bound


def _measured(given: dict[str, Any], plan: Plan, wall: float, cpu: float) -> dict[str, Any]:
    seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    said = plan.to_dict()
    broken = violations(given, said)
    return seconds | {
        "value": worth(given, said),
        "bound": plan.bound,
        "violations": len(broken),
        "broken": broken[:3],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def random_sprints(number: int, seconds: float) -> dict[str, Any]:
    """Check so many small random sprints, each searched until it is proven or the time is over."""
    counts = {"plans": 0, "conflicts": 0, "violations": 0, "proven": 0, "wrong_values": 0}
    for seed in range(number):
        dice = random.Random(seed)  # noqa: S311 - sprints need not be secret
        given = made_up(dice, dice.randint(1, 8), dice.randint(0, 16))
        try:
            plan = allocate(Problem.from_dict(given), seconds=seconds)
        except Conflict:
            counts["conflicts"] += 1
            continue
        said = plan.to_dict()
        counts["plans"] += 1
        counts["violations"] += len(violations(given, said))
        counts["proven"] += plan.is_optimal
        counts["wrong_values"] += worth(given, said) != plan.value or plan.value > plan.bound
    return counts


def measured(size: str, seed: int, arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Measure every way on one sprint, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="groundswell-allocation-") as folder:
        file = Path(folder) / "instance.json"
        file.write_text(json.dumps(instance(*SIZES[size], seed, has_pots=arguments.pots)), encoding="utf-8")
        bound = _apart(["bound", str(file), "0"])["bound"]
        runs = [("greedy", ["greedy", str(file), "0"])]
        ways = "ours-by-core" if arguments.core_seconds else "ours"
        runs += [(f"ours {seconds} s", [ways, str(file), str(seconds)]) for seconds in SECONDS[size]]
        if SIZES[size][0] <= SIZES["60/300"][0]:
            runs += [("HiGHS 60 s", ["monolith", str(file), str(PEER_SECONDS)])] if not arguments.ours_alone else []
        for name, call in runs:
            found = _apart(call)
            yield {"size": size, "seed": seed, "way": name, "gap": 1 - found["value"] / bound} | found
        if arguments.peer and not arguments.ours_alone:
            found = _apart_in(arguments.peer, "allocation_peer.py", [str(file), str(PEER_SECONDS)])
            broken = violations(json.loads(file.read_text(encoding="utf-8")), found.pop("plan"))
            found["violations"] = len(broken)
            yield {"size": size, "seed": seed, "way": "CP-SAT 60 s", "gap": 1 - found["value"] / bound} | found


def _apart(call: list[str]) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.allocation", "--one", *call], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _apart_in(python: Path, script: str, call: list[str]) -> dict[str, Any]:
    ran = subprocess.run(
        [str(python), str(Path(__file__).with_name(script)), *call], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def one(way: str, file: str, seconds: float) -> dict[str, Any]:
    """Measure one way in this process."""
    given = json.loads(Path(file).read_text(encoding="utf-8"))
    if way == "bound":
        return {"bound": linear_bound(given)}
    if way == "greedy":
        return greedy(given)
    if way == "monolith":
        return monolith(given, seconds)
    return ours(given, seconds, by_core=way == "ours-by-core")


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["15/40", "60/300"], choices=list(SIZES))
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3])
    parser.add_argument("--core-seconds", action="store_true")
    parser.add_argument(
        "--pots", action="store_true", help="advocates with hours for some streams, and limits of theirs"
    )
    parser.add_argument("--ours-alone", action="store_true")
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one[0], arguments.one[1], float(arguments.one[2]))))
        return
    if arguments.random:
        print(json.dumps({"benchmark": "allocation", "random": random_sprints(arguments.random, 5.0)}))
        return
    rows = []
    for size in arguments.sizes:
        for seed in arguments.seeds:
            for row in measured(size, seed, arguments):
                rows.append(row)
                print(_line(row), flush=True)
    print(json.dumps({"benchmark": "allocation", "load": os.getloadavg()[0], "rows": rows}))


def _line(row: dict[str, Any]) -> str:
    return (
        f"{row['size']:>13} seed {row['seed']}  {row['way']:<12} value {row['value']:>11,.0f}  gap {row['gap']:7.3%}"
        f"  wall {row['wall']:7.2f} s  CPU {row['cpu']:7.2f} s  {row['peak_mb']:5.0f} MB  faults {row['violations']}"
    )


if __name__ == "__main__":
    main()
