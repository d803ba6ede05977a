"""Staying near a plan that people already work by: a changed line has a price."""

import numpy as np

from groundswell.engines.allocation.greedy import repaired
from groundswell.engines.allocation.plan import Plan
from groundswell.engines.allocation.score import value
from groundswell.engines.allocation.tables import Assignment, Floats, Tables

# Half a percent of the value is worth two and a half percent of the lines.
SHARE_OF_A_LINE = 0.2


class Staying:
    """The published plan as far as it still can be, and what leaving it costs."""

    def __init__(self, tables: Tables, published: Plan | None) -> None:
        self.is_given = published is not None and bool(published.lines)
        self.plan, self.price = tables.nothing(), 0.0
        if published is not None and self.is_given:
            self.plan = repaired(tables, _as_arrays(tables, published))
            lines = max(1, int((self.plan.hours > 0).sum()))
            self.price = SHARE_OF_A_LINE * max(0, value(tables, self.plan)) / lines

    @property
    def bonus(self) -> Floats | None:
        """What each pair is worth more because it is published."""
        return np.where(self.plan.hours > 0, self.price, 0.0) if self.is_given else None

    def cost(self, plan: Assignment) -> float:
        """Return the price of the lines that are gone; new ones take the place of those, or of nobody's."""
        if not self.is_given:
            return 0.0
        return self.price * int(np.count_nonzero((plan.hours == 0) & (self.plan.hours > 0)))


def _as_arrays(tables: Tables, published: Plan) -> Assignment:
    """Return the published plan; lines of people and tickets that are gone are left out."""
    hours, reviews = tables.nothing().hours.copy(), np.zeros(len(tables.reviewer), bool)
    for line in published.lines:
        pair = _place(tables.pairs_of_tickets, tables.member, tables, line.member, line.ticket)
        if pair is not None and not tables.is_pinned[pair]:
            hours[pair] = round(2 * line.hours)
    for one in published.reviews:
        review = _place(tables.reviews_of_tickets, tables.reviewer, tables, one.member, one.ticket)
        if review is not None:
            reviews[review] = True
    return Assignment(hours, reviews)


def _place(by_ticket: list[np.ndarray], who: np.ndarray, tables: Tables, member: str, ticket: str) -> int | None:
    place, row = tables.place_of_member(member), tables.place_of_ticket.get(ticket)
    if place is None or row is None:
        return None
    found = by_ticket[row][who[by_ticket[row]] == place]
    return int(found[0]) if found.size else None
