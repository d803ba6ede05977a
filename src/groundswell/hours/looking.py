"""The worker's side of a look ahead: computed once or twice, it comes to the same. Never in a web process."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.hours.models import LookAhead
from groundswell.hours.rules.ahead import Asked
from groundswell.kit import clock

_UNCLAIMED = timedelta(seconds=60)

type Engine = Callable[[Asked], Mapping[str, object]]


def compute(asked: UUID, engine: Engine) -> bool:
    """Look ahead and keep what was found; tell whether anybody still asks for it."""
    row = LookAhead.objects.filter(id=asked, computed_on=None).first()
    if row is None:
        return False
    try:
        answer, fault = dict(engine(Asked.read(row.asked))), ""
    except ValueError:  # what was asked is no cell: ours to prevent, and said where it was not
        answer, fault = {}, _("Nothing could be computed from these numbers. Type others.")
    kept = LookAhead.objects.filter(id=asked).update(answer=answer, fault=fault, computed_on=clock.today())
    return bool(kept)


def unclaimed() -> list[UUID]:
    """Return what was asked and nobody has computed."""
    late = LookAhead.objects.filter(computed_on=None, asked_at__lt=clock.now() - _UNCLAIMED)
    return list(late.values_list("id", flat=True))
