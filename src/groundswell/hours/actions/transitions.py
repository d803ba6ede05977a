"""Out of the cell by two dates: the advocate proposes, takers say yes, and only a planner confirms."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries, sentences
from groundswell.hours.actions import checking
from groundswell.hours.models import HandOver, Permission, Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules import transitions as rules
from groundswell.hours.rules.transitions import Blocked, Step
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, Role


@transaction.atomic
def propose_dates(
    *,
    by: Person,
    part_time_on: date | None,
    full_time_on: date | None,
    part_conditions: str = "",
    full_conditions: str = "",
) -> Transition:
    """Propose one's own dates. A date that changes has to be confirmed again."""
    if not policy.may_propose_dates(by, by):
        raise Refused(_("Only an advocate proposes dates."))
    checking.day(part_time_on, field="part_time_on")
    checking.day(full_time_on, field="full_time_on")
    fault = rules.dates_fault(part_time_on, full_time_on)
    if fault is not None:
        raise Refused(sentences.DATES_FAULT[fault], "full_time_on" if part_time_on else "part_time_on")
    found = Transition.objects.select_for_update().filter(person=by).first() or Transition(person=by)
    _refuse_what_has_been(found, part_time_on, full_time_on)
    if found.part_time_on != part_time_on:
        found.part_confirmed_on = found.part_confirmed_by = None
    if found.full_time_on != full_time_on:
        found.full_confirmed_on = found.full_confirmed_by = None
    found.part_time_on, found.full_time_on = part_time_on, full_time_on
    found.part_conditions = checking.reason(part_conditions, field="part_conditions")
    found.full_conditions = checking.reason(full_conditions, field="full_conditions")
    found.proposed_on = clock.today()
    found.save()
    line.write(by, "propose_dates", found.id, part_time_on=part_time_on, full_time_on=full_time_on)
    return found


def _refuse_what_has_been(found: Transition, part: date | None, full: date | None) -> None:
    """Refuse to move a confirmed date that has come, or that has moved somebody out of the cell."""
    today = clock.today()
    pairs = (
        ("part_time_on", found.part_confirmed_on, found.part_time_on, part),
        ("full_time_on", found.full_confirmed_on, found.full_time_on, full),
    )
    for field, confirmed, was, wanted in pairs:
        if confirmed is not None and was is not None and was <= today and wanted != was:
            raise Refused(_("This date has been confirmed, and has come. It cannot move any more."), field)
    if found.full_confirmed_on is not None and full != found.full_time_on:
        raise Refused(
            _("This date is confirmed: the cell plans without you from then on. Ask the planner first."),
            "full_time_on",
        )


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
    checking.day(overlap_from, field="overlap_from")
    checking.day(overlap_to, field="overlap_to")
    if (overlap_from is None) != (overlap_to is None):
        raise Refused(_("An overlap has two days: when it begins, and its last."), "overlap_to")
    if overlap_from is not None and overlap_to is not None and overlap_to < overlap_from:
        raise Refused(_("The overlap would end before it begins."), "overlap_to")
    found = HandOver.objects.select_for_update().filter(transition=transition, role=role).first()
    found = found or HandOver(transition=transition, role=role)
    if found.taker_id != (taker.id if taker else None):
        found.taker, found.taken_on = taker, None
    found.overlap_from, found.overlap_to = overlap_from, overlap_to
    found.save()
    line.write(by, "hand_over", transition.id, role=role.id, overlap_from=overlap_from, overlap_to=overlap_to)
    return found


@transaction.atomic
def take_role(*, by: Person, role: HandOver, is_taken: bool) -> HandOver:
    """Say that one takes a role, or does not: for that nobody needs a reason."""
    now = HandOver.objects.select_for_update().get(id=role.id)
    if not policy.may_take(by, now):
        raise Refused(_("You are not asked to take this role any more."))
    now.taken_on = clock.today() if is_taken else None
    if not is_taken:
        now.taker = None
    now.save(update_fields=["taken_on", "taker"])
    if is_taken:
        line.write(by, "take_role", now.transition_id, role=now.role_id)
    return now


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
def confirm_date(*, by: Person, transition: Transition, step: Step, seen: date | None) -> Transition:
    """Confirm one of the two dates; at the second the advocate leaves the cell, and its capacity, on that day."""
    now = Transition.objects.select_for_update().get(id=transition.id)
    why = _blocked(by, now, step, seen)
    if why is not None:
        raise Refused(queries.blocked_in_words(why, now))
    if step is Step.PART_TIME:
        now.part_confirmed_on, now.part_confirmed_by = clock.today(), by
    else:
        now.full_confirmed_on, now.full_confirmed_by = clock.today(), by
        people.move_to_cell(by=by, person=now.person, cell=None, day=now.full_time_on)
    now.save()
    line.write(by, "confirm_date", now.id, step=step, day=seen)
    return now


def _blocked(by: Person, now: Transition, step: Step, seen: date | None) -> Blocked | None:
    if not policy.may_plan(by):
        return Blocked.NOT_THE_PLANNER
    if not policy.may_confirm(by, now):
        return Blocked.OWN
    is_part = step is Step.PART_TIME
    return rules.blocked(
        now.part_time_on if is_part else now.full_time_on,
        seen,
        step=step,
        is_confirmed=(now.part_confirmed_on if is_part else now.full_confirmed_on) is not None,
        roles=queries.roles_of(now),
    )


def _require_own(by: Person, transition: Transition) -> None:
    if by.id != transition.person_id:
        raise Refused(_("Only whose transition it is says what is handed over."))
