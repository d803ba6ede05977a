"""What was logged, as sums. Talks that an advocate held count by themselves: nobody asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from groundswell.hours.models import Entry, FundingLine, Grant
from groundswell.hours.queries.lines import line_for
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.development import Balance
from groundswell.hours.rules.limits import Subject
from groundswell.hours.rules.sharing import month_of, share_out
from groundswell.kit.once import once_a_page
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.rules import Grant as Opens
from groundswell.talks import queries as talks

ROLE_STREAMS = (Stream.INTERNAL, Stream.EXTERNAL)
_OF_STREAM = {Subject.INTERNAL: Stream.INTERNAL, Subject.EXTERNAL: Stream.EXTERNAL}
_OF_ACTIVITY = {Subject.PREPARATION: Activity.PREPARATION, Subject.TALKS: Activity.TALK}


@dataclass(frozen=True)
class Row:
    """Minutes that have all axes in common."""

    line: UUID | None
    stream: Stream
    kind: Kind
    activity: Activity
    minutes: int


@dataclass(frozen=True)
class Used:
    """What an advocate used of internal and external hours between two days, talks included."""

    rows: tuple[Row, ...]
    talked: int
    # Talks that others logged on the advocate's line, without a name: they use its hours and the cap of talks.
    talks_of_others: tuple[Row, ...] = ()
    # Preparation that was logged for clients or a cell: it counts against its own limit, and nothing else.
    prepared_beside: int = 0

    @property
    def paid(self) -> tuple[Row, ...]:
        """Everything that the hours of a line pay for."""
        return (*self.rows, *self.talks_of_others)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(row.minutes for row in self.paid)

    @property
    def talked_by_others(self) -> int:
        """How much of it others logged as talks."""
        return sum(row.minutes for row in self.talks_of_others)

    @property
    def balance(self) -> Balance:
        """Development against everything else, of the advocate's own hours; talks are other work."""
        development = sum(row.minutes for row in self.rows if row.kind is Kind.DEVELOPMENT)
        return Balance(development, sum(row.minutes for row in self.rows) - development)

    def of_line(self, line: UUID) -> int:
        """Return what was logged on a line."""
        return sum(row.minutes for row in self.paid if row.line == line)

    def of_stream(self, stream: Stream) -> int:
        """Return what was logged of a stream."""
        return sum(row.minutes for row in self.rows if row.stream is stream)

    def of_subject(self, subject: Subject) -> int:
        """Return what counts against a limit of this subject."""
        if subject in _OF_STREAM:
            return self.of_stream(_OF_STREAM[subject])
        of_it = sum(row.minutes for row in self.paid if row.activity is _OF_ACTIVITY[subject])
        return of_it + (self.prepared_beside if subject is Subject.PREPARATION else 0)

    def outside(self, lines: Iterable[FundingLine]) -> int:
        """Return what none of these lines pays: on another, or of a stream or kind that it may not pay for."""
        pays = {line.id: line.pays for line in lines}
        return sum(
            row.minutes for row in self.rows if row.line not in pays or not pays[row.line].covers(row.stream, row.kind)
        )


@once_a_page
def used_by(holder: Person, first: date, last: date) -> Used:
    """Return what somebody used between two days, both included. Seven queries."""
    logged = Entry.objects.filter(person=holder, day__gte=first, day__lte=last)
    own = logged.filter(stream__in=ROLE_STREAMS)
    beside = logged.filter(activity=Activity.PREPARATION).exclude(stream__in=ROLE_STREAMS)
    grouped = own.values_list("line", "stream", "kind", "activity").annotate(minutes=Sum("minutes")).order_by()
    rows = [
        Row(line, Stream(stream), Kind(kind), Activity(activity), minutes)
        for line, stream, kind, activity, minutes in grouped
    ]
    talked = talks.minutes_talked(holder, first, last)
    if talked:
        line = _line_of_talks(holder, first)
        rows.append(Row(line, Stream.INTERNAL, Kind.OTHER, Activity.TALK, talked))
    prepared = sum(beside.values_list("minutes", flat=True))
    return Used(tuple(rows), talked, tuple(_talks_of_others(holder, first, last)), prepared)


def _talks_of_others(holder: Person, first: date, last: date) -> Iterable[Row]:
    """Return the talks that others logged on a line that somebody has as an advocate, month by month.

    Where several advocates have hours of the line, each has a part by what was granted, so that none counts twice.
    """
    advocates = RoleAssignment.objects.filter(from_on__lte=last, role__grant=Opens.ADVOCATE).exclude(
        until_on__lte=first
    )
    rows = Grant.objects.filter(month__gte=month_of(first), month__lte=last, holder__in=advocates.values("person"))
    given: dict[tuple[UUID, date], dict[UUID, int]] = {}
    for line, month, who, minutes in rows.order_by("holder").values_list("line", "month", "holder", "minutes"):
        of_line = given.setdefault((line, month), {})
        of_line[who] = of_line.get(who, 0) + minutes
    mine = {key: parts for key, parts in given.items() if holder.id in parts}
    if not mine:
        return
    talks_logged = Entry.objects.filter(activity=Activity.TALK, day__gte=first, day__lte=last)
    talks_logged = talks_logged.filter(line__in={line for line, _month in mine}, stream__in=ROLE_STREAMS)
    found: dict[tuple[UUID, date], int] = {}
    others = talks_logged.exclude(person__in=advocates.values("person"))
    for line, day, minutes in others.values_list("line", "day", "minutes"):
        key = line, month_of(day)
        found[key] = found.get(key, 0) + minutes
    for key, minutes in found.items():
        if key in mine:
            part = share_out(minutes, list(mine[key].values()), 1)[list(mine[key]).index(holder.id)]
            yield Row(key[0], Stream.INTERNAL, Kind.OTHER, Activity.TALK, part)


def _line_of_talks(holder: Person, day: date) -> UUID | None:
    found = line_for(holder, day, Stream.INTERNAL, Kind.OTHER, Activity.TALK)
    return found.id if found else None
