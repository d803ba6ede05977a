"""What a worker does: plans are computed, those that were lost with a worker are begun anew, and dates are said."""

from uuid import UUID

from django.tasks import task

from groundswell.epics import computing
from groundswell.epics.models import Epic, Stand
from groundswell.kit import clock


@task
def improve(plan: str) -> bool:
    """Compute a plan, better and better, until its time is over or somebody stops it."""
    from groundswell.epics.engine import allocated  # noqa: PLC0415 - solvers load in the worker alone

    return computing.compute(UUID(plan), allocated)


@task
def say_dates() -> int:
    """Say when each epic will be done."""
    from groundswell.epics.dates import forecast_all  # noqa: PLC0415 - numerics load in the worker alone

    return forecast_all()


def lost_plans() -> int:
    """Ask again for plans that no worker has; return how many. A sweep: a lost task is only late."""
    lost = computing.unclaimed()
    for plan in lost:
        improve.enqueue(str(plan))
    return len(lost)


def dates_due() -> bool:
    """Ask for the dates of the day where an epic has none; tell whether it did. A sweep."""
    told = Stand.objects.filter(told_on=clock.today()).values("epic_id")
    is_due = Epic.objects.filter(ended_on=None).exclude(id__in=told).exists()
    if is_due:
        say_dates.enqueue()
    return is_due
