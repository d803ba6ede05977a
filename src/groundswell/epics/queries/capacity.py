"""The hours there are in a sprint: from whoever keeps them, else from contract hours and leave alone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from groundswell.epics.ports import Hours, hours_sources
from groundswell.epics.queries.choices import choices
from groundswell.epics.rules.hours import left_for_tickets
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Spell, Sprint

_WORKING_DAYS = 5


def hours_of(sprint: Sprint, persons: Collection[Person]) -> Hours:
    """Return the half hours that these people have for tickets in a sprint, and the budgets of its streams.

    Meetings, and the reserve that no plan fills, are off what each has in all; what was granted for a stream stays.
    """
    hours = next((source.hours_of(sprint, persons) for source in hours_sources), None)
    if hours is None:
        hours = Hours(_from_contracts(sprint, persons))
    chosen = choices()
    left = {
        person: left_for_tickets(halves, meetings=chosen.meetings, reserve=chosen.reserve)
        for person, halves in hours.people.items()
    }
    return replace(hours, people=left)


def _from_contracts(sprint: Sprint, persons: Collection[Person]) -> dict[UUID, int]:
    days = [sprint.first + timedelta(days=n) for n in range(sprint.days)]
    working = {day for day in days if day.weekday() < _WORKING_DAYS}
    away = people.days_away([each.id for each in persons], sprint.first, sprint.last)
    there = {each.id: {day for day in working if Spell(each.joined_on, each.left_on).holds_on(day)} for each in persons}
    return {
        each.id: int(2 * (each.weekly_hours or 0) * len(there[each.id] - away.get(each.id, set())) / _WORKING_DAYS)
        for each in persons
    }
