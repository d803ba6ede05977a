"""What was granted and used between two days, over everybody who was granted hours: for those who may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from groundswell.hours import policy
from groundswell.hours.models import FundingLine, Grant
from groundswell.hours.queries.used import Row, used_by
from groundswell.hours.rules import grants as rules
from groundswell.hours.rules.grants import Certainty
from groundswell.hours.rules.sharing import last_day, month_of, next_month, share_out, working_days
from groundswell.people.models import Person


@dataclass(frozen=True)
class Line:
    """A funding line, as others see it."""

    id: UUID
    name: str
    payer: str
    is_paid_outside: bool


@dataclass(frozen=True)
class Granted:
    """What of a month's grant of a line to somebody falls between the two days, in minutes."""

    line: Line
    holder: Person
    month: date
    minutes: int


@dataclass(frozen=True)
class UsedRow:
    """What a holder used of a line, stream, kind and activity. `line` is None where no line pays."""

    line: Line | None
    holder: Person
    row: Row


@dataclass(frozen=True)
class Between:
    """Grants and use between two days, of all holders of these months."""

    granted: tuple[Granted, ...]
    used: tuple[UsedRow, ...]
    holders: tuple[Person, ...]

    def may_be_seen_by(self, reader: Person) -> bool:
        """Tell whether somebody sees these sums: planners, and whoever they are all about."""
        if policy.may_plan(reader):
            return True
        return bool(self.holders) and all(policy.may_see_grants(reader, each) for each in self.holders)


def hours_between(first: date, last: date) -> Between:
    """Return what was granted for these days (both included), and what was used on them.

    A month that lies in part between them counts by its working days (its days, where it has none), in half hours.
    Three queries, and three for each holder.
    """
    months = list(_months(first, last))
    rows = Grant.objects.filter(month__in=months).select_related("line", "holder").order_by("month", "line__name")
    by_month: dict[tuple[Person, date], list[Grant]] = {}
    for each in rows:
        by_month.setdefault((each.holder, each.month), []).append(each)
    holders = tuple(sorted({holder for holder, _ in by_month}, key=lambda each: (each.name, str(each.id))))
    granted = tuple(part for key, grants in by_month.items() for part in _parts(*key, grants, first, last))
    lines = lines_ever()
    return Between(granted, tuple(_used(holders, lines, first, last)), holders)


def lines_ever() -> dict[UUID, Line]:
    """Return every funding line that there ever was. One query."""
    return {each.id: _line(each) for each in FundingLine.objects.all()}


def _line(line: FundingLine) -> Line:
    return Line(line.id, line.name, line.payer, line.is_paid_outside)


def _parts(holder: Person, month: date, grants: Sequence[Grant], first: date, last: date) -> Iterable[Granted]:
    lines = {each.line_id: _line(each.line) for each in grants}
    sums = rules.sums([rules.Grant(each.line_id, Certainty(each.certainty), each.minutes) for each in grants])
    for line, minutes in sums.by_line.items():
        part = _within(minutes, month, first, last)
        if part:
            yield Granted(lines[line], holder, month, part)


def _within(minutes: int, month: date, first: date, last: date) -> int:
    end = last_day(month)
    start, stop = max(first, month), min(last, end)
    day = timedelta(days=1)
    spans = [(month, start - day), (start, stop), (stop + day, end)]
    weights = [working_days(*span) for span in spans]
    if not any(weights):
        weights = [working_days(*span, lambda _day: True) for span in spans]
    return share_out(minutes, weights)[1]


def _used(holders: Sequence[Person], lines: dict[UUID, Line], first: date, last: date) -> Iterable[UsedRow]:
    for holder in holders:
        for row in used_by(holder, first, last).paid:
            yield UsedRow(lines.get(row.line) if row.line else None, holder, row)


def _months(first: date, last: date) -> Iterable[date]:
    month = month_of(first)
    while month <= last:
        yield month
        month = next_month(month)
