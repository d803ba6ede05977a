"""Rows and columns of a linear or integer program, and HiGHS, which solves them. It maximises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from groundswell.engines.allocation.tables import Floats, Ints

ENDLESS = highspy.kHighsInf
Option = bool | int | float | str


@dataclass(frozen=True)
class Solution:
    """What HiGHS found: values of the columns, if there are any; `bound`: no solution is worth more."""

    values: Floats | None
    duals: Floats
    objective: float
    bound: float
    is_optimal: bool
    is_infeasible: bool = False


class Program:
    """Columns and rows, added block by block."""

    def __init__(self) -> None:
        self.worth: list[npt.NDArray[Any]] = []
        self.low: list[npt.NDArray[Any]] = []
        self.high: list[npt.NDArray[Any]] = []
        self.whole: list[npt.NDArray[Any]] = []
        self.row_low: list[npt.NDArray[Any]] = []
        self.row_high: list[npt.NDArray[Any]] = []
        self.entries: list[tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]] = []
        self.columns = self.rows = 0

    def add_columns(self, number: int, worth: Any, low: Any, high: Any, *, is_whole: bool) -> Ints:  # noqa: ANN401 - a number or an array
        """Add columns and return their places."""
        for into, given in ((self.worth, worth), (self.low, low), (self.high, high)):
            into.append(np.broadcast_to(np.asarray(given, float), number))
        self.whole.append(np.full(number, is_whole))
        self.columns += number
        return np.arange(self.columns - number, self.columns)

    def add_rows(self, number: int, low: Any, high: Any, *blocks: tuple[Any, Any, Any]) -> Ints:  # noqa: ANN401 - as above
        """Add rows `low <= sum of blocks <= high`; a block: rows counted from 0, columns, factors."""
        self.row_low.append(np.broadcast_to(np.asarray(low, float), number))
        self.row_high.append(np.broadcast_to(np.asarray(high, float), number))
        for rows, columns, factors in blocks:
            size = len(columns)
            where = np.broadcast_to(np.asarray(rows, np.int64), size) + self.rows
            self.entries.append((where, columns, np.broadcast_to(np.asarray(factors, float), size)))
        self.rows += number
        return np.arange(self.rows - number, self.rows)

    def matrix(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
        """Return starts of rows, columns and factors."""
        if not self.entries:
            return np.zeros(self.rows + 1, np.int32), np.zeros(0, np.int32), np.zeros(0)
        rows, columns, factors = (np.concatenate([each[part] for each in self.entries]) for part in range(3))
        order = np.lexsort((columns, rows))
        starts = np.searchsorted(rows[order], np.arange(self.rows + 1))
        return starts.astype(np.int32), columns[order].astype(np.int32), factors[order]

    def for_highs(self, *, is_relaxed: bool) -> Any:  # noqa: ANN401 - HighsLp
        """Return the program as HiGHS takes it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, self.rows
        # It minimises: the signs of its prices are then the same however it ends.
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = -_joined(self.worth), _joined(self.low), _joined(self.high)
        lp.row_lower_, lp.row_upper_ = _joined(self.row_low), _joined(self.row_high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = self.matrix()
        if not is_relaxed:
            kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
            lp.integrality_ = [kinds[int(each)] for each in _joined(self.whole)]
        return lp

    def bound(self, duals: Floats) -> float:
        """Return what no solution can be worth more than, for whatever duals; the best are those of the optimum.

        True by arithmetic alone, however exactly the duals were found: each row is priced, and what is then still to be
        won lies in columns with two ends.
        """
        prices, ends = self.priced(duals)
        left = self.left(prices)
        return float((prices * ends).sum() + (left * self.ends(left)).sum())

    def priced(self, duals: Floats) -> tuple[Floats, Floats]:
        """Return the price of each row, without signs that it cannot have, and the end of the row that it buys."""
        low, high = _joined(self.row_low), _joined(self.row_high)
        prices = np.where(np.isinf(high), np.minimum(duals, 0), duals)
        prices = np.where(np.isinf(low), np.maximum(prices, 0), prices)
        return prices, np.where(prices >= 0, np.where(np.isinf(high), 0, high), np.where(np.isinf(low), 0, low))

    def ends(self, left: Floats) -> Floats:
        """Return the best end of each column, by what it is still worth."""
        return np.where(left > 0, _joined(self.high), _joined(self.low))

    def left(self, prices: Floats) -> Floats:
        """Return what each column is still worth when each row has its price."""
        starts, columns, factors = self.matrix()
        rows = np.repeat(np.arange(self.rows), np.diff(starts))
        return np.asarray(_joined(self.worth) - np.bincount(columns, factors * prices[rows], self.columns))


def _joined(parts: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0)


def solver(**options: Option) -> Any:  # noqa: ANN401 - Highs
    """Return a silent HiGHS of one thread, so that the same program gives the same solution."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    chosen: dict[str, Option] = {"output_flag": False, "threads": 1, "random_seed": 1} | options
    for name, setting in chosen.items():
        highs.setOptionValue(name, setting)
    return highs


def solve(
    program: Program,
    *,
    seconds: float,
    is_relaxed: bool = False,
    start: Floats | None = None,
    stop: Callable[[], bool] | None = None,
    options: Mapping[str, Option] | None = None,
) -> Solution:
    """Solve a program for so long at most; an integer program ends early when `stop` says so."""
    highs = solver(time_limit=max(0.01, seconds), **(options or {}))
    highs.passModel(program.for_highs(is_relaxed=is_relaxed))
    if start is not None and not is_relaxed:
        given = highspy.HighsSolution()
        given.col_value = start.tolist()
        highs.setSolution(given)
    if stop is not None:
        highs.cbMipInterrupt += lambda event: _end(event, stop)
    highs.run()
    return _solution(highs, is_relaxed=is_relaxed)


def _end(event: Any, stop: Callable[[], bool]) -> None:  # noqa: ANN401 - an event of HiGHS
    if stop():
        event.interrupt()


def _solution(highs: Any, *, is_relaxed: bool) -> Solution:  # noqa: ANN401 - Highs
    status, info = highs.getModelStatus(), highs.getInfo()
    found = highs.getSolution()
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible or is_relaxed
    return Solution(
        values=np.asarray(found.col_value) if has_values and found.value_valid else None,
        duals=-np.asarray(found.row_dual) if is_relaxed and found.dual_valid else np.zeros(0),
        objective=-info.objective_function_value,
        bound=-(info.objective_function_value if is_relaxed else info.mip_dual_bound),
        is_optimal=status == highspy.HighsModelStatus.kOptimal,
        is_infeasible=status == highspy.HighsModelStatus.kInfeasible,
    )
