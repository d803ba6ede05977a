"""Better plans, part by part: groups of members that share tickets are planned anew by an integer program.

Each part starts from the plan as it stands and is taken only if the whole becomes better.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from groundswell.engines.allocation.greedy import first_plan
from groundswell.engines.allocation.neighbourhood import Neighbourhood, Part
from groundswell.engines.allocation.program import Option
from groundswell.engines.allocation.relaxation import Relaxed
from groundswell.engines.allocation.tables import CHUNK, Assignment, Flags, Floats, Ints, Tables

# An owner whose first hours lose more than this in the relaxation is hardly ever an owner in the best plan.
HARDLY_EVER = 8.0
# Groups of so many pairs, each solved until so near its best: small and roughly first, larger and closer later.
STEPS = ((40, 0.002), (40, 0.002), (60, 0.002), (80, 0.002), (80, 0.001), (120, 0.001))
LIMITS: dict[str, Option] = {"mip_max_nodes": 100, "mip_heuristic_run_rins": False}
NEVER = 0.01


@dataclass(frozen=True)
class Group:
    """Members who are planned anew together, and until how near the best."""

    members: Ints
    gap: float


@dataclass(frozen=True)
class Likely:
    """Which owners and which reviewers are worth a column."""

    owners: Flags
    reviewers: Flags


def likely(tables: Tables, found: Relaxed | None) -> Likely:
    """Return what the relaxation thinks likely; without it all that can be."""
    can = tables.most > 0
    if found is None:
        return Likely(can, np.ones(len(tables.reviewer), bool))
    return Likely(can & (found.loss * CHUNK <= HARDLY_EVER), found.reviews > NEVER)


def rounded(tables: Tables, found: Relaxed) -> Assignment:
    """Return a first plan that follows the relaxation."""
    planned = np.bincount(tables.ticket, found.hours, tables.tickets) / np.maximum(1, tables.remaining)
    reviewed = np.bincount(tables.review_ticket, found.reviews, tables.tickets)
    return first_plan(tables, wanted=found.hours / np.maximum(1, tables.most), whole=planned + reviewed)


def rounds(tables: Tables, columns: Likely) -> Iterator[list[Group]]:
    """Divide the members into groups, again and again and each time otherwise."""
    near = neighbours(tables, columns.owners)
    sizes = np.bincount(tables.member[columns.owners], minlength=tables.members)
    dice = np.random.default_rng(1)
    for step in itertools.count():
        most, gap = STEPS[min(step, len(STEPS) - 1)]
        yield [Group(members, gap) for members in groups(near, sizes, most, dice)]


def neighbours(tables: Tables, is_likely: Flags) -> sp.csr_array:
    """Return how many tickets each two members share."""
    pairs = np.flatnonzero(is_likely)
    rows = np.concatenate([tables.member[pairs], tables.reviewer])
    columns = np.concatenate([tables.ticket[pairs], tables.review_ticket])
    links = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(tables.members, tables.tickets))
    return sp.csr_array(links @ links.T)


def groups(near: sp.csr_array, sizes: Ints, most: int, dice: np.random.Generator) -> Iterator[Ints]:
    """Divide the members into groups of so many pairs that share as many tickets as can be, from random beginnings."""
    is_free = sizes > 0
    for first in dice.permutation(len(sizes)):
        if not is_free[first]:
            continue
        group, size = [int(first)], int(sizes[first])
        is_free[first] = False
        pull = np.zeros(len(sizes))
        while size < most:
            last = group[-1]
            own = slice(near.indptr[last], near.indptr[last + 1])
            pull[near.indices[own]] += near.data[own]
            pulled = np.where(is_free, pull * (1 + 0.5 * dice.random(len(sizes))), 0)
            following = int(pulled.argmax())
            if pulled[following] <= 0:
                break
            group.append(following)
            is_free[following] = False
            size += int(sizes[following])
        yield np.array(group)


def part_of(tables: Tables, plan: Assignment, members: Ints, columns: Likely, bonus: Floats | None = None) -> Part:
    """Return the program of some members' pairs that are likely, or in use."""
    is_in = np.zeros(tables.members, bool)
    is_in[members] = True
    pairs = np.flatnonzero(is_in[tables.member] & (columns.owners | (plan.hours > 0)))
    return Neighbourhood(tables, plan, pairs, may_review=columns.reviewers, bonus=bonus).part()
