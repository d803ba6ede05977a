"""What becomes of each role of an advocate on the way out: somebody takes it, it goes along, or nobody needs it.

Whatever leaves a role without an answer opens the second date again, if it was confirmed and is still to come.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries
from groundswell.hours.actions import checking
from groundswell.hours.models import HandOver, Permission, Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules import transitions as rules
from groundswell.hours.rules.transitions import Fate
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as of_people
from groundswell.people.models import Person, Role


@transaction.atomic
def hand_over(
    *,
    by: Person,
    transition: Transition,
    role: Role,
    taker: Person | None,
    overlap_from: date | None = None,
    overlap_to: date | None = None,
) -> HandOver:
    """Name a role to hand over, and who is asked to take it. Nobody has it before they say so."""
    _require_own(by, transition)
    if taker is not None and (taker.id == transition.person_id or not taker.is_active):
        raise Refused(_("Ask somebody else who is here."), "taker")
    _check_overlap(taker, overlap_from, overlap_to)
    now = _locked(transition.id)
    found = HandOver.objects.filter(transition=now, role=role).first() or HandOver(transition=now, role=role)
    if found.taker_id != (taker.id if taker else None):
        found.taker, found.taken_on = taker, None
    found.fate, found.said_by = Fate.HAND_OVER, by
    found.overlap_from, found.overlap_to = overlap_from, overlap_to
    found.save()
    line.write(by, "hand_over", now.id, role=role.id, overlap_from=overlap_from, overlap_to=overlap_to)
    _reopen(now)
    return found


@transaction.atomic
def answer_role(*, by: Person, transition: Transition, role: Role, fate: Fate) -> HandOver:
    """Say that a role goes along, or that nobody needs it any more: its holder or a planner, by name."""
    _require_part(by, transition)
    if fate is Fate.HAND_OVER:
        raise Refused(_("Choose whether it goes along, or nobody needs it."))
    now = _locked(transition.id)
    found = HandOver.objects.filter(transition=now, role=role).first() or HandOver(transition=now, role=role)
    found.fate, found.said_by, found.taker, found.taken_on = fate, by, None, None
    found.overlap_from = found.overlap_to = None
    found.save()
    line.write(by, "answer_role", now.id, role=role.id, fate=fate)
    return found


@transaction.atomic
def remove_role(*, by: Person, role: HandOver) -> None:
    """Take back what was said of a role. One that is still held is on the list again, and waits for an answer."""
    _require_part(by, role.transition)
    now = _locked(role.transition_id)
    found = HandOver.objects.filter(id=role.id).first()
    if found is None:
        return
    found.delete()
    line.write(by, "remove_role", now.id, role=found.role_id)
    _reopen(now)


@transaction.atomic
def take_role(*, by: Person, role: HandOver, is_taken: bool) -> HandOver:
    """Say that one takes a role, or does not: for that nobody needs a reason."""
    transition = _locked(role.transition_id)
    now = HandOver.objects.select_for_update().get(id=role.id)
    if not policy.may_take(by, now):
        raise Refused(_("You are not asked to take this role any more."))
    if is_taken:
        now.taken_on = clock.today()
        now.save(update_fields=["taken_on"])
        line.write(by, "take_role", now.transition_id, role=now.role_id)
    else:
        _without_taker(now)
        _reopen(transition)
    return now


@transaction.atomic
def let_takers_go(*, person: Person) -> None:
    """Let whoever leaves take nothing any more. Called inside the act that ends their access."""
    for role in HandOver.objects.filter(taker=person).select_related("transition"):
        transition = _locked(role.transition_id)
        _without_taker(role)
        _reopen(transition)


def reopen_without_takers() -> int:
    """Open the second dates again whose takers leave before them; return how many. A sweep for planned leaves."""
    found = 0
    for row in Transition.objects.filter(full_confirmed_on__isnull=False, full_time_on__gt=clock.today()):
        with transaction.atomic():
            found += _reopen(_locked(row.id))
    return found


@transaction.atomic
def need_permission(*, by: Person, role: HandOver, name: str) -> Permission:
    """Name something that the taker must be allowed elsewhere, say to moderate a forum."""
    _require_own(by, role.transition)
    name = checking.name(name)
    made, _new = Permission.objects.get_or_create(hand_over=role, name=name)
    line.write(by, "need_permission", role.transition_id, role=role.role_id)
    return made


@transaction.atomic
def give_permission(*, by: Person, permission: Permission) -> None:
    """Note that a permission was given."""
    transition = permission.hand_over.transition
    if not policy.may_see_transition(by, transition):
        raise Refused(_("You are not part of this hand-over."))
    permission.given_on = clock.today()
    permission.save(update_fields=["given_on"])
    line.write(by, "give_permission", transition.id, role=permission.hand_over.role_id)


@transaction.atomic
def remove_permission(*, by: Person, permission: Permission) -> None:
    """Take back that a role needs a permission."""
    role = permission.hand_over
    _require_own(by, role.transition)
    permission.delete()
    line.write(by, "remove_permission", role.transition_id, role=role.role_id)


def reopen(now: Transition, by: Person | None) -> None:
    """Take the confirmation of the second date back: its person belongs to the cell again from that day on."""
    day = now.full_time_on
    now.full_confirmed_on = now.full_confirmed_by = None
    now.reopened_on, now.reopened_by = clock.today(), by
    now.save()
    line.write(by, "reopen_date", now.id, day=day)
    if day is None or day <= now.person.joined_on or of_people.cell_of(now.person, day) is not None:
        return
    cell = of_people.cell_of(now.person, day - timedelta(days=1))
    has_left = now.person.left_on is not None and now.person.left_on <= day
    if cell is not None and not has_left and (cell.ended_on is None or cell.ended_on > day):
        people.move_to_cell(by=by, person=now.person, cell=cell, day=day)


def _reopen(now: Transition) -> bool:
    is_confirmed = now.full_confirmed_on is not None
    if not rules.reopens(now.full_time_on, today=clock.today(), is_confirmed=is_confirmed, roles=queries.roles_of(now)):
        return False
    reopen(now, None)
    return True


def _without_taker(role: HandOver) -> None:
    """Let nobody be asked any more; an overlap with nobody is none."""
    role.taker = role.taken_on = role.overlap_from = role.overlap_to = None
    role.save(update_fields=["taker", "taken_on", "overlap_from", "overlap_to"])


def _check_overlap(taker: Person | None, first: date | None, last: date | None) -> None:
    checking.day(first, field="overlap_from")
    checking.day(last, field="overlap_to")
    if (first is None) != (last is None):
        raise Refused(_("An overlap has two days: when it begins, and its last."), "overlap_to")
    if first is not None and last is not None and last < first:
        raise Refused(_("The overlap would end before it begins."), "overlap_to")
    if first is not None and taker is None:
        raise Refused(_("An overlap is with somebody. Say who is asked, or leave both days empty."), "taker")


def _locked(transition: UUID) -> Transition:
    return Transition.objects.select_for_update().get(id=transition)


def _require_own(by: Person, transition: Transition) -> None:
    if by.id != transition.person_id:
        raise Refused(_("Only whose transition it is says what is handed over."))


def _require_part(by: Person, transition: Transition) -> None:
    if not policy.may_answer_for_roles(by, transition):
        raise Refused(_("Only whose transition it is and the planners say this."))
