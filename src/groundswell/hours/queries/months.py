"""A month of somebody who has hours: asked, warned, granted and used side by side, and what that comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from groundswell.hours.models import Announcement, Expectation, FundingLine, Grant, Override, PlannedHours
from groundswell.hours.ports import Waiting, demand_sources
from groundswell.hours.queries.limits import (
    Period,
    limits_on,
    months_of,
    most_in,
    overrides_of,
    part_of_month,
    periods_of_month,
    planned_between,
    protected_in,
)
from groundswell.hours.queries.used import Used, used_by
from groundswell.hours.rules import grants as rules
from groundswell.hours.rules.axes import External, Kind, Planned, Stream, external_hours
from groundswell.hours.rules.development import ROLLING_MONTHS, Balance, Outlook, outlook
from groundswell.hours.rules.grants import Certainty, Per, ShareOfAsk, Sums, share_of_ask
from groundswell.hours.rules.limits import Demand, Sense, Subject
from groundswell.hours.rules.sharing import Shared, last_day, month_of, share_month
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


@dataclass(frozen=True)
class OfLine:
    """What a line gives in a month, at each certainty, and what was used of it."""

    line: FundingLine
    given: Mapping[Certainty, int]
    used: int


@dataclass(frozen=True)
class Expected:
    """Something that was asked for or warned of, and which part of it the grant is."""

    said: Expectation
    share: ShareOfAsk | None


@dataclass(frozen=True)
class MonthOf:
    """Everything that was agreed about a month, and what became of it."""

    holder: Person
    month: date
    lines: tuple[OfLine, ...]
    sums: Sums[UUID]
    announced: int | None
    expected: tuple[Expected, ...]
    used: Used
    outside: int
    shared: Shared
    limits: tuple[Period, ...]
    overrides: tuple[Override, ...]
    rolling: Balance
    waiting: tuple[Waiting, ...]
    external: External

    @property
    def mismatch(self) -> int:
        """By how much the announced sum is more than the lines come to."""
        return self.sums.mismatch(self.announced)

    @property
    def outlook(self) -> Outlook:
        """How the month stands against the rule of half development."""
        return outlook(self.used.balance, self.sums.total)

    @property
    def demand(self) -> Demand:
        """What waits today, against what is left."""
        return Demand(sum(each.minutes for each in self.waiting), self.left)

    @property
    def left(self) -> int:
        """What can still be used."""
        return max(self.sums.total - self.used.total, 0)


@dataclass(frozen=True)
class PlanOf:
    """The plan of a sprint, and the room that it has."""

    sprint: Sprint
    cells: Mapping[tuple[Stream, Kind], int]
    budget: int
    protected: int
    most: Mapping[Stream, int | None]

    @property
    def planned(self) -> Planned:
        """The two sums."""
        internal, external = (
            sum(minutes for (stream, _kind), minutes in self.cells.items() if stream is wanted)
            for wanted in (Stream.INTERNAL, Stream.EXTERNAL)
        )
        return Planned(internal, external)

    @property
    def balance(self) -> Balance:
        """Development against everything else, in the plan."""
        development = sum(minutes for (_stream, kind), minutes in self.cells.items() if kind is Kind.DEVELOPMENT)
        return Balance(development, sum(self.cells.values()) - development)

    @property
    def is_too_much(self) -> bool:
        """Whether more is planned than there is."""
        return self.planned.total > self.budget


def month_of_holder(holder: Person, month: date) -> MonthOf:
    """Return a month of somebody. A constant number of queries, and some for each limit."""
    grants = list(Grant.objects.filter(holder=holder, month=month).select_related("line"))
    sums = rules.sums(_plain(grants))
    used = used_by(holder, month, last_day(month))
    limits = tuple(periods_of_month(holder, month))
    announced = Announcement.objects.filter(holder=holder, month=month).values_list("minutes", flat=True).first()
    return MonthOf(
        holder=holder,
        month=month,
        lines=tuple(_by_line(grants, used)),
        sums=sums,
        announced=announced,
        expected=tuple(_expected(holder, sums.total)),
        used=used,
        outside=used.outside(each.line for each in grants),
        shared=share_month(sums.total, month, people.calendar()),
        limits=limits,
        overrides=tuple(overrides_of(holder, month - timedelta(days=42), last_day(month))),
        rolling=used_by(holder, _months_before(month, ROLLING_MONTHS - 1), last_day(month)).balance,
        waiting=_waiting(holder, month),
        external=_external(grants, (month, sums), used, holder, limits),
    )


def granted_in(people_ids: Iterable[UUID], months: Iterable[date]) -> dict[tuple[UUID, date], int]:
    """Return what each of these people can count on in each of these months. One query."""
    found: dict[tuple[UUID, date], list[rules.Grant[UUID]]] = {}
    rows = Grant.objects.filter(holder__in=list(people_ids), month__in=list(months))
    for holder, month, line, certainty, minutes in rows.values_list("holder", "month", "line", "certainty", "minutes"):
        found.setdefault((holder, month), []).append(rules.Grant(line, Certainty(certainty), minutes))
    return {key: rules.sums(each).total for key, each in found.items()}


def plan_of(holder: Person, day: date) -> PlanOf:
    """Return the plan of the sprint of a day, with what it may use."""
    sprint = people.sprint_of(day)
    rows = PlannedHours.objects.filter(person=holder, sprint=sprint.first).values_list("stream", "kind", "minutes")
    cells = {(Stream(stream), Kind(kind)): minutes for stream, kind, minutes in rows}
    most = {
        Stream.INTERNAL: most_in(holder, Subject.INTERNAL, sprint),
        Stream.EXTERNAL: most_in(holder, Subject.EXTERNAL, sprint),
    }
    return PlanOf(sprint, cells, budget_in(holder, sprint), protected_in(holder, sprint), most)


def budget_in(holder: Person, sprint: Sprint) -> int:
    """Return what a holder has in a sprint: of each month its part of what the sprints before it leave."""
    granted = granted_in([holder.id], months_of(sprint))
    return sum(part_of_month(holder, minutes, month, sprint) for (_holder, month), minutes in granted.items())


def _plain(grants: Iterable[Grant]) -> list[rules.Grant[UUID]]:
    return [rules.Grant(each.line_id, Certainty(each.certainty), each.minutes) for each in grants]


def _by_line(grants: Iterable[Grant], used: Used) -> Iterable[OfLine]:
    lines = {each.line_id: each.line for each in grants}
    for key, line in sorted(lines.items(), key=lambda each: each[1].name):
        given = {Certainty(each.certainty): each.minutes for each in grants if each.line_id == key}
        yield OfLine(line, given, used.of_line(key))


def _waiting(holder: Person, month: date) -> tuple[Waiting, ...]:
    """Return what waits today: no other month than the running one has to carry it."""
    if month != month_of(clock.today()):
        return ()
    return tuple(each for source in demand_sources for each in source.waiting_for(holder))


def _external(
    grants: Iterable[Grant], found: tuple[date, Sums[UUID]], used: Used, holder: Person, limits: Iterable[Period]
) -> External:
    """Hold what may pay for external work against its limit, and what was used and planned of it, or is protected."""
    month, sums = found
    strict = [
        each.against.limit + each.against.allowed
        for each in limits
        if each.subject is Subject.EXTERNAL and each.per is Per.MONTH
    ]
    pays = {each.line_id: each.line.pays for each in grants}
    internal, external = (
        max(used.of_stream(stream), planned_between(holder, subject, month, last_day(month)))
        for stream, subject in ((Stream.INTERNAL, Subject.INTERNAL), (Stream.EXTERNAL, Subject.EXTERNAL))
    )
    protected = limits_on(holder, last_day(month)).get((Subject.EXTERNAL, Sense.LEAST, Per.MONTH), 0)
    needed = Planned(internal, max(external, protected))
    given = ((pays[line], minutes) for line, minutes in sums.by_line.items())
    return external_hours(given, needed, most=min(strict, default=None))


def _expected(holder: Person, granted: int) -> Iterable[Expected]:
    for said in Expectation.objects.filter(holder=holder):
        yield Expected(said, share_of_ask(granted, said.range))


def _months_before(month: date, count: int) -> date:
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)
