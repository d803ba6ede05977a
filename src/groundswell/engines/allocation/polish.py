"""Better plans, part by part: some tickets are planned anew by an integer program, with all who could have them.

Where the plan loses most to the bound comes first. Around the tickets that are free, owners and reviewers stand and
their hours do not, so that what is won reaches somebody who can use it. A part is taken only if the whole is better.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from groundswell.engines.allocation.greedy import first_plan
from groundswell.engines.allocation.neighbourhood import Neighbourhood, Part
from groundswell.engines.allocation.program import Option
from groundswell.engines.allocation.relaxation import Relaxed
from groundswell.engines.allocation.shortfall import Shortfall
from groundswell.engines.allocation.tables import CHUNK, Assignment, Flags, Floats, Ints, Tables

# An owner whose first hours lose more than this in the relaxation is hardly ever an owner in the best plan.
HARDLY_EVER = 4.0
# What the relaxation has less of than this share, it does not have.
NONE = 1e-6
# The first parts, that follow the relaxation: so many pairs each, or all of them where they are few.
FOLLOWING, FEW = 140, 400
# The parts after them: pairs to begin with and at most, points until which they are solved at first and in the end.
SMALLEST, LARGEST = 40.0, 200.0
# They shrink and grow by so much, divided by the members: the more there are, the more was not yet looked at.
SHRINKS, GROWS = 2, 3
LEAST_OF_SIZE = 0.5
LOOSE, CLOSE, CLOSER = 120.0, 25.0, 0.98
# Of members who were looked at in vain so much is left; who is near something better is looked at again.
TIRED, RESTED = 0.3, 0.5
NEARLY: dict[str, Option] = {"mip_rel_gap": 0.006, "mip_max_nodes": 100}
LIMITS: dict[str, Option] = {"mip_rel_gap": 0.0, "mip_max_nodes": 20, "mip_allow_restart": False}


@dataclass(frozen=True)
class Likely:
    """Which owners and which reviewers are worth a column, and which owners the relaxation has."""

    owners: Flags
    reviewers: Flags
    wanted: Flags
    full: Flags


@dataclass(frozen=True)
class Group:
    """Tickets that are planned anew, the members whom they were found by, and all whose hours may change."""

    tickets: Flags
    members: Ints
    around: Flags
    points: float


def likely(tables: Tables, found: Relaxed | None, most_lost: float = HARDLY_EVER) -> Likely:
    """Return what the relaxation thinks likely; without it all that can be."""
    can = tables.most > 0
    if found is None:
        return Likely(can, np.ones(len(tables.reviewer), bool), can, np.zeros(tables.pairs, bool))
    wanted = can & (found.hours > NONE * tables.most)
    owners = wanted | (can & (found.loss * CHUNK <= most_lost))
    return Likely(owners, found.reviews > NONE, wanted, can & (found.hours > (1 - NONE) * tables.most))


def rounded(tables: Tables, found: Relaxed) -> Assignment:
    """Return a first plan that follows the relaxation."""
    planned = np.bincount(tables.ticket, found.hours, tables.tickets) / np.maximum(1, tables.remaining)
    reviewed = np.bincount(tables.review_ticket, found.reviews, tables.tickets)
    return first_plan(tables, wanted=found.hours / np.maximum(1, tables.most), whole=planned + reviewed)


def following(tables: Tables, columns: Likely) -> Iterator[Ints]:
    """Divide the members into groups of so many wanted pairs that share as many tickets as can be."""
    sizes = np.bincount(tables.member[columns.wanted], minlength=tables.members)
    is_free, most = sizes > 0, FEW if sizes.sum() <= FEW else FOLLOWING
    while is_free.any():
        group, size = list[int](), 0
        shared = np.zeros(tables.tickets, bool)
        while size < most and is_free.any():
            pull = np.bincount(tables.member[columns.owners & shared[tables.ticket]], minlength=tables.members)
            nearest = int(np.where(is_free, pull, -1).argmax())
            group.append(nearest)
            is_free[nearest] = False
            size += int(sizes[nearest])
            own = tables.pairs_of_members[nearest]
            shared[tables.ticket[own[columns.wanted[own]]]] = True
        yield np.array(group)


def without(tables: Tables, plan: Assignment, members: Ints, columns: Likely) -> Assignment:
    """Return the plan without what some members own, apart from pins, and without what others own of their tickets."""
    own = np.isin(tables.member, members)
    theirs = np.zeros(tables.tickets, bool)
    theirs[tables.ticket[own & columns.full]] = True
    hours = np.where(own | theirs[tables.ticket], tables.least, plan.hours)
    planned = np.bincount(tables.ticket, hours, tables.tickets)
    return Assignment(hours, plan.reviews & (planned == tables.remaining)[tables.review_ticket])


def followed(tables: Tables, plan: Assignment, members: Ints, columns: Likely) -> Part:
    """Return the program in which some members, who are not in the plan, do what they do in the relaxation.

    Its owners of whole tickets are owners; who has a part of one in the relaxation may have it.
    """
    own = np.isin(tables.member, members)
    elsewhere = np.bincount(tables.ticket, plan.hours * ~own, tables.tickets)
    stands = own & columns.full & (elsewhere[tables.ticket] == 0)
    standing = Assignment(np.where(stands, tables.most, tables.least), np.zeros(len(tables.reviewer), bool))
    pairs = np.flatnonzero(own & (columns.wanted | (tables.least > 0)))
    return Neighbourhood(tables, plan, pairs, may_review=columns.reviewers, standing=standing).part()


class Choice:
    """Chooses which tickets are next, and learns from what became of the last."""

    def __init__(self, tables: Tables, found: Relaxed | None) -> None:
        self.tables, self.found, self.columns = tables, found, likely(tables, found)
        self.shortfall = None if found is None else Shortfall(tables, found)
        self.lost = np.ones(tables.members)
        self.weight = np.ones(tables.members)
        self.size, self.points = SMALLEST, LOOSE
        self.dice = np.random.default_rng(1)

    def look(self, plan: Assignment) -> None:
        """Find out where a plan loses most to the bound."""
        if self.shortfall is not None:
            self.lost = np.maximum(0, self.shortfall.of_members(plan))

    def group(self, plan: Assignment, busy: Flags) -> Group | None:
        """Return the next tickets, none of them of somebody who is busy; None where there are none."""
        tables, used = self.tables, plan.hours > 0
        column = self.columns.owners | used
        reviews = self.columns.reviewers | plan.reviews
        may = ~self._of(column & busy[tables.member], reviews & busy[tables.reviewer])
        holds = (self.columns.wanted | used) & may[tables.ticket]
        free, group = self._grown(holds, column, busy)
        # What the busy ones leave is worth waiting for the rest of it.
        is_scrap = busy.any() and int((column & free[tables.ticket]).sum()) < LEAST_OF_SIZE * self.size
        if not group or is_scrap:
            return None
        return Group(free, np.array(group), self._people(free, column, reviews), self.points)

    def _grown(self, holds: Flags, column: Flags, busy: Flags) -> tuple[Flags, list[int]]:
        """Return the tickets of the member who loses most, and of those whom they are shared with, until enough."""
        tables, dice = self.tables, self.dice
        appeal = self.lost * self.weight
        free, done, group, size = np.zeros(tables.tickets, bool), busy.copy(), list[int](), 0
        has_some = np.bincount(tables.member[holds], minlength=tables.members) > 0
        pull = np.where(has_some & ~done, (appeal + NONE) * (0.5 + dice.random(tables.members)), 0)
        while size < self.size and pull.max(initial=0) > 0:
            nearest = int(pull.argmax())
            group.append(nearest)
            done[nearest] = True
            own = tables.pairs_of_members[nearest]
            free[tables.ticket[own[holds[own]]]] = True
            around = column & free[tables.ticket]
            size = int(around.sum())
            links = np.bincount(tables.member[around], minlength=tables.members)
            pull = links * (1 + 0.5 * dice.random(tables.members)) * (appeal + 0.5 * self.lost.mean())
            pull[done] = 0
        return free, group

    def _of(self, pairs: Flags, reviews: Flags) -> Flags:
        """Return the tickets of some pairs and reviews."""
        found = np.zeros(self.tables.tickets, bool)
        found[self.tables.ticket[pairs]] = True
        found[self.tables.review_ticket[reviews]] = True
        return found

    def _people(self, tickets: Flags, column: Flags, reviews: Flags) -> Flags:
        found = np.zeros(self.tables.members, bool)
        found[self.tables.member[column & tickets[self.tables.ticket]]] = True
        found[self.tables.reviewer[reviews & tickets[self.tables.review_ticket]]] = True
        return found

    def part(self, plan: Assignment, group: Group, bonus: Floats | None = None) -> Part:
        """Return the program of a group: its tickets are free; what else its people have keeps its owner."""
        tables, used = self.tables, plan.hours > 0
        is_free, may_review = group.tickets[tables.ticket], group.tickets[tables.review_ticket]
        pairs = np.flatnonzero((used & group.around[tables.member]) | (is_free & (self.columns.owners | used)))
        standing = Assignment(np.where(is_free, tables.least, plan.hours), plan.reviews & ~may_review)
        may_review = may_review & self.columns.reviewers
        return Neighbourhood(tables, plan, pairs, may_review=may_review, standing=standing, bonus=bonus).part()

    def learn(self, group: Group, *, is_better: bool) -> None:
        """Look elsewhere, larger and at less likely owners where nothing was found, and again near what was."""
        step = 1 / self.tables.members
        if is_better:
            self.weight[group.around] = np.minimum(1, self.weight[group.around] + RESTED)
            self.size = max(SMALLEST, self.size * (1 - SHRINKS * step))
        else:
            self.weight[group.members] *= TIRED
            self.size = min(LARGEST, self.size * (1 + GROWS * step))
            self.points = max(CLOSE, self.points * CLOSER)
            self.columns = likely(self.tables, self.found, HARDLY_EVER * self.size / SMALLEST)
        self.weight[group.members[0]] *= TIRED
        if self.weight.max() < NONE:
            self.weight[:] = 1
