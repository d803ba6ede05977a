"""What a worker does: it looks ahead, and what was lost with a worker is asked for anew."""

from uuid import UUID

from django.tasks import task

from groundswell.hours import looking


@task
def look_ahead(asked: str) -> bool:
    """Simulate the backlog of a cell."""
    from groundswell.hours.engine import foreseen  # noqa: PLC0415 - numpy loads in the worker alone

    return looking.compute(UUID(asked), foreseen)


def lost_looks() -> int:
    """Ask again for what no worker computed; return how many. A sweep: a lost task is only late."""
    lost = looking.unclaimed()
    for asked in lost:
        look_ahead.enqueue(str(asked))
    return len(lost)
