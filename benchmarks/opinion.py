"""The opinion map beside red-dwarf 0.4.0: CPU and wall seconds, memory, and whether both say the same.

python -m benchmarks.opinion            the six real conversations, 2,031 x 896 and 10,000 x 1,000
python -m benchmarks.opinion --real     the real conversations alone
python -m benchmarks.opinion --large    also 100,000 x 2,000 and 1,000,000 x 1,000, which the other cannot do

red-dwarf lives in an environment of its own, made where `--peer FOLDER` says (default: the user's cache); it is no
dependency. Each measurement is a process of its own with one thread, the best of some runs; both get the same votes.
Prints one JSON line and a readable table.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.opinion_groups import DATA, conversations
from groundswell.engines.opinion import opinion_map, plain

PEER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "groundswell-bench" / "red-dwarf-0.4.0"
PACKAGE = "red-dwarf==0.4.0"
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TIMES, TIMES_OF_LARGE = 5, 2
SIZES = ((2031, 896, 111), (10_000, 1000, 48))
LARGE = ((100_000, 2000, 48), (1_000_000, 1000, 48))
SIDES = 4
STRIP = 100_000
LIKE = 1e-9


@dataclass(frozen=True)
class Set:
    """Votes in a folder, and what is known of them."""

    name: str
    folder: Path
    rejected: tuple[int, ...] = ()
    is_for_both: bool = True
    is_real: bool = False


def sets(into: Path, data: Path, made_too: tuple[tuple[int, int, int], ...]) -> Iterator[Set]:
    """Write each conversation where both programs can read it."""
    for one in conversations(data):
        columns = one.participants.astype(np.int32), one.statements.astype(np.int32), one.votes.astype(np.int8)
        yield Set(one.name, _written(into / one.name, *columns), tuple(sorted(one.rejected)), is_real=True)
    for people, statements, each in made_too:
        name = f"{people:,} x {statements:,}"
        is_small = (people, statements, each) in SIZES
        yield Set(name, _written(into / name, *made(people, statements, each)), is_for_both=is_small)


def made(people: int, statements: int, each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return votes of people of four leanings, so many each, by person as a table of people has them."""
    random = np.random.default_rng(1)
    leaning = random.normal(0, 1, (SIDES, statements)).astype(np.float32)
    about, votes = [], []
    for first in range(0, people, STRIP):
        n = min(STRIP, people - first)
        steps = random.integers(1, statements // each + 1, n)[:, None]
        seen = np.sort((random.integers(0, statements, n)[:, None] + np.arange(each) * steps) % statements, axis=1)
        own = leaning[np.arange(first, first + n)[:, None] % SIDES, seen]
        own = own + random.standard_normal(own.shape, np.float32)
        about.append(seen.astype(np.int32).ravel())
        votes.append(np.where(own > 0.3, 1, np.where(own < -0.3, -1, 0)).astype(np.int8).ravel())  # noqa: PLR2004 - a pass is near the middle
    return np.repeat(np.arange(people, dtype=np.int32), each), np.concatenate(about), np.concatenate(votes)


def _written(folder: Path, participants: np.ndarray, about: np.ndarray, votes: np.ndarray) -> Path:
    folder.mkdir()
    for name, column in (("participants", participants), ("statements", about), ("votes", votes)):
        np.save(folder / f"{name}.npy", column)
    return folder


def peer(folder: Path) -> Path:
    """Return the other's interpreter, and make its environment the first time."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    return python


def run(python: Path, program: str, one: Set) -> dict[str, float]:
    """Measure one program on one conversation, in a process of its own."""
    times = TIMES if one.is_real else TIMES_OF_LARGE
    script = Path(__file__).with_name("opinion_peer.py")
    call = [str(python), str(script), program, str(one.folder), str(times), *map(str, one.rejected)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def differences(data: Path) -> dict[str, float | bool]:
    """Return how far our statistics and lists are from what red-dwarf computed, under its labels."""
    largest, is_same_order = 0.0, True
    for one in conversations(data):
        expected = json.loads((data / one.name / "expected.json").read_text(encoding="utf-8"))
        labels = {int(who): label for who, label in expected["labels"].items()}
        found = plain(
            opinion_map(one.participants, one.statements, one.votes, rejected=one.rejected, labels=labels, compat=True)
        )
        for group, columns in expected["group_statement_stats"].items():
            for name, column in columns.items():
                ours = found["group_statement_stats"][group][name]
                largest = max(largest, float(np.abs(np.subtract(ours, column)).max()))
        is_same_order &= all(found[key] == expected[key] for key in ("representative", "consensus"))
    return {"largest_difference": largest, "same_order": is_same_order and largest <= LIKE}


def show(rows: dict[str, dict[str, dict[str, float]]]) -> None:
    """Print the table."""
    print(f"{'':28}{'ours':>10}{'':20}{'red-dwarf':>11}")
    print(f"{'':28}" + f"{'CPU s':>10}{'wall s':>10}{'MB more':>10}" * 2 + f"{'ratio':>8}")
    for name, row in rows.items():
        ours, theirs = row["ours"], row.get("red-dwarf")
        line = f"{name:28}" + _numbers(ours)
        print(line + (f"{_numbers(theirs)}{theirs['cpu'] / ours['cpu']:>7.1f}x" if theirs else ""))


def _numbers(one: dict[str, float]) -> str:
    return f"{one['cpu']:>10.3f}{one['wall']:>10.3f}{one['more_mb']:>10.0f}"


def main() -> None:
    """Measure both, and print one line for machines and a table for people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", dest="made", action="store_const", const=(), default=SIZES)
    parser.add_argument("--large", dest="made", action="store_const", const=(*SIZES, *LARGE))
    parser.add_argument("--peer", type=Path, default=PEER)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    other = peer(arguments.peer)
    rows: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="groundswell-opinion-") as folder:
        for one in sets(Path(folder), arguments.data, arguments.made):
            rows[one.name] = {"ours": run(Path(sys.executable), "ours", one)}
            if one.is_for_both:
                rows[one.name]["red-dwarf"] = run(other, "red-dwarf", one)
    real = [row for name, row in rows.items() if (arguments.data / name).is_dir()]
    ratios = [row["red-dwarf"]["cpu"] / row["ours"]["cpu"] for row in real]
    said = {"median_ratio": statistics.median(ratios), "least_ratio": min(ratios), **differences(arguments.data)}
    print(json.dumps({"benchmark": "opinion", **said, "load": os.getloadavg()[0], "sets": rows}))
    show(rows)
    print(f"Real ones, CPU: {said['median_ratio']:.1f}x as fast; largest difference {said['largest_difference']:.1e}")


if __name__ == "__main__":
    main()
