"""Published figures of generated organisations, in as many processes as there are cores."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from itertools import batched
from multiprocessing import get_context
from pathlib import Path

from groundswell.engines.disclosure.attacks import Findings, Verdict, examined, summed, verdicts
from groundswell.engines.disclosure.attacks.scoring import after_the_last_sprint
from groundswell.project.attacks import kept

TOGETHER = 5
# So many sets of ratings in all for each exact attack, but no more than the second for one organisation.
DRAWS = 20_000
MOST_DRAWS = 40

type Seeds = tuple[int, ...]


def attack(organisations: int, seed: int, told: Callable[[int], None], *, keep: Path | None = None) -> list[Verdict]:
    """Attack what is published of so many organisations; `told` hears how many more are done.

    With `keep` each batch is written into that folder as it ends, and is not done again by the same code.
    """
    draws = max(1, min(MOST_DRAWS, DRAWS // organisations))
    together = kept.TOGETHER if keep else TOGETHER
    batches = list(batched(range(seed, seed + organisations), together))
    found: dict[Seeds, Findings] = {}
    for seeds, findings in _spread(partial(_examined, draws=draws, keep=keep), batches):
        found[seeds] = findings
        told(len(seeds))
    findings = summed(found[seeds] for seeds in batches)
    return verdicts(findings) + after_the_last_sprint(findings)


def _examined(seeds: Seeds, *, draws: int, keep: Path | None) -> Findings:
    place = keep and kept.place(keep, seeds, draws)
    if place and place.exists():
        return kept.read(place)
    findings = summed(examined(seed, naive=False, draws=draws) for seed in seeds)
    if place:
        kept.write(place, findings)
    return findings


def _spread(act: Callable[[Seeds], Findings], over: list[Seeds]) -> Iterator[tuple[Seeds, Findings]]:
    """Yield what each batch found, as it ends; batches are put back into order by whoever sums them up."""
    # One core each: the small matrices of an organisation are no work for several.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        tasks = {pool.submit(act, seeds): seeds for seeds in over}
        for task in as_completed(tasks):
            yield tasks[task], task.result()
