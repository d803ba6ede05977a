"""Published figures of generated organisations, in as many processes as there are cores."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import batched
from multiprocessing import get_context

from groundswell.engines.disclosure.attacks import Findings, Verdict, examined, summed, verdicts
from groundswell.engines.disclosure.attacks.scoring import after_the_last_sprint

TOGETHER = 5
# So many sets of ratings in all for each exact attack, but no more than the second for one organisation.
DRAWS = 20_000
MOST_DRAWS = 40


def attack(organisations: int, seed: int, told: Callable[[int], None], *, at_the_end: bool) -> list[Verdict]:
    """Attack what is published of so many organisations; `told` hears how many more are done."""
    act = partial(_examined, draws=max(1, min(MOST_DRAWS, DRAWS // organisations)))
    seeds = list(batched(range(seed, seed + organisations), TOGETHER))
    found = []
    for batch, findings in zip(seeds, _spread(act, seeds), strict=True):
        found.append(findings)
        told(len(batch))
    findings = summed(found)
    return verdicts(findings) + (after_the_last_sprint(findings) if at_the_end else [])


def _examined(seeds: tuple[int, ...], *, draws: int) -> Findings:
    return summed(examined(seed, naive=False, draws=draws) for seed in seeds)


def _spread(act: Callable[[tuple[int, ...]], Findings], over: list[tuple[int, ...]]) -> Iterator[Findings]:
    # One core each: the small matrices of an organisation are no work for several.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        yield from pool.map(act, over)
