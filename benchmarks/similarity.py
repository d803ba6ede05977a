"""How long near-duplicates take: `python -m benchmarks.similarity [--texts 10000] [--small 2000]`.

Texts are made of the words of real statements, as often as those use them. Prints one JSON line and a readable table.
"""

import argparse
import json
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from groundswell.connectors.polis.statements import read_statements
from groundswell.engines.similarity import SmallIndex
from groundswell.engines.similarity.index import Index

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "polis"
QUERIES = 50


def made(count: int, folder: Path) -> list[str]:
    """Return texts of 8 to 30 words; one in fifty is another one with a word left out."""
    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    real = [text for file in sorted(folder.glob("*/comments.csv")) for text in _texts(file)]
    words = [word for text in real for word in text.split()]
    texts: list[str] = []
    while len(texts) < count:
        own = dice.choices(words, k=dice.randint(8, 30))
        texts.append(" ".join(dice.choice(texts).split()[1:] if texts and dice.random() < 0.02 else own))  # noqa: PLR2004 - one in fifty
    return texts


def _texts(file: Path) -> list[str]:
    return [text for text in read_statements(file.read_bytes()).texts.values() if " " in text]


def timed[T](act: Callable[[], T]) -> tuple[T, float, float]:
    """Return what it gave, the wall and the CPU seconds that it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    return found, time.perf_counter() - wall, time.process_time() - cpu


def measured(texts: list[str], small: int) -> dict[str, float]:
    """Measure both indexes; times in milliseconds."""
    index, build, build_cpu = timed(lambda: Index(texts))
    asked = [timed(lambda text=text: index.nearest(text)) for text in texts[:QUERIES]]  # type: ignore[misc]
    pairs, _, all_pairs = timed(index.pairs)
    few, _, few_build = timed(lambda: SmallIndex(texts[:small]))
    typed = [timed(lambda text=text: few.nearest(text)) for text in texts[:QUERIES]]  # type: ignore[misc]
    return {
        "texts": len(texts),
        "build_ms": build * 1000,
        "build_cpu_ms": build_cpu * 1000,
        "nearest_p50_ms": statistics.median(wall for _, wall, _ in asked) * 1000,
        "nearest_p95_ms": sorted(wall for _, wall, _ in asked)[int(QUERIES * 0.95)] * 1000,
        "pairs_cpu_ms": all_pairs * 1000,
        "pairs_found": len(pairs),
        "small_texts": small,
        "small_build_cpu_ms": few_build * 1000,
        "small_nearest_p50_ms": statistics.median(wall for _, wall, _ in typed) * 1000,
        "small_nearest_p95_ms": sorted(wall for _, wall, _ in typed)[int(QUERIES * 0.95)] * 1000,
        "small_nearest_cpu_ms": statistics.median(cpu for *_, cpu in typed) * 1000,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    said = {
        name: round(value, 1)
        for name, value in measured(made(arguments.texts, arguments.data), arguments.small).items()
    }
    print(json.dumps({"benchmark": "similarity", **said}))
    for name, value in said.items():
        print(f"{name.replace('_', ' '):24}{value:>12,.1f}")


if __name__ == "__main__":
    main()
