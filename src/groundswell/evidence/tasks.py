"""What a worker does: it looks at what was registered when that is due."""

from django.tasks import task

from groundswell.evidence.queries import interventions


@task
def look() -> int:
    """Look at everything that is due."""
    from groundswell.evidence.looking import look_at_all  # noqa: PLC0415 - numerics load in the worker alone

    return look_at_all()


def looks_due() -> bool:
    """Ask a worker to look where something is due; tell whether it did. A sweep: a lost task is only late."""
    is_due = bool(interventions.due())
    if is_due:
        look.enqueue()
    return is_due
