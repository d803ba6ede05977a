"""The advocates say which hours count as working hours."""

from collections.abc import Callable, Sequence

from django.db import transaction

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import policy
from groundswell.questions.actions.checking import record
from groundswell.questions.models import WorkingWeek
from groundswell.questions.rules.working import BadHours, read_days, read_spans, written


@transaction.atomic
def choose_hours(*, by: Person, spans: Sequence[str], off: str) -> None:
    """Choose the working hours of each weekday, Monday first, and the days off for everybody. Raises Refused.

    The field of a weekday that cannot be read is named `day_0` to `day_6`; that of the days off is `off`.
    """
    if not policy.may_sort(by):
        raise PermissionError
    told = {
        "spans": [written(_read(f"day_{number}", read_spans, line)) for number, line in enumerate(spans)],
        "off": [day.isoformat() for day in _read("off", read_days, off)],
    }
    WorkingWeek.objects.update_or_create(id=1, defaults=told)
    record(by, "choose_hours", 1, days_off=len(told["off"]))


def _read[Found](field: str, read: Callable[[str], Found], text: str) -> Found:
    try:
        return read(text)
    except BadHours as bad:
        raise Refused(str(bad), field) from None
