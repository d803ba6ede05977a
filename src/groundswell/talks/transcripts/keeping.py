"""Who keeps meetings today: whoever brought them in, for as long as they are an advocate or an alternate."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from groundswell.kit import clock
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.people.rules import READING
from groundswell.talks.models import Meeting, Series
from groundswell.web.access import Access


def keeps(person: Person, series: Series) -> bool:
    """Tell whether somebody keeps these meetings, and so reads what is not shared: it ends with their role."""
    return series.kept_by_id == person.id and person.may_open(Access.READER)


def is_kept_by_nobody(series: Series) -> bool:
    """Tell whether whoever brought these meetings in can do nothing with them any more. One query."""
    return not series.kept_by.may_open(Access.READER)


class Left(NamedTuple):
    """A meeting that nobody keeps any more, and what tells it from others. Its title is not for who reads this."""

    id: UUID
    held_on: date
    kept_by: str


def left_behind() -> Sequence[Left]:
    """Return the meetings that nobody keeps any more, with something in them to destroy. One query."""
    rows = _left_behind().values_list("id", "held_on", "series__kept_by__name")
    return [Left(*row) for row in rows]


def left_meeting(meeting: UUID) -> Meeting | None:
    """Return one of them; None for any other. One query."""
    return _left_behind().select_related("series__kept_by").filter(id=meeting).first()


def _left_behind() -> QuerySet[Meeting]:
    today = clock.today()
    held = RoleAssignment.objects.filter(within(today), role__grant__in=READING).values("person")
    gone = ~Q(series__kept_by__in=held) | Q(series__kept_by__left_on__lte=today)
    return Meeting.objects.filter(gone, Q(cues__gt=0) | Q(speakers__isnull=False)).distinct()
