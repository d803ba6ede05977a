"""What is known of somebody that could be a sign of too much: for that person alone, and for nobody else."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Sum

from groundswell.hours.models import Entry
from groundswell.hours.ports import work_sources
from groundswell.hours.queries.roles import ledger
from groundswell.hours.queries.sprints import contracts
from groundswell.hours.rules import signals as rules
from groundswell.hours.rules.availability import Contract
from groundswell.hours.rules.sharing import days_between
from groundswell.hours.rules.signals import REVIEW_DAYS, Facts, Past, Reason, Taken, changes_a_day
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Sprint

# Ended sprints that are looked at; and for how many days back days off are looked for.
_SPRINTS = 6
_BACK = timedelta(days=400)


def signals_of(person: Person) -> list[Reason]:
    """Return the signs of somebody, asked by themselves. A constant number of queries, some for each work source."""
    today, ended = clock.today(), _ended()
    last = people.next_sprint().last
    contract = contracts([person], today - _BACK, last)[person.id]
    known = bool(person.weekly_hours)
    line = [role.ended[-1] for role in ledger(person) if role.ended]
    facts = Facts(
        promised=sum(work.minutes for source in work_sources for work in source.open_work_of(person)),
        left=_minutes(contract, max(today, person.joined_on), last) if known else None,
        past=_past(person, contract, ended),
        role_allotted=sum(each.allotted or 0 for each in line),
        role_logged=sum(each.logged for each in line if each.allotted),
        days_since_off=rules.days_since_off(contract.away, today),
        taken=_taken(person, ended),
        changes=_changes(person, ended),
        committed=max(each.minutes for each in _taken(person, [people.sprint_now(), people.next_sprint()])),
        reviews=sum(source.reviews_of(person, today - timedelta(days=REVIEW_DAYS)) for source in work_sources),
    )
    return rules.reasons(facts)


def _ended() -> list[Sprint]:
    calendar = people.calendar()
    found = [calendar.before(calendar.sprint_of(clock.today()))]
    while len(found) < _SPRINTS:
        found.insert(0, calendar.before(found[0]))
    return found


def _past(person: Person, contract: Contract, sprints: list[Sprint]) -> list[Past]:
    rows = Entry.objects.filter(person=person, day__gte=sprints[0].first, day__lte=sprints[-1].last)
    logged = dict(rows.values_list("day").annotate(Sum("minutes")).order_by())
    return [
        Past(
            _minutes(contract, max(each.first, person.joined_on), each.last),
            sum(minutes for day, minutes in logged.items() if each.first <= day <= each.last),
        )
        for each in sprints
    ]


def _taken(person: Person, sprints: Sequence[Sprint]) -> list[Taken]:
    found = [source.taken_by(person, sprints) for source in work_sources]
    return [
        Taken(
            sum(each[place].tickets for each in found),
            sum(each[place].spilled for each in found),
            sum(each[place].minutes for each in found),
            sum(each[place].done for each in found),
        )
        for place in range(len(sprints))
    ]


def _changes(person: Person, sprints: Sequence[Sprint]) -> list[float | None]:
    """Return of each sprint how somebody went to and fro: between tickets, or streams where no ticket is named."""
    rows = Entry.objects.filter(person=person, day__gte=sprints[0].first, day__lte=sprints[-1].last)
    days: dict[date, set[str]] = {}
    for day, reference, stream in rows.values_list("day", "reference", "stream"):
        days.setdefault(day, set()).add(reference or stream)
    return [changes_a_day(things for day, things in days.items() if each.first <= day <= each.last) for each in sprints]


def _minutes(contract: Contract, first: date, last: date) -> int:
    return sum(contract.on(day) - contract.away_on(day) for day in days_between(first, last))
