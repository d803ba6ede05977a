"""The worker's side of a plan: it is claimed, computed while somebody may look, and kept. Never in a web process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from groundswell.epics.models import Plan
from groundswell.epics.rules.plans import PlanState
from groundswell.kit import clock

# A worker that has not finished so long after its time is gone, and another begins anew.
_GRACE = timedelta(seconds=120)
_UNCLAIMED = timedelta(seconds=30)

type Found = Mapping[str, object]


@dataclass(frozen=True)
class Job:
    """What an engine computes from, and for how long; `keep` takes each better plan and says whether to go on.

    `published` is what is published for the sprint, if anything: what need not change stays. `is_wanted` may be asked
    from another thread.
    """

    instance: Mapping[str, Any]
    seconds: float
    keep: Callable[[Found], bool]
    is_wanted: Callable[[], bool]
    published: Found | None = None


type Engine = Callable[[Job], Found]


class Impossible(Exception):
    """Nothing can be planned so; the sentence says what contradicts what."""


def claim(plan: UUID) -> Plan | None:
    """Return a plan that nobody else computes, held for its time; None where there is nothing to do."""
    now = clock.now()
    free = Q(state=PlanState.WAITING) | Q(state=PlanState.RUNNING, held_until__lt=now)
    found = Plan.objects.filter(free, id=plan)
    seconds = Plan.objects.filter(id=plan).values_list("seconds", flat=True).first() or 0
    if not found.update(state=PlanState.RUNNING, held_until=now + timedelta(seconds=seconds) + _GRACE):
        return None
    return Plan.objects.get(id=plan)


@transaction.atomic
def keep(plan: UUID, found: Found) -> bool:
    """Keep what was found so far; return whether to go on looking."""
    now = Plan.objects.select_for_update().get(id=plan)
    if now.state != PlanState.RUNNING:
        return False
    now.answer, now.rounds = dict(found), now.rounds + 1
    now.save(update_fields=["answer", "rounds"])
    return not now.is_stopping


def end(plan: UUID, state: PlanState, fault: str = "") -> None:
    """Say how a computation ended. One that somebody stopped was stopped."""
    running = Plan.objects.filter(id=plan, state=PlanState.RUNNING)
    if state is PlanState.DONE and running.filter(is_stopping=True).exists():
        state = PlanState.STOPPED
    running.update(state=state, fault=fault[:500], held_until=None)


def compute(plan: UUID, engine: Engine) -> bool:
    """Compute a plan if nobody else does; tell whether it was computed here. Twice is once."""
    claimed = claim(plan)
    if claimed is None:
        return False
    try:
        keep(plan, engine(_job(claimed)))
    except Impossible as impossible:
        end(plan, PlanState.FAILED, str(impossible))
    except BaseException:
        end(plan, PlanState.FAILED)
        raise
    else:
        end(plan, PlanState.DONE)
    return True


def is_wanted(plan: UUID) -> bool:
    """Tell whether nobody stopped it, and it is still computed here."""
    return Plan.objects.filter(id=plan, state=PlanState.RUNNING, is_stopping=False).exists()


def unclaimed() -> list[UUID]:
    """Return the plans that no worker has, and that one should have begun by now."""
    now = clock.now()
    late = Q(state=PlanState.WAITING, asked_at__lt=now - _UNCLAIMED)
    lost = Q(state=PlanState.RUNNING, held_until__lt=now)
    return list(Plan.objects.filter(late | lost).values_list("id", flat=True))


def _job(plan: Plan) -> Job:
    published = Plan.objects.filter(sprint=plan.sprint, number=plan.base).values_list("answer", flat=True).first()
    return Job(
        plan.instance,
        float(plan.seconds),
        keep=partial(keep, plan.id),
        is_wanted=partial(is_wanted, plan.id),
        published=published,
    )
