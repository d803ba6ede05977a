"""Where a plan loses to the bound: each point of the gap has a row, a column or a divided ticket, and so its people."""

import numpy as np
import scipy.sparse as sp

from groundswell.engines.allocation.relaxation import Relaxed
from groundswell.engines.allocation.score import sums
from groundswell.engines.allocation.tables import Assignment, Floats, Tables


class Shortfall:
    """The prices of the relaxation, held against plans.

    A row that is not used up loses its slack at its price, a column its distance from its better end, an owner of a
    part what an owner costs who is none in the relaxation. These add up to the bound less the value: nothing is
    estimated.
    """

    def __init__(self, tables: Tables, relaxed: Relaxed) -> None:
        self.tables, self.written = tables, relaxed.written
        program = self.written.program
        starts, columns, factors = program.matrix()
        self.rows = sp.csr_array((factors, columns, starts), shape=(program.rows, program.columns))
        self.prices, self.row_ends = program.priced(relaxed.duals)
        self.left = program.left(self.prices)
        self.column_ends = program.ends(self.left)
        self.shares = self._shares()

    def _shares(self) -> sp.csr_array:
        """Divide each row among the members of its columns, each column belongs to its member."""
        tables, written, members = self.tables, self.written, self.tables.members
        places = np.concatenate([written.hours, written.reviews, written.above, written.touches])
        advocates = np.array([each.member for each in tables.touches], np.int64)
        who = np.concatenate([tables.member, tables.reviewer, np.arange(members), advocates])
        shape = written.program.columns, members
        of_columns = sp.csr_array((np.ones(len(places)), (places, who)), shape=shape)
        is_there = sp.csr_array((np.ones(self.rows.nnz), self.rows.indices, self.rows.indptr), shape=self.rows.shape)
        shares = is_there @ of_columns
        each = np.maximum(1, shares.sum(axis=1))
        return sp.csr_array(sp.vstack([sp.diags_array(1 / each) @ shares, of_columns]))

    def of_members(self, plan: Assignment) -> Floats:
        """Return the points of the gap of each member; parts of it that no member has a share in are left out."""
        tables = self.tables
        values = self._columns(plan)
        of_rows = self.prices * (self.row_ends - self.rows @ values)
        of_columns = self.left * (self.column_ends - values)
        found: Floats = self.shares.T @ np.concatenate([of_rows, of_columns])
        divided = np.where(plan.hours > 0, tables.cost * (1 - plan.hours / np.maximum(1, tables.most)), 0)
        return found + np.bincount(tables.member, divided, tables.members)

    def _columns(self, plan: Assignment) -> Floats:
        """Return the plan as a solution of the relaxation."""
        tables, written, of = self.tables, self.written, sums(self.tables, plan)
        values = np.zeros(written.program.columns)
        values[written.hours], values[written.reviews] = plan.hours, plan.reviews
        values[written.epics] = of.of_epics >= tables.epic_least
        values[written.above] = np.maximum(0, of.load - tables.soft)
        values[written.touches] = [int(plan.hours[each.pairs].sum()) < each.least for each in tables.touches]
        return values
