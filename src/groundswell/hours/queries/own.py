"""One's own hours: what was logged in a sprint, and what is left for clients."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from groundswell.hours.models import Entry
from groundswell.hours.queries.limits import limits_on
from groundswell.hours.queries.lines import lines_now
from groundswell.hours.queries.months import granted_in
from groundswell.hours.queries.sprints import contracts
from groundswell.hours.rules.availability import Availability, availability
from groundswell.hours.rules.axes import Activity
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Against, Sense, Subject
from groundswell.hours.rules.sharing import last_day, month_of
from groundswell.hours.rules.typed import Names
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person, Role, today_within
from groundswell.people.rules import Sprint
from groundswell.propositions.proposing.queries import pages, reviews


@dataclass(frozen=True)
class Share:
    """A part of what was logged, by its name."""

    name: str
    minutes: int


@dataclass(frozen=True)
class OwnSprint:
    """What somebody logged in a sprint, from four sides."""

    sprint: Sprint
    total: int
    ahead: int
    roles: tuple[Share, ...]
    streams: tuple[Share, ...]
    kinds: tuple[Share, ...]
    activities: tuple[Share, ...]


@dataclass(frozen=True)
class ToLog:
    """Where the time of something that was asked of everybody is logged."""

    what: str
    reference: str
    minutes: int


@dataclass(frozen=True)
class ClientHours:
    """What somebody has for clients in a month."""

    person: Person
    month: date
    hours: Availability


def own_sprint(person: Person, day: date) -> OwnSprint:
    """Return one's own sprint. Two queries."""
    sprint = people.sprint_of(day)
    rows = list(_entries(person, sprint.first, sprint.last).select_related("role"))
    return OwnSprint(
        sprint,
        sum(row.minutes for row in rows),
        sum(row.minutes for row in rows if row.is_ahead),
        _shares(rows, lambda row: row.role.name if row.role else ""),
        _shares(rows, lambda row: row.stream),
        _shares(rows, lambda row: row.kind),
        _shares((row for row in rows if row.activity != Activity.WORK), lambda row: row.activity),
    )


def own_entries(person: Person) -> QuerySet[Entry]:
    """Return everything that somebody logged, the newest day first."""
    return Entry.objects.filter(person=person).select_related("role", "line")


def own_entry(person: Person, entry: UUID) -> Entry | None:
    """Return an entry of one's own."""
    return own_entries(person).filter(id=entry).first()


def names_for(person: Person) -> Names:
    """Return what a line may call by its name: one's roles of today, and the lines. Two queries."""
    return Names(
        {role.name: str(role.id) for role in roles_of_person(person)},
        {line.name: str(line.id) for line in lines_now()},
    )


def roles_of_person(person: Person) -> list[Role]:
    """Return the roles that somebody holds today, by name."""
    return list(Role.objects.filter(today_within("assignments__"), assignments__person=person).distinct())


def preparation_of(person: Person) -> Against | None:
    """Return one's preparation before a role starts, in this month, against its limit; None where there is neither."""
    today = clock.today()
    first = month_of(today)
    rows = _entries(person, first, last_day(first)).filter(activity=Activity.PREPARATION)
    used = sum(rows.values_list("minutes", flat=True))
    limit = limits_on(person, today).get((Subject.PREPARATION, Sense.MOST, Per.MONTH))
    return Against(limit, used) if limit is not None else (Against(used, used) if used else None)


def to_log(person: Person) -> list[ToLog]:
    """Return the references on which the time of reviews that are open to somebody is logged."""
    found = []
    for ask in reviews.open_asks(person):
        content = pages.published(ask.review.proposition)
        references = dict.fromkeys(part.time_reference for part in content.parts if part.time_reference)
        found += [ToLog(content.title, reference, ask.review.minutes) for reference in references]
    return found


def client_hours(persons: Sequence[Person], month: date) -> list[ClientHours]:
    """Return contract − grants − leave of a month for each of these people. Three queries."""
    last = last_day(month)
    known = contracts(persons, month, last)
    granted = granted_in([person.id for person in persons], [month])
    return [
        ClientHours(
            person,
            month,
            availability(known[person.id], month, last, granted.get((person.id, month), 0), _belongs(person)),
        )
        for person in persons
    ]


def _belongs(person: Person) -> Callable[[date], bool]:
    return lambda day: person.joined_on <= day and (person.left_on is None or day < person.left_on)


def _entries(person: Person, first: date, last: date) -> QuerySet[Entry]:
    return Entry.objects.filter(person=person, day__gte=first, day__lte=last)


def _shares(rows: Iterable[Entry], name: Callable[[Entry], str]) -> tuple[Share, ...]:
    found: dict[str, int] = {}
    for row in rows:
        found[name(row)] = found.get(name(row), 0) + row.minutes
    return tuple(Share(*each) for each in sorted(found.items(), key=lambda each: (each[0] == "", each[0])))
