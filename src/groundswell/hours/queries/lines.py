"""Who pays, and who has hours."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from groundswell.hours.models import FundingLine, Grant, Limit
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.limits import in_force
from groundswell.hours.rules.sharing import last_day, month_of
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.people.rules import Grant as Opens


def lines_now(day: date | None = None) -> list[FundingLine]:
    """Return the lines of which hours can be granted, by name."""
    return list(FundingLine.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day or clock.today())))


def lines_that_ended(day: date) -> list[FundingLine]:
    """Return the lines that ended until a day, by name."""
    return list(FundingLine.objects.filter(ended_on__lte=day))


def line_to_end(line: UUID) -> FundingLine | None:
    """Return a line that has not ended yet; None where there is none."""
    return next((each for each in lines_now() if each.id == line), None)


def holders(day: date | None = None) -> list[Person]:
    """Return who has hours of a line in the month of a day or later, or is an advocate on it, by name. Two queries."""
    day = day or clock.today()
    advocates = RoleAssignment.objects.filter(within(day), role__grant=Opens.ADVOCATE).values("person")
    granted = Grant.objects.filter(month__gte=month_of(day)).values("holder")
    return list(people.active_people(day).filter(Q(id__in=advocates) | Q(id__in=granted)))


def holders_of_month(month: date) -> list[Person]:
    """Return about whom something is agreed in a month, by name; whoever leaves in it, too.

    Who has hours of a line in it; and who is here in it as an advocate, with hours of a later month, or with a limit,
    such as one of preparation before a role starts. Two queries.
    """
    last = last_day(month)
    granted = Grant.objects.filter(month=month).values("holder")
    later = Grant.objects.filter(month__gt=month).values("holder")
    held = RoleAssignment.objects.filter(role__grant=Opens.ADVOCATE, from_on__lte=last).exclude(until_on__lte=month)
    rows = Limit.objects.filter(from_on__lte=last).order_by("from_on")
    told = rows.values_list("holder", "subject", "sense", "per", "minutes")
    limited = {holder for holder, *_kind in in_force(((row[:4]), row[4]) for row in told)}
    here = Q(joined_on__lte=last) & (Q(left_on=None) | Q(left_on__gt=month))
    known = Q(id__in=later) | Q(id__in=held.values("person")) | Q(id__in=limited)
    return list(Person.objects.filter(Q(id__in=granted) | here & known))


def lock(holder: Person) -> None:
    """Let whoever else plans for this person wait until this has been done."""
    Person.objects.select_for_update().get(id=holder.id)


def line_for(person: Person, day: date, stream: Stream, kind: Kind, activity: Activity) -> FundingLine | None:
    """Return which line pays an hour that names none: of one's own, the narrowest that may; a talk is the advocate's.

    So talking to the advocate needs no request: the hour goes to the advocate's line.
    """
    own = _paying(stream, kind, _granted_lines(day, [person.id]))
    if own or activity is not Activity.TALK:
        return own
    return _paying(Stream.INTERNAL, Kind.OTHER, _granted_lines(day, _advocates(day)))


def _advocates(day: date) -> list[UUID]:
    held = RoleAssignment.objects.filter(within(day), role__grant=Opens.ADVOCATE)
    return list(held.values_list("person_id", flat=True))


def _granted_lines(day: date, people_ids: Sequence[UUID]) -> list[FundingLine]:
    granted = Grant.objects.filter(month=month_of(day), holder__in=people_ids).values("line")
    return list(FundingLine.objects.filter(id__in=granted))


def _paying(stream: Stream, kind: Kind, lines: Sequence[FundingLine]) -> FundingLine | None:
    able = [line for line in lines if line.pays.covers(stream, kind)]
    return min(able, key=lambda line: (len(line.pays.streams) * len(line.pays.kinds), line.name), default=None)
