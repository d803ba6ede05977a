"""What was registered, how far it is, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from groundswell.evidence.models import Finding, Intervention
from groundswell.evidence.ports import Measured
from groundswell.evidence.queries.series import measured
from groundswell.evidence.rules import interventions as rules
from groundswell.evidence.rules.interventions import Registered, State
from groundswell.evidence.rules.periods import Every, Span
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.rules import Calendar


@dataclass(frozen=True)
class Shown:
    """Something registered, with how far it is. `measure` and `other` are None where nothing measures that any more."""

    intervention: Intervention
    state: State
    looks_on: date
    measure: Measured | None
    other: Measured | None
    finding: Finding | None

    @property
    def said(self) -> Mapping[str, Any]:
        """What the engine said, where it said anything."""
        return self.finding.said if self.finding else {}


def all_shown() -> list[Shown]:
    """Return everything registered, what begins last first. Two queries, and one for the calendar."""
    return _shown(Intervention.objects.all())


def one_shown(intervention: UUID) -> Shown | None:
    """Return one thing that was registered; None where there is none."""
    return next(iter(_shown(Intervention.objects.filter(id=intervention))), None)


def begun_by(span: Span) -> list[Shown]:
    """Return what was registered and begins on the last day of these or earlier, and is looked at in them or later."""
    return [each for each in _shown(Intervention.objects.filter(on__lte=span.last)) if each.looks_on >= span.first]


def due() -> list[Intervention]:
    """Return what has to be looked at now, and was not. One query, and one for the calendar."""
    calendar, today = people.calendar(), clock.today()
    waiting = Intervention.objects.filter(finding=None, on__lte=today)
    return [each for each in waiting if rules.looks_on(registered(each), calendar) <= today]


def registered(intervention: Intervention) -> Registered:
    """Return it as the rules need it."""
    return Registered(intervention.on, Every(intervention.every), intervention.looks_after)


def steps_now(shown: Shown) -> tuple[int, int]:
    """Return for how many steps before and after there is a value by now; as the result is not looked at, no values."""
    calendar, today = people.calendar(), clock.today()
    before, after = rules.steps_of(registered(shown.intervention), calendar)
    if shown.measure is None:
        return 0, 0
    values = shown.measure.values([each for each in before if each.last < today])
    return sum(value is not None for value in values), rules.have_been(after, today)


def _shown(rows: QuerySet[Intervention]) -> list[Shown]:
    listed = list(rows.select_related("by", "finding"))
    if not listed:
        return []
    calendar, known, today = people.calendar(), measured(), clock.today()
    return [_one(each, calendar, known, today) for each in listed]


def _one(intervention: Intervention, calendar: Calendar, known: Mapping[str, Measured], today: date) -> Shown:
    finding: Finding | None = getattr(intervention, "finding", None)
    told = registered(intervention)
    return Shown(
        intervention=intervention,
        state=rules.waiting_state(told, calendar, today) if finding is None else _state(finding),
        looks_on=rules.looks_on(told, calendar),
        measure=known.get(intervention.measure),
        other=known.get(intervention.compares_with),
        finding=finding,
    )


def _state(finding: Finding) -> State:
    if finding.fault:
        return State(finding.fault)
    return rules.state_of_effect(finding.said["low"], finding.said["high"])
