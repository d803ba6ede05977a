"""The plan, and where the check-ins stand."""

from datetime import date

from django.db.models import QuerySet

from groundswell.checkins.models import CheckInPlan, Hindrance, Period
from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import Obstacle, Opening, PeriodState
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people


def plan() -> CheckInPlan:
    """Return what the organisation chose; one that nobody has chosen yet has the standard choices, and is not saved."""
    return CheckInPlan.objects.first() or CheckInPlan()


def period_open() -> Period | None:
    """Return the check-in that is open, if one is. It says when it closes, and nothing of who answered."""
    return next(iter(_periods(state=PeriodState.OPEN)), None)


def periods_closed() -> list[Period]:
    """Return the check-ins that are closed and wait for a reader to open them, the oldest first."""
    return _periods(state=PeriodState.CLOSED)


@prepared
def _periods(given: Given) -> QuerySet[Period]:
    return Period.objects.filter(state=given.state)


def period_ended(sprint: int) -> Period | None:
    """Return the check-in of a sprint once it is open no more; what is open exists for nobody's desk."""
    return Period.objects.exclude(state=PeriodState.OPEN).filter(sprint=sprint).first()


def opening_due(today: date) -> Opening | Obstacle | None:
    """Return the check-in that is due to open, why it cannot be, or None where none is, or one is open."""
    latest = Period.objects.order_by("-sprint").first()
    if latest is not None and latest.state == PeriodState.OPEN:
        return None
    chosen, last = plan(), latest.sprint if latest else None
    if not chosen.is_on:
        return None
    planned = periods.Plan(chosen.is_on, chosen.milestone, chosen.days_open, chosen.every_sprints)
    calendar = people.calendar()
    running = calendar.sprint_of(today)
    # A milestone near the end of a sprint may still be due when the next has begun.
    found = [periods.due(planned, sprint, today, last) for sprint in (calendar.before(running), running)]
    return next((each for each in found if isinstance(each, Opening)), found[-1])


def hindrance() -> Obstacle | None:
    """Return why a check-in that was due at the last sweep did not open, or None. One query."""
    found = Hindrance.objects.values_list("obstacle", flat=True).first()
    return Obstacle(found) if found else None
