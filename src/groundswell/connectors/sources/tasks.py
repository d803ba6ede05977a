"""What a worker does: it reads sources that are due, and takes in what knocked."""

from uuid import UUID

from django.tasks import task

from groundswell.connectors.sources import receiving
from groundswell.connectors.sources.actions import later
from groundswell.connectors.sources.syncing import Busy, sync
from groundswell.kit import clock
from groundswell.questions.actions import connecting
from groundswell.questions.queries import connected

# One turn of a worker, which has other work too; a source that is not at its end comes again.
TURN_SECONDS = 30.0
# Who claims a source and dies with it holds it no longer than this.
CLAIM_SECONDS = 10 * 60


@task
def read_source(source: str) -> bool:
    """Read a source for a turn; tell whether it is at its end."""
    try:
        return sync(UUID(source), seconds=TURN_SECONDS).is_done
    except Busy:
        return False


def due_sources() -> int:
    """Ask for the reading of every source that is due; return how many. A sweep: a lost task is only late."""
    claimed = [
        source
        for source, due_at in connected.due(clock.now())
        if connecting.claim_source(source=source, due_at=due_at, until=later(CLAIM_SECONDS))
    ]
    for source in claimed:
        read_source.enqueue(str(source))
    return len(claimed)


def deliveries() -> int:
    """Take in everything that knocked; return how many deliveries there were. Brisk: asked several times a second."""
    return receiving.take_all()
