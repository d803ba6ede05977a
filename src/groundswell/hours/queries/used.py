"""What was logged, as sums. Talks that an advocate held count by themselves: nobody asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from groundswell.hours.models import Entry, FundingLine
from groundswell.hours.queries.lines import line_for
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.development import Balance
from groundswell.hours.rules.limits import Subject
from groundswell.people.models import Person
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

    @property
    def total(self) -> int:
        """All of it."""
        return sum(row.minutes for row in self.rows)

    @property
    def balance(self) -> Balance:
        """Development against everything else; talks are other work."""
        development = sum(row.minutes for row in self.rows if row.kind is Kind.DEVELOPMENT)
        return Balance(development, self.total - development)

    def of_line(self, line: UUID) -> int:
        """Return what was logged on a line."""
        return sum(row.minutes for row in self.rows if row.line == line)

    def of_stream(self, stream: Stream) -> int:
        """Return what was logged of a stream."""
        return sum(row.minutes for row in self.rows if row.stream is stream)

    def of_subject(self, subject: Subject) -> int:
        """Return what counts against a limit of this subject."""
        if subject in _OF_STREAM:
            return self.of_stream(_OF_STREAM[subject])
        return sum(row.minutes for row in self.rows if row.activity is _OF_ACTIVITY[subject])

    def outside(self, lines: Iterable[FundingLine]) -> int:
        """Return what no line pays: on none, or of a stream or kind that its line may not pay for."""
        pays = {line.id: line.pays for line in lines}
        return sum(
            row.minutes
            for row in self.rows
            if row.line is None or (row.line in pays and not pays[row.line].covers(row.stream, row.kind))
        )


def used_by(holder: Person, first: date, last: date) -> Used:
    """Return what somebody used between two days, both included. Three queries."""
    own = Entry.objects.filter(person=holder, day__gte=first, day__lte=last, stream__in=ROLE_STREAMS)
    grouped = own.values_list("line", "stream", "kind", "activity").annotate(minutes=Sum("minutes")).order_by()
    rows = [
        Row(line, Stream(stream), Kind(kind), Activity(activity), minutes)
        for line, stream, kind, activity, minutes in grouped
    ]
    talked = talks.minutes_talked(holder, first, last)
    if talked:
        line = _line_of_talks(holder, first)
        rows.append(Row(line, Stream.INTERNAL, Kind.OTHER, Activity.TALK, talked))
    return Used(tuple(rows), talked)


def _line_of_talks(holder: Person, day: date) -> UUID | None:
    found = line_for(holder, day, Stream.INTERNAL, Kind.OTHER, Activity.TALK)
    return found.id if found else None
