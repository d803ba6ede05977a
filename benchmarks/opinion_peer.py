"""One program, one conversation, one process: what `benchmarks.opinion` measures of each.

python opinion_peer.py ours|red-dwarf FOLDER TIMES [STATEMENT…]

FOLDER holds participants.npy, statements.npy and votes.npy; the statements were rejected. Runs in the environment of
that program, and imports nothing of the other. Prints one JSON line.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np


def ours(columns: list[np.ndarray], rejected: list[int]) -> Callable[[], object]:
    """Return a call of our map; whether its groups are valid is not asked, since the other does not ask."""
    from groundswell.engines.opinion import opinion_map  # noqa: PLC0415 - not there in the other's environment

    return lambda: opinion_map(*columns, rejected=rejected, compat=True)


def red_dwarf(columns: list[np.ndarray], rejected: list[int]) -> Callable[[], object]:
    """Return a call of red-dwarf's pipeline; making its list of votes is not counted."""
    from reddwarf.implementations.base import run_pipeline  # type: ignore[import-not-found]  # noqa: PLC0415 - as above

    votes = [
        {"participant_id": who, "statement_id": what, "vote": vote}
        for who, what, vote in zip(*(column.tolist() for column in columns), strict=True)
    ]
    return lambda: run_pipeline(votes=votes, mod_out_statement_ids=rejected, random_state=42)


def standing() -> float:
    """Return what memory stands at, in MB, and forget how high it once stood (Linux; elsewhere the height so far)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return highest()


def highest() -> float:
    """Return how high memory stood since then, in MB."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Warm up where it is cheap, measure the best of some runs, and print it."""
    program, folder, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    columns = [np.load(folder / f"{name}.npy") for name in ("participants", "statements", "votes")]
    act = {"ours": ours, "red-dwarf": red_dwarf}[program](columns, [int(each) for each in sys.argv[4:]])
    before = standing()
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"wall": min(walls), "cpu": min(cpus), "peak_mb": peak, "more_mb": highest() - before}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
