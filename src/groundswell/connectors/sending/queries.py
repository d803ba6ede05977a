"""Reads of what leaves."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import TAKES, Kind, What


def places() -> QuerySet[Place]:
    """Return the places that things can be sent to, by name."""
    return Place.objects.filter(ended_on=None)


def places_for(what: What) -> list[Place]:
    """Return the places that take this. One query."""
    return [place for place in places() if takes(place, what)]


def takes(place: Place, what: What) -> bool:
    """Tell whether a place takes this: a repository takes changes of a handbook where its branch is named."""
    return what in TAKES[Kind(place.kind)] and (what is not What.HANDBOOK or bool(place.branch))


def sendings_about(about: UUID) -> Sequence[Sending]:
    """Return what was prepared or sent of one thing. One query."""
    return list(Sending.objects.filter(about=about).select_related("place"))


def sending(sending_id: UUID) -> Sending | None:
    """Return one of them, or None."""
    return Sending.objects.select_related("place", "by").filter(id=sending_id).first()


def lately(most: int = 50) -> Sequence[Sending]:
    """Return what was prepared or sent last. One query."""
    return list(Sending.objects.select_related("place", "by").order_by("-prepared_on", "id")[:most])
