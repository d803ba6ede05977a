"""A part of the plan, to be planned anew while the rest stands: an integer program that carries what others hold.

Outside hours, owners, reviews, budgets, development and parts of shared epics are constants of its rows. Without them a
plan made part by part is worse than the first one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from groundswell.engines.allocation.program import ENDLESS, Program
from groundswell.engines.allocation.score import MISSED_TOUCH, Sums, sums
from groundswell.engines.allocation.tables import (
    ABOVE_SOFT,
    MOST_OWNERS,
    MOST_TICKETS,
    WHOLE,
    Assignment,
    Flags,
    Floats,
    Ints,
    Tables,
)


@dataclass(frozen=True)
class Part:
    """The program of some pairs and some possible reviews, and the plan as it stands as its start."""

    program: Program
    pairs: Ints
    reviews: Ints
    hours: Ints
    reviewing: Ints
    start: Floats
    own: Ints
    moves: Ints

    def merged(self, plan: Assignment, values: Floats) -> Assignment:
        """Return the plan with this part as the solution has it."""
        hours, reviews = plan.hours.copy(), plan.reviews.copy()
        hours[self.pairs] = np.rint(values[self.hours]).astype(np.int64)
        reviews[self.reviews] = values[self.reviewing] > 0.5  # noqa: PLR2004 - yes or no
        return Assignment(hours, reviews)


class Neighbourhood:
    """Writes down the part of some pairs; all reviews of their tickets may change too.

    `standing`: owners and reviewers who remain, whatever their hours.
    """

    def __init__(
        self,
        tables: Tables,
        plan: Assignment,
        pairs: Ints,
        *,
        may_review: Flags | None = None,
        standing: Assignment | None = None,
        bonus: Floats | None = None,
        whole_hours: bool = False,
    ) -> None:
        self.tables, self.plan = tables, plan
        self.pairs = pairs[tables.most[pairs] > 0]
        # Where each pair of the whole stands in this part; -1: outside of it.
        self.place = np.full(tables.pairs, -1)
        self.place[self.pairs] = np.arange(len(self.pairs))
        self.tickets = np.unique(tables.ticket[self.pairs])
        reviews = np.isin(tables.review_ticket, self.tickets) & (tables.remaining[tables.review_ticket] > 0)
        self.reviews = np.flatnonzero(reviews if may_review is None else reviews & (may_review | plan.reviews))
        self.bonus = np.zeros(tables.pairs) if bonus is None else bonus
        self.standing = tables.nothing() if standing is None else standing
        self.whole_hours = whole_hours
        hours, reviewing = plan.hours.copy(), plan.reviews.copy()
        hours[self.pairs], reviewing[self.reviews] = 0, False
        self.outside_plan = Assignment(hours, reviewing)
        self.outside: Sums = sums(tables, self.outside_plan)
        self.program = Program()

    def part(self) -> Part:
        """Return the program."""
        tables, pairs, reviews, program = self.tables, self.pairs, self.reviews, self.program
        ticket = tables.ticket[pairs]
        low, high = tables.least[pairs], tables.most[pairs]
        self.hours = program.add_columns(len(pairs), tables.worth[ticket], low, high, is_whole=self.whole_hours)
        owns = self.standing.hours[pairs] > 0
        self.own = program.add_columns(len(pairs), self.bonus[pairs] - tables.cost[pairs], owns, 1, is_whole=True)
        gain = WHOLE * tables.remaining[tables.review_ticket[reviews]]
        may, does = self._may_review(), self.standing.reviews[reviews]
        self.reviewing = program.add_columns(len(reviews), gain, may * does, may, is_whole=True)
        rows = np.arange(len(pairs))
        chunk = np.where(tables.is_pinned[pairs], low, tables.chunk[ticket])
        program.add_rows(len(pairs), 0, ENDLESS, (rows, self.hours, 1), (rows, self.own, -chunk))
        program.add_rows(len(pairs), -ENDLESS, 0, (rows, self.hours, 1), (rows, self.own, -high))
        start: list[Any] = [self.plan.hours[pairs], self.plan.hours[pairs] > 0, self.plan.reviews[reviews]]
        self._add_tickets()
        self._add_overlap()
        start.append(self._add_members())
        moves, begun = self._add_epics()
        start.append(begun)
        self._add_streams()
        self._add_pots()
        self._add_advocates()
        start.append(self._add_touches())
        begin = np.concatenate([np.asarray(each, float) for each in start])
        return Part(program, pairs, reviews, self.hours, self.reviewing, begin, self.own, moves)

    def _may_review(self) -> Ints:
        """Return 0 where an owner who is not part of this would review."""
        tables = self.tables
        owning, beside = tables.overlap
        may = np.ones(len(tables.reviewer), np.int64)
        may[beside[self.outside_plan.hours[owning] > 0]] = 0
        return may[self.reviews]

    def _add_tickets(self) -> None:
        tables, rows, outside = self.tables, self.tickets, self.outside
        at = np.searchsorted(rows, tables.ticket[self.pairs])
        review_at = np.searchsorted(rows, tables.review_ticket[self.reviews])
        hours, size = (at, self.hours, 1), len(rows)
        remaining, held = tables.remaining[rows], outside.planned[rows]
        self.program.add_rows(size, -ENDLESS, remaining - held, hours)
        self.program.add_rows(size, -ENDLESS, MOST_OWNERS - outside.owners[rows], (at, self.own, 1))
        self.program.add_rows(size, -ENDLESS, 1, (review_at, self.reviewing, 1))
        self.program.add_rows(size, -held, ENDLESS, hours, (review_at, self.reviewing, -remaining[review_at]))

    def _add_overlap(self) -> None:
        owning, beside = self.tables.overlap
        review_place = np.full(len(self.tables.reviewer), -1)
        review_place[self.reviews] = np.arange(len(self.reviews))
        both = np.flatnonzero((self.place[owning] >= 0) & (review_place[beside] >= 0))
        own, review = self.own[self.place[owning[both]]], self.reviewing[review_place[beside[both]]]
        rows = np.arange(len(both))
        self.program.add_rows(len(both), -ENDLESS, 1, (rows, own, 1), (rows, review, 1))

    def _add_members(self) -> Floats:
        tables, outside = self.tables, self.outside
        owner, reviewer = tables.member[self.pairs], tables.reviewer[self.reviews]
        who = np.union1d(owner, reviewer)
        at, review_at = np.searchsorted(who, owner), np.searchsorted(who, reviewer)
        soft = tables.soft[who] - outside.load[who]
        # Somebody above the soft limit by what others hold pays no less for it.
        least, most = np.maximum(0, -soft), tables.capacity[who] - tables.soft[who]
        above = self.program.add_columns(len(who), -ABOVE_SOFT, least, most, is_whole=False)
        load = (at, self.hours, 1), (review_at, self.reviewing, tables.review[tables.review_ticket[self.reviews]])
        self.program.add_rows(len(who), -ENDLESS, soft, *load, (np.arange(len(who)), above, -1))
        self.program.add_rows(len(who), -ENDLESS, MOST_TICKETS - outside.owned[who], (at, self.own, 1))
        above_now = np.maximum(0, sums(tables, self.plan).load[who] - tables.soft[who])
        return np.asarray(above_now, float)

    def _add_epics(self) -> tuple[Ints, Floats]:
        tables = self.tables
        epic = tables.epic[tables.ticket[self.pairs]]
        open_now = self.outside.of_epics < tables.epic_least
        touched = np.unique(epic[epic >= 0])
        touched = touched[open_now[touched]]
        of = np.flatnonzero(np.isin(epic, touched))
        moves = self.program.add_columns(len(touched), tables.epic_worth[touched], 0, 1, is_whole=True)
        hours = np.searchsorted(touched, epic[of]), self.hours[of], 1
        reach = np.arange(len(touched)), moves, -tables.epic_least[touched]
        self.program.add_rows(len(touched), -self.outside.of_epics[touched], ENDLESS, hours, reach)
        reached = sums(tables, self.plan).of_epics[touched] >= tables.epic_least[touched]
        return moves, reached.astype(float)

    def _add_streams(self) -> None:
        tables = self.tables
        stream = tables.stream[tables.ticket[self.pairs]]
        for one in np.unique(stream[tables.budget[stream] >= 0]):
            left = tables.budget[one] - self.outside.of_streams[one]
            self.program.add_rows(1, -ENDLESS, left, (0, self.hours[stream == one], 1))

    def _add_pots(self) -> None:
        tables = self.tables
        inside = self.place[tables.pot_pair] >= 0
        pots, at = np.unique(tables.in_pot[inside], return_inverse=True)
        own = self.hours[self.place[tables.pot_pair[inside]]]
        left = tables.pot_hours[pots] - self.outside.of_pots[pots]
        self.program.add_rows(len(pots), -ENDLESS, left, (at, own, 1))

    def _add_advocates(self) -> None:
        tables = self.tables
        member = tables.member[self.pairs]
        sign = np.where(tables.is_development[tables.ticket[self.pairs]], 1, -1)
        for one in np.unique(member[tables.is_advocate[member]]):
            own = member == one
            self.program.add_rows(1, -self.outside.balance[one], ENDLESS, (0, self.hours[own], sign[own]))

    def _add_touches(self) -> Floats:
        tables, starts = self.tables, []
        for touch in tables.touches:
            inside = self.place[touch.pairs]
            inside = inside[inside >= 0]
            least = touch.least - int(self.outside_plan.hours[touch.pairs].sum())
            if inside.size and least > 0:
                is_missed = int(self.plan.hours[touch.pairs].sum()) < touch.least
                missing = self.program.add_columns(1, -MISSED_TOUCH, 0, is_missed, is_whole=True)
                self.program.add_rows(1, least, ENDLESS, (0, self.hours[inside], 1), (0, missing, least))
                starts.append(is_missed)
        return np.array(starts, float)
