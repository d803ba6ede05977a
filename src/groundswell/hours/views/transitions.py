"""Transitions by two dates, hand-overs and pilots."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries
from groundswell.hours.forms import ConfirmForm, DatesForm, PilotForm
from groundswell.hours.models import HandOver, Transition
from groundswell.hours.rules.ahead import Asked
from groundswell.hours.rules.transitions import Role, Step, without_taker
from groundswell.hours.views.answering import asking, page
from groundswell.kit import clock
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.web.access import Access, access
from groundswell.web.words import joined


@access(Access.MEMBER)
def transitions(request: HttpRequest) -> HttpResponse:
    """Show the transitions that somebody may see."""
    person = who(request)
    shown = {
        "transitions": queries.transitions_for(person),
        "proposes": policy.may_propose_dates(person, person),
        "asked": queries.asked_to_take(person),
    }
    return page(request, "transitions", shown)


@access(Access.ADVOCATE, "GET", "POST")
def propose(request: HttpRequest) -> HttpResponse:
    """Propose one's own two dates."""
    person = who(request)
    now = Transition.objects.filter(person=person).first()
    fields = ("part_time_on", "full_time_on", "part_conditions", "full_conditions")
    form = DatesForm(sent(request), initial={name: getattr(now, name) for name in fields} if now else {})
    if tried(form, lambda: actions.propose_dates(by=person, **form.cleaned_data)):
        return go_on(request, _("Proposed. A planner confirms."), "hours:transitions")
    lead = _("Either may be empty. A date that you change has to be confirmed again.")
    return asking(request, form, _("Propose two dates"), _("Propose them"), lead=lead, back="transitions")


@access(Access.MEMBER)
def transition(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Show a transition: dates, roles, open tickets, and what the cell has less."""
    found, person = _found(request, transition), who(request)
    sees_cell = person.id == found.person_id or policy.may_plan(person)
    roles = [(role, queries.role_of(role, found)) for role in found.roles.all()]
    cell, sprints = queries.cell_impact(found) if sees_cell else (None, [])
    shown = {
        "transition": found,
        "roles": roles,
        "unsaid": queries.unsaid_roles(found) if sees_cell else [],
        "waits": _waits(found, roles, person),
        "is_own": person.id == found.person_id,
        "confirms": policy.may_confirm(person, found),
        "answers": policy.may_answer_for_roles(person, found),
        "today": clock.today(),
        "cell": cell,
        "sprints": sprints,
        "work": queries.open_work_of(found.person),
        "person_id": person.id,
        **_ahead(found, sees_cell=sees_cell),
    }
    return page(request, "transition", shown)


@access(Access.PLANNER, "POST")
def confirm(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Confirm one of the dates as it was seen."""
    undone = _("Nothing was confirmed. Look again, then decide.")
    return _with_date_seen(request, transition, actions.confirm_date, done=_("Confirmed."), undone=undone)


@access(Access.PLANNER, "POST")
def take_back(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Take the confirmation of one of the dates back, as it was seen."""
    done = _("Taken back. The date can move, and waits to be confirmed.")
    undone = _("Nothing was taken back. Look again, then decide.")
    return _with_date_seen(request, transition, actions.take_confirmation_back, done=done, undone=undone)


def _with_date_seen(
    request: HttpRequest, transition: UUID, act: Callable[..., object], *, done: str, undone: str
) -> HttpResponse:
    found = _found(request, transition)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return go_on(request, undone, "hours:transition", found.id)
    step, seen = Step(form.cleaned_data["step"]), form.cleaned_data["seen"]
    try:
        act(by=who(request), transition=found, step=step, seen=seen)
    except Refused as refused:
        return go_on(request, refused.sentence, "hours:transition", found.id)
    return go_on(request, done, "hours:transition", found.id)


@access(Access.MEMBER)
def pilots(request: HttpRequest) -> HttpResponse:
    """Show what is on trial, since when, until when, and how things stood at the start."""
    person = who(request)
    starts = policy.may_plan(person) or policy.is_advocate(person)
    shown = [(pilot, queries.baseline_for(person, pilot)) for pilot in queries.pilots()]
    return page(request, "pilots", {"pilots": shown, "starts": starts})


@access(Access.PLANNING, "GET", "POST")
def start_pilot(request: HttpRequest) -> HttpResponse:
    """Begin a pilot."""
    form = PilotForm(sent(request))
    if tried(form, lambda: actions.start_pilot(by=who(request), **form.cleaned_data)):
        return go_on(request, _("It has begun, and its baseline is kept."), "hours:pilots")
    lead = _("How each measure stands today is kept with it, so that there is a before.")
    return asking(request, form, _("Begin a pilot"), _("Begin it"), lead=lead, back="pilots")


def _ahead(found: Transition, *, sees_cell: bool) -> dict[str, object]:
    """Return what was asked about the backlog, and what was found."""
    asked = queries.look_ahead_of(found) if sees_cell else None
    shown: dict[str, object] = {"ahead": asked, "may_look": sees_cell and queries.cell_today(found) is not None}
    if asked is not None:
        read = Asked.read(asked.asked)
        is_other = (read.part, read.full) != queries.weeks_of(found, date.fromisoformat(read.start))
        shown |= {"asked": read, "foreseen": queries.found_of(asked), "is_other": is_other}
    return shown


def _waits(found: Transition, roles: Sequence[tuple[HandOver, Role]], reader: Person) -> str:
    """Say that the second date waits again, or that it was confirmed and a role has no taker any more."""
    if not policy.may_answer_for_roles(reader, found):
        return ""
    if found.reopened_on is not None and found.full_confirmed_on is None:
        if found.reopened_by is not None:
            return _("%(name)s took the confirmation of the second date back. It waits to be confirmed again.") % {
                "name": found.reopened_by.name
            }
        return _("The second date waits to be confirmed again: a role has nobody any more who takes it.")
    missed = without_taker([role for _row, role in roles])
    if found.full_confirmed_on is not None and missed:
        return _("The second date is confirmed, and nobody takes %(roles)s any more.") % {"roles": joined(missed)}
    return ""


def _found(request: HttpRequest, transition: UUID) -> Transition:
    found = queries.transition_for(who(request), transition)
    if found is None:
        raise Http404
    return found
