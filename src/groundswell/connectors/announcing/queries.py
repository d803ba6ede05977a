"""Reads of listeners and tellings."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from groundswell.connectors.announcing.models import Listener, Telling
from groundswell.kit import clock

_AT_ONCE = 100
_SHOWN = 50


def listeners() -> QuerySet[Listener]:
    """Return who is told, by name."""
    return Listener.objects.filter(ended_on=None)


def listeners_with_counts() -> QuerySet[Listener]:
    """Return who is told, with `waiting` and `given_up`: how many tellings each. One query."""
    waiting = Count("tellings", filter=Q(tellings__state=Telling.State.WAITING))
    given_up = Count("tellings", filter=Q(tellings__state=Telling.State.GIVEN_UP))
    return listeners().annotate(waiting=waiting, given_up=given_up)


def listener(listener_id: UUID) -> Listener | None:
    """Return one that is told, or None."""
    return listeners().filter(id=listener_id).first()


def tellings_of(found: Listener) -> Sequence[Telling]:
    """Return what a listener was told last. One query."""
    return list(Telling.objects.filter(listener=found)[:_SHOWN])


def due() -> Sequence[Telling]:
    """Return what is due now, the oldest first. One query."""
    rows = Telling.objects.filter(state=Telling.State.WAITING, due_at__lte=clock.now(), listener__ended_on=None)
    return list(rows.select_related("listener").order_by("line", "id")[:_AT_ONCE])
