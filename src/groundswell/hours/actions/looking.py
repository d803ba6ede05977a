"""Asking what a move does to the backlog of the cell. It proposes; only a planner confirms dates."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries, tasks
from groundswell.hours.models import LookAhead, Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules import ahead as rules
from groundswell.hours.rules.ahead import Asked, Typed
from groundswell.kit import clock
from groundswell.people.models import Person


@transaction.atomic
def look_ahead(*, by: Person, transition: Transition, typed: Typed) -> LookAhead:
    """Ask a worker to look ahead, from the hours as they are now; what was asked before gives way."""
    if not policy.may_look_ahead(by, transition):
        raise Refused(_("Only whose transition it is, and planners, look ahead."))
    now = Transition.objects.select_for_update().get(id=transition.id)
    asked = _asked(now, typed)
    LookAhead.objects.filter(transition=now).delete()
    made = LookAhead.objects.create(transition=now, asked_by=by, asked_at=clock.now(), asked=asked.kept())
    line.write(by, "look_ahead", now.id)
    tasks.look_ahead.enqueue(str(made.id))
    return made


def _asked(now: Transition, typed: Typed) -> Asked:
    cell = queries.cell_today(now)
    if cell is None:
        raise Refused(_("Whoever moves is in no cell any more, so there is nothing to look ahead for."))
    hours = queries.hours_of_cell(now, cell)
    if not hours.moved_full_time:
        raise Refused(_("Nobody has noted the hours a week of whoever moves. An administrator can."))
    if typed.spread and not typed.unasked:
        raise Refused(_("A spread needs hours that come unasked. Type some, or a spread of 0."), "unasked")
    start = rules.monday(clock.today())
    part, full = queries.weeks_of(now, start)
    if rules.is_too_far(part, full):
        raise Refused(_("A date lies more than 43 weeks away. Nobody can look so far ahead."))
    return Asked(start.isoformat(), typed, hours, part, full)
