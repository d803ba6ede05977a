"""A duty is handed over: on a day, to somebody who says yes, with every permission that goes with it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.teaching import policy, sentences
from groundswell.teaching.actions.checking import day_needed, record, require_writing
from groundswell.teaching.models import Duty, HandOver, Permission
from groundswell.teaching.rules.duties import HandOverFault, hand_over_fault
from groundswell.voices.actions.wording import one_line


@transaction.atomic
def hand_over(*, by: Person, duty: Duty, giver: Person | None, taker: Person | None, day: date | None) -> HandOver:
    """Let a duty go from somebody to somebody, on a day. Whoever takes it says so themselves. Raises Refused."""
    require_writing(by)
    found = HandOver.objects.create(duty=duty, giver=giver, taker=_checked(giver, taker), day=day_needed(day, "day"))
    record(by, "hand_over", found.id)
    return found


@transaction.atomic
def take_duty(*, by: Person, found: HandOver, is_taken: bool) -> HandOver:
    """Say that one takes a duty over, or think again: then it waits for an answer as before."""
    if not policy.may_take(by, found):
        raise PermissionError
    now = _open(found)
    now.taken_on = clock.today() if is_taken else None
    now.save(update_fields=["taken_on"])
    record(by, "take_duty", now.id)
    return now


@transaction.atomic
def decline_duty(*, by: Person, found: HandOver) -> HandOver:
    """Say that one does not take a duty over; no reason is asked, and it waits until somebody is named anew."""
    if not policy.may_take(by, found):
        raise PermissionError
    now = _open(found)
    now.taker, now.taken_on = None, None
    now.save(update_fields=["taker", "taken_on"])
    record(by, "decline_duty", now.id)
    return now


@transaction.atomic
def name_taker(*, by: Person, found: HandOver, taker: Person | None) -> HandOver:
    """Ask somebody else to take a duty over. Raises Refused."""
    require_writing(by)
    now = _open(found)
    now.taker, now.taken_on = _checked(now.giver, taker), None
    now.save(update_fields=["taker", "taken_on"])
    record(by, "name_taker", now.id)
    return now


@transaction.atomic
def need_permission(*, by: Person, found: HandOver, name: str) -> Permission:
    """Say what the taker must be allowed elsewhere. Raises Refused."""
    _require_seen(by, found)
    now, told = _open(found), one_line(name, "name", empty=_("Say what they must be allowed, and where."))
    if now.permissions.filter(name=told).exists():
        raise Refused(_("It stands there already."), "name")
    permission = Permission.objects.create(hand_over=now, name=told, asked_on=clock.today())
    record(by, "need_permission", now.id)
    return permission


@transaction.atomic
def give_permission(*, by: Person, permission: Permission, is_given: bool = True) -> Permission:
    """Note that a permission was given today, or that it was not after all."""
    found = HandOver.objects.select_for_update().get(id=permission.hand_over_id)
    _require_seen(by, found)
    _open(found)
    permission.given_on = clock.today() if is_given else None
    permission.save(update_fields=["given_on"])
    record(by, "give_permission", found.id, is_given=is_given)
    return permission


@transaction.atomic
def finish_hand_over(*, by: Person, found: HandOver) -> HandOver:
    """Say that a duty is handed over. Raises Refused while a permission is pending (E7)."""
    _require_seen(by, found)
    now = HandOver.objects.select_for_update().get(id=found.id)
    pending = list(now.permissions.filter(given_on=None).values_list("name", flat=True))
    fault = hand_over_fault(
        is_over=now.done_on is not None,
        is_taken=now.taken_on is not None,
        pending=pending,
        day=now.day,
        today=clock.today(),
    )
    if fault is HandOverFault.PENDING:
        raise Refused(f"{sentences.HAND_OVER_FAULT[fault]} {', '.join(pending)}")
    if fault is not None:
        raise Refused(sentences.HAND_OVER_FAULT[fault])
    now.done_on = clock.today()
    now.save(update_fields=["done_on"])
    record(by, "finish_hand_over", now.id)
    return now


def _checked(giver: Person | None, taker: Person | None) -> Person:
    if taker is None or not taker.is_active:
        raise Refused(_("Choose who is asked to take it."), "taker")
    if giver == taker:
        raise Refused(_("Choose somebody else to take it."), "taker")
    return taker


def _open(found: HandOver) -> HandOver:
    now = HandOver.objects.select_for_update().get(id=found.id)
    if now.done_on is not None:
        raise Refused(sentences.HAND_OVER_FAULT[HandOverFault.OVER])
    return now


def _require_seen(by: Person, found: HandOver) -> None:
    if not policy.may_see_hand_over(by, found):
        raise PermissionError
