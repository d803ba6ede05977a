"""Quarters of a year, and how many steps of processes came and went in each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = 3
_WRITTEN = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + 1, 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1).first  # noqa: PLR2004 - the last of four

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True)
class Net:
    """Steps that were added and removed in a quarter; less is better."""

    quarter: Quarter
    added: int
    removed: int

    @property
    def net(self) -> int:
        """How many steps more there are than before; below 0 there are fewer."""
        return self.added - self.removed


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def quarter_from(written: str) -> Quarter | None:
    """Return the quarter that an address names, as "2026-Q4"; None where it names none."""
    match = _WRITTEN.fullmatch(written)
    return Quarter(int(match[1]), int(match[2])) if match and int(match[1]) else None


def net_by_quarter(steps: Iterable[tuple[date, bool]]) -> list[Net]:
    """Return the sums of each quarter in which a step came or went, the newest first; a step is (day, is removed)."""
    counted: dict[Quarter, list[int]] = {}
    for day, is_removed in steps:
        counted.setdefault(quarter_of(day), [0, 0])[is_removed] += 1
    return [Net(quarter, *counted[quarter]) for quarter in sorted(counted, reverse=True)]
