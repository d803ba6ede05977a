"""The first plan: tickets in order, each to whoever suits it best and has room. At once, and some percent short."""

import numpy as np

from groundswell.engines.allocation.tables import (
    MOST_OWNERS,
    MOST_TICKETS,
    WHOLE,
    Assignment,
    Floats,
    Tables,
    Touch,
)


def first_plan(tables: Tables, *, wanted: Floats | None = None, whole: Floats | None = None) -> Assignment:
    """Return a plan that holds every limit; `wanted` and `whole`: the shares of pairs and tickets in a relaxation."""
    desk = _Desk(tables, wanted)
    desk.touch()
    for ticket in _order(tables, whole):
        desk.plan(ticket)
    for ticket in _order(tables, whole):
        desk.fill(ticket)
    return desk.plan_so_far()


def completed(tables: Tables, plan: Assignment) -> Assignment:
    """Return the plan with whatever still fits."""
    desk = _Desk(tables, None, plan)
    for ticket in _order(tables, None):
        desk.plan(ticket)
    for ticket in _order(tables, None):
        desk.fill(ticket)
    return desk.plan_so_far()


def _order(tables: Tables, whole: Floats | None) -> list[int]:
    per_half = (tables.worth + WHOLE).astype(float)
    share = np.zeros(tables.tickets) if whole is None else np.round(whole, 3)
    # Of equal worth the small ones first: more of them become whole.
    order: list[int] = np.lexsort((tables.remaining, -per_half, -share)).tolist()
    return order


class _Desk:
    """What is planned so far, and how much room is left."""

    def __init__(self, tables: Tables, wanted: Floats | None, start: Assignment | None = None) -> None:
        self.tables = tables
        self.wanted = np.zeros(tables.pairs).tolist() if wanted is None else wanted.tolist()
        self.hours = [0] * tables.pairs
        self.reviews = [False] * len(tables.reviewer)
        self.room = tables.capacity.tolist()
        self.soft = (tables.capacity - tables.soft).tolist()
        self.slots = [MOST_TICKETS] * tables.members
        self.owners = [MOST_OWNERS] * tables.tickets
        self.left = tables.remaining.tolist()
        self.budget = [each if each >= 0 else 10**9 for each in tables.budget.tolist()]
        self.pots, self.pots_of = tables.pot_hours.tolist(), tables.pots_of_pairs
        self.balance = np.where(tables.is_advocate, 0, 10**9).tolist()
        self.member, self.ticket = tables.member.tolist(), tables.ticket.tolist()
        self.most, self.cost, self.pinned = tables.most.tolist(), tables.cost.tolist(), tables.is_pinned.tolist()
        self.chunk, self.review = tables.chunk.tolist(), tables.review.tolist()
        self.stream, self.development = tables.stream.tolist(), tables.is_development.tolist()
        self.reviewer, self.least = tables.reviewer.tolist(), tables.least.tolist()
        before = tables.nothing() if start is None else start
        # Development first, so that an advocate's other hours find their balance.
        first = np.argsort(~tables.is_development[tables.ticket], kind="stable")
        for pair in first[before.hours[first] > 0].tolist():
            self.give(pair, int(before.hours[pair]))
        for review in np.flatnonzero(before.reviews).tolist():
            self.let_review(review)

    def plan_so_far(self) -> Assignment:
        return Assignment(np.array(self.hours, np.int64), np.array(self.reviews, bool))

    def give(self, pair: int, hours: int) -> None:
        member, ticket = self.member[pair], self.ticket[pair]
        if not self.hours[pair]:
            self.slots[member] -= 1
            self.owners[ticket] -= 1
        self.hours[pair] += hours
        self.room[member] -= hours
        self.left[ticket] -= hours
        self.budget[self.stream[ticket]] -= hours
        for pot in self.pots_of.get(pair, ()):
            self.pots[pot] -= hours
        self.balance[member] += hours if self.development[ticket] else -hours

    def let_review(self, review: int) -> None:
        self.reviews[review] = True
        self.room[self.reviewer[review]] -= self.review[self.tables.review_ticket[review]]

    def review_again(self, review: int) -> None:
        """Let somebody review what is still planned whole, if they have the room."""
        ticket, who = int(self.tables.review_ticket[review]), self.reviewer[review]
        pairs = self.tables.pairs_of_tickets[ticket]
        is_owner = any(self.hours[pair] for pair in pairs if self.member[pair] == who)
        if not self.left[ticket] and not is_owner and self.room[who] >= self.review[ticket]:
            self.let_review(review)

    def fits(self, pair: int) -> int:
        """Return how many half hours of a pair could be given now; 0 where not even a chunk."""
        member, ticket = self.member[pair], self.ticket[pair]
        if self.pinned[pair] or (not self.hours[pair] and not (self.slots[member] and self.owners[ticket])):
            return 0
        most = min(
            self.room[member], self.left[ticket], self.most[pair] - self.hours[pair], self.budget[self.stream[ticket]]
        )
        if pair in self.pots_of:
            most = min(most, *(self.pots[pot] for pot in self.pots_of[pair]))
        if not self.development[ticket]:
            most = min(most, self.balance[member])
        return int(most) if self.hours[pair] or most >= self.chunk[ticket] else 0

    def touch(self) -> None:
        """Let advocates work a little on every accelerated epic, where there is least choice first."""
        touches = sorted(self.tables.touches, key=lambda one: len(one.pairs))
        for _ in range(2):  # again, once development done for one epic leaves room for other work on the next
            for touch in touches:
                self._touch(touch)

    def _touch(self, touch: Touch) -> None:
        missing = touch.least - sum(self.hours[pair] for pair in touch.pairs)
        for pair in sorted(touch.pairs.tolist(), key=self._suits_a_touch) if missing > 0 else ():
            if not self.development[self.ticket[pair]]:
                self._develop(touch.member, self.chunk[self.ticket[pair]])
            if missing > 0 and (fits := self.fits(pair)):
                hours = min(fits, max(missing, 0 if self.hours[pair] else self.chunk[self.ticket[pair]]))
                self.give(pair, hours)
                missing -= hours

    def _develop(self, member: int, hours: int) -> None:
        """Give development to an advocate who needs it to balance other work."""
        for pair in self.tables.pairs_of_members[member].tolist():
            short = hours - self.balance[member]
            if short > 0 and self.development[self.ticket[pair]] and (fits := self.fits(pair)):
                self.give(pair, min(fits, max(short, 0 if self.hours[pair] else self.chunk[self.ticket[pair]])))

    def _suits_a_touch(self, pair: int) -> tuple[bool, float, int, int]:
        ticket = self.ticket[pair]
        return not self.development[ticket], -self.wanted[pair], self.cost[pair], self.left[ticket]

    def plan(self, ticket: int) -> None:
        """Plan a ticket whole and reviewed, if it can be."""
        left = self.left[ticket]
        if not self.tables.remaining[ticket] or not self.tables.reviews_of_tickets[ticket].size:
            return
        if any(self.reviews[review] for review in self.tables.reviews_of_tickets[ticket]):
            return
        given = self._owners_for_all(ticket, left)
        if given is None:
            return
        owners = {self.member[pair] for pair, _ in given}
        owners |= {self.member[pair] for pair in self.tables.pairs_of_tickets[ticket] if self.hours[pair]}
        takes = {self.member[pair]: hours for pair, hours in given}
        review = self._reviewer(ticket, owners, takes)
        if review is None:
            return
        for pair, hours in given:
            self.give(pair, hours)
        self.let_review(review)

    def _owners_for_all(self, ticket: int, left: int) -> list[tuple[int, int]] | None:
        if not left:
            return []
        if left > self.budget[self.stream[ticket]]:
            return None
        fitting = [(pair, fits) for pair in self.tables.pairs_of_tickets[ticket].tolist() if (fits := self.fits(pair))]
        fitting.sort(key=lambda one: self._suits(*one))
        for pair, fits in fitting:
            if fits >= left:
                return [(pair, left)]
        return self._two_owners(ticket, left, fitting)

    def _two_owners(self, ticket: int, left: int, fitting: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
        if self.owners[ticket] < MOST_OWNERS:
            return None
        for place, (one, fits) in enumerate(fitting):
            for other, also in fitting[place + 1 :]:
                if fits + also >= left >= self.chunk[ticket] * 2:
                    hours = min(fits, left - self.chunk[ticket])
                    return [(one, hours), (other, left - hours)] if also >= left - hours else None
        return None

    def _suits(self, pair: int, fits: int) -> tuple[float, int, int]:
        member = self.member[pair]
        over = max(0, self.soft[member] - (self.room[member] - fits))
        return -self.wanted[pair], self.cost[pair] + 6 * min(over, fits), -self.room[member]

    def _reviewer(self, ticket: int, owners: set[int], takes: dict[int, int]) -> int | None:
        able = [
            review
            for review in self.tables.reviews_of_tickets[ticket].tolist()
            if (who := self.reviewer[review]) not in owners
            and self.room[who] - takes.get(who, 0) >= self.review[ticket]
        ]
        return max(able, key=lambda review: self.room[self.reviewer[review]], default=None)

    def fill(self, ticket: int) -> None:
        """Plan a part of a ticket, where there is still room."""
        if not self.left[ticket]:
            return
        for pair in sorted(self.tables.pairs_of_tickets[ticket].tolist(), key=lambda one: self._suits(one, 1)):
            fits = self.fits(pair)
            if fits * int(self.tables.worth[ticket]) > self.cost[pair] + 6 * fits:
                self.give(pair, fits)


def repaired(tables: Tables, plan: Assignment) -> Assignment:
    """Return as much of a plan as still holds every limit: its promised and dearest lines first."""
    desk = _Desk(tables, None)
    worth = tables.worth[tables.ticket]
    used = np.flatnonzero((plan.hours > 0) & ~tables.is_pinned)
    is_other = ~tables.is_development[tables.ticket[used]]
    for pair in used[np.lexsort((-worth[used], is_other))].tolist():
        if fits := desk.fits(pair):
            desk.give(pair, min(fits, int(plan.hours[pair])))
    for review in np.flatnonzero(plan.reviews).tolist():
        desk.review_again(review)
    return desk.plan_so_far()
