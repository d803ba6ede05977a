"""Epics are put on hold with a reason, and go on without one."""

from datetime import date

from django.db import transaction

from groundswell.epics import policy, sentences
from groundswell.epics.actions.checking import locked, record
from groundswell.epics.models import Epic, Hold
from groundswell.epics.rules import holds as rules
from groundswell.kit import clock
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.voices.actions.wording import one_line


@transaction.atomic
def hold(
    *, by: Person, epic: Epic, cell: Cell | None, reason: str, note: str = "", from_on: date | None = None
) -> Hold:
    """Put an epic on hold in a cell, or everywhere (`cell` is None). Raises Refused."""
    now = locked(epic)
    if not policy.may_hold(by, now, cell):
        raise PermissionError
    note = one_line(note, "note")
    first = from_on or clock.today()
    fault = rules.hold_fault(
        reason,
        note,
        first,
        begun=now.begun_on,
        today=clock.today(),
        is_held=now.holds.filter(cell=cell, until_on=None).exists(),
        since=now.holds.filter(cell=cell).exclude(until_on=None).values_list("until_on", flat=True).last(),
    )
    if fault is not None:
        raise Refused(sentences.HOLD_FAULT[fault], sentences.HOLD_FIELD[fault])
    made = Hold.objects.create(epic=now, cell=cell, reason=reason, note=note, from_on=first)
    record(by, "hold", now.id, reason=reason)
    return made


@transaction.atomic
def go_on(*, by: Person, hold: Hold) -> None:
    """Let an epic go on: no reason is asked. Doing it twice is doing it once."""
    now = locked(hold.epic)
    if not policy.may_hold(by, now, hold.cell):
        raise PermissionError
    if Hold.objects.filter(id=hold.id, until_on=None).update(until_on=max(clock.today(), hold.from_on)):
        record(by, "go_on", now.id)
