"""The only file that knows the solver. A worker loads it; a web process never does."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connections

from groundswell.engines.allocation import BadProblem, Conflict, Line, Plan, Problem, Review, allocate
from groundswell.epics.computing import Found, Impossible, Job

if TYPE_CHECKING:
    from groundswell.engines.allocation.allocating import Draft

_ASKED_EVERY_SECONDS = 1.0


def allocated(job: Job) -> Found:
    """Compute a plan; tell each better one, and stop when somebody wishes it."""
    stop = threading.Event()

    def better(draft: "Draft") -> None:
        if not job.keep(draft.plan().to_dict()):
            stop.set()

    try:
        problem = Problem.from_dict(job.instance)
        with _listening(job, stop):
            found = allocate(
                problem, seconds=job.seconds, published=_published(job, problem), on_better=better, stop=stop
            )
    except (BadProblem, Conflict) as fault:
        raise Impossible(str(fault)) from fault
    return found.to_dict()


@contextmanager
def _listening(job: Job, stop: threading.Event) -> Iterator[None]:
    """Ask now and then whether somebody stopped it: nothing better may be found for long."""
    ended = threading.Event()

    def listen() -> None:
        while not ended.wait(_ASKED_EVERY_SECONDS):
            if not job.is_wanted():
                stop.set()
                break
        connections.close_all()

    listener = threading.Thread(target=listen, name="plan stops", daemon=True)
    listener.start()
    try:
        yield
    finally:
        ended.set()
        listener.join()


def _published(job: Job, problem: Problem) -> Plan | None:
    """Return the lines of the published plan that still can be."""
    if job.published is None:
        return None
    told: Mapping[str, Any] = job.published
    members, tickets = {each.id for each in problem.members}, {each.id for each in problem.tickets}
    lines = [Line(each["member"], each["ticket"], each["hours"]) for each in told.get("allocations", ())]
    reviews = [Review(each["member"], each["ticket"]) for each in told.get("reviews", ())]
    return Plan(
        lines=tuple(each for each in lines if each.member in members and each.ticket in tickets),
        reviews=tuple(each for each in reviews if each.member in members and each.ticket in tickets),
        unplanned=(),
        value=0,
        bound=0,
        seconds=0.0,
    )
