"""What it would cost to plan a ticket whole: the relaxation, solved once, is solved again from there with that wish.

The price is in points of value, and "at least": the relaxation finds ways that no whole plan has.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.engines.allocation.program import ENDLESS, solver
from groundswell.engines.allocation.relaxation import relaxation
from groundswell.engines.allocation.tables import Floats, Tables

SAME = 0.25


@dataclass(frozen=True)
class Price:
    """How many points the best conceivable plan loses, and which tickets give half hours; None: it cannot be at all."""

    points: int | None
    giving: tuple[tuple[int, float], ...] = ()


class Prices:
    """The warm relaxation of one problem."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.written = relaxation(tables)
        size = tables.tickets
        reviews = tables.review_ticket, self.written.reviews, 1
        self.reviewed_rows = self.written.program.add_rows(size, -ENDLESS, 1, reviews)
        self.highs = solver(presolve="off")
        self.highs.passModel(self.written.program.for_highs(is_relaxed=True))
        self.highs.run()
        self.best = -self.highs.getInfo().objective_function_value
        self.planned = self._planned()
        self.basis = self.highs.getBasis()

    def of(self, ticket: int) -> Price:
        """Return the price of one more wish: this ticket whole and reviewed."""
        row, reviewed = self.written.ticket_rows[ticket], self.reviewed_rows[ticket]
        remaining = float(self.tables.remaining[ticket])
        self.highs.changeRowBounds(row, remaining, remaining)
        self.highs.changeRowBounds(reviewed, 1.0, 1.0)
        self.highs.run()
        is_possible = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        worth = -self.highs.getInfo().objective_function_value
        # Rounded down, and never more than what was found: "at least" has to be true.
        price = Price(max(0, int(self.best - worth - SAME)), self._giving(ticket)) if is_possible else Price(None)
        self.highs.changeRowBounds(row, -ENDLESS, remaining)
        self.highs.changeRowBounds(reviewed, -ENDLESS, 1.0)
        self.highs.setBasis(self.basis)
        return price

    def _planned(self) -> Floats:
        hours = np.asarray(self.highs.getSolution().col_value)[self.written.hours]
        return np.bincount(self.tables.ticket, hours, self.tables.tickets)

    def _giving(self, ticket: int) -> tuple[tuple[int, float], ...]:
        less = self.planned - self._planned()
        less[ticket] = 0
        most = np.argsort(-less, kind="stable")[:2]
        return tuple((int(each), float(less[each])) for each in most if less[each] >= 1)
