"""Out of the cell by two dates: the advocate proposes, takers say yes, and only a planner confirms."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries, sentences
from groundswell.hours.actions import checking, handing
from groundswell.hours.models import Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules import transitions as rules
from groundswell.hours.rules.transitions import Blocked, Step
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person


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
        found.reopened_on = found.reopened_by = None
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
            _(
                "This date is confirmed: the cell plans without you from then on. A planner can take the confirmation "
                "back; then it can move."
            ),
            "full_time_on",
        )


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
        now.reopened_on = now.reopened_by = None
        people.move_to_cell(by=by, person=now.person, cell=None, day=now.full_time_on)
    now.save()
    line.write(by, "confirm_date", now.id, step=step, day=seen)
    return now


@transaction.atomic
def take_confirmation_back(*, by: Person, transition: Transition, step: Step, seen: date | None) -> Transition:
    """Take the confirmation of a date to come back; with the second, the advocate belongs to the cell again."""
    now = Transition.objects.select_for_update().get(id=transition.id)
    why = _not_the_planner(by, now) or rules.not_taken_back(
        _day(now, step), seen, today=clock.today(), is_confirmed=_is_confirmed(now, step)
    )
    if why is not None:
        raise Refused(queries.blocked_in_words(why, now))
    if step is Step.FULL_TIME:
        handing.reopen(now, by)
    else:
        now.part_confirmed_on = now.part_confirmed_by = None
        now.save()
        line.write(by, "reopen_date", now.id, day=seen)
    return now


def _blocked(by: Person, now: Transition, step: Step, seen: date | None) -> Blocked | None:
    return _not_the_planner(by, now) or rules.blocked(
        _day(now, step), seen, step=step, is_confirmed=_is_confirmed(now, step), roles=queries.roles_of(now)
    )


def _not_the_planner(by: Person, now: Transition) -> Blocked | None:
    if not policy.may_plan(by):
        return Blocked.NOT_THE_PLANNER
    return None if policy.may_confirm(by, now) else Blocked.OWN


def _day(now: Transition, step: Step) -> date | None:
    return now.part_time_on if step is Step.PART_TIME else now.full_time_on


def _is_confirmed(now: Transition, step: Step) -> bool:
    return (now.part_confirmed_on if step is Step.PART_TIME else now.full_confirmed_on) is not None
