"""How many steps of processes came and went, by quarter; each number opens exactly the steps that it counted."""

from django.db.models import QuerySet

from groundswell.register.queries.openly import Openly, shared_among
from groundswell.teaching.models import Step
from groundswell.teaching.rules.pieces import OUT, Kind
from groundswell.teaching.rules.quarters import Net, Quarter, net_by_quarter


def net_steps() -> list[Net]:
    """Return the sums of each quarter, the newest first: of changes that are out, by the day on which they came out."""
    rows = _out().values_list("piece__published_on", "is_removed")
    return net_by_quarter((day, is_removed) for day, is_removed in rows if day is not None)


def steps_of(quarter: Quarter, *, removed: bool | None = None) -> list[tuple[Step, Openly | None]]:
    """Return the steps that a number counted, each with the concern that its change served."""
    rows = _out().filter(piece__published_on__gte=quarter.first, piece__published_on__lt=quarter.end)
    rows = rows if removed is None else rows.filter(is_removed=removed)
    steps = list(rows.select_related("piece").order_by("piece__published_on", "piece__title", "is_removed", "place"))
    served = shared_among([each.piece.served for each in steps if each.piece.served is not None])
    return [(each, served.get(each.piece.served) if each.piece.served else None) for each in steps]


def _out() -> QuerySet[Step]:
    return Step.objects.filter(piece__kind=Kind.PROCESS, piece__stage__in=OUT)
