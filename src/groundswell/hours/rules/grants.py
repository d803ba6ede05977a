"""Grants: hours of funding lines for a month, beside what was asked for and what was warned of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.hours.rules.amounts import a_month, share


class Certainty(StrEnum):
    """How sure the hours are: agreed, at least so many, or perhaps."""

    FIRM = "firm"
    FLOOR = "floor"
    HOPED = "hoped"


class Per(StrEnum):
    """What an amount is counted for."""

    WEEK = "week"
    MONTH = "month"
    SPRINT = "sprint"


@dataclass(frozen=True)
class Grant[Line]:
    """What one line gives for a month."""

    line: Line
    certainty: Certainty
    minutes: int


@dataclass(frozen=True)
class Sums[Line]:
    """The grants of somebody for a month, line by line."""

    by_line: Mapping[Line, int]
    hoped: int
    is_firm: bool

    @property
    def total(self) -> int:
        """What can be counted on: firm where it is agreed, else the floor. What is hoped for is never planned."""
        return sum(self.by_line.values())

    def mismatch(self, announced: int | None) -> int:
        """Return by how much an announced sum is more than the lines come to; 0 where none was announced."""
        return 0 if announced is None else announced - self.total


def sums[Line](grants: Iterable[Grant[Line]]) -> Sums[Line]:
    """Add up what the lines give."""
    given: dict[Line, dict[Certainty, int]] = {}
    for grant in grants:
        given.setdefault(grant.line, {})[grant.certainty] = grant.minutes
    counted = {line: each.get(Certainty.FIRM, each.get(Certainty.FLOOR, 0)) for line, each in given.items()}
    hoped = sum(max(each.get(Certainty.HOPED, 0) - counted[line], 0) for line, each in given.items())
    is_firm = bool(given) and all(Certainty.FIRM in each for each in given.values() if set(each) != {Certainty.HOPED})
    return Sums(counted, hoped, is_firm and any(Certainty.FIRM in each for each in given.values()))


def granted_after(end: date, granted: Iterable[tuple[date, int]]) -> dict[date, int]:
    """Return the minutes of each month that begins on the day on which a line ends, or later.

    `granted`: first days of months with minutes. Whoever ends the line takes these back first, so that no hour is lost
    without somebody having said so.
    """
    found: dict[date, int] = {}
    for month, minutes in sorted(granted):
        if month >= end:
            found[month] = found.get(month, 0) + minutes
    return found


@dataclass(frozen=True)
class Range:
    """From so many minutes to so many, a week or a month."""

    low: int
    high: int
    per: Per

    def a_month(self) -> "Range":
        """Return it for a month: a week × 52 / 12."""
        if self.per is not Per.WEEK:
            return self
        return Range(a_month(self.low), a_month(self.high), Per.MONTH)


@dataclass(frozen=True)
class ShareOfAsk:
    """Which part of what was asked a grant is, in percent: of the upper end, and of the lower."""

    low: int
    high: int


def share_of_ask(granted: int, asked: Range) -> ShareOfAsk | None:
    """Hold a month's grant against what was asked: 45 h are 35 to 42 % of 25 to 30 h a week."""
    monthly = asked.a_month()
    low, high = share(granted, monthly.high), share(granted, monthly.low)
    return None if low is None or high is None else ShareOfAsk(low, high)
