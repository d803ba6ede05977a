"""The plan: asked for, looked at while it gets better, stopped, pinned, published; and what would be."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.epics import actions
from groundswell.epics.forms import AskForm, ChoicesForm, PinForm, WhatIfForm
from groundswell.epics.models import Plan
from groundswell.epics.queries import plans as queries
from groundswell.epics.queries.choices import choices
from groundswell.epics.queries.drift import drift_of
from groundswell.epics.rules.hours import hours_fault, in_hours
from groundswell.epics.rules.plans import PlanKind
from groundswell.epics.rules.problem import Stream, Wishes
from groundswell.epics.sentences import HOURS_FAULT
from groundswell.epics.views.answering import page, plan_of, see
from groundswell.people import queries as people
from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.people.refusals import Refused
from groundswell.people.rules import Sprint
from groundswell.web.access import Access, access

EVERY_SECONDS = 2


@access(Access.PLANNING)
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of a sprint: the newest that was asked for beside the published one."""
    sprint = _sprint(request)
    newest = queries.newest_of(sprint.number)
    return page(request, "plan", _shown(request, sprint, newest))


@access(Access.PLANNING)
def one(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Show one plan, or what would be."""
    found = plan_of(plan)
    return page(request, "plan", _shown(request, queries.sprint_numbered(found.sprint), found))


@access(Access.PLANNING, "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a plan."""
    sprint, form = _sprint(request), AskForm(request.POST)
    made: list[Plan] = []
    seconds = form.cleaned_data["seconds"] if form.is_valid() else 0
    if attempt(
        request,
        lambda: made.append(actions.ask_for_plan(by=who(request), sprint=sprint.number, seconds=seconds)),
    ):
        return see("one_plan", made[0].id)
    return see("plan", sprint=sprint.number)


@access(Access.PLANNING, "POST")
def stop(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Stop a computation; what it has found stays."""
    found = plan_of(plan)
    attempt(request, lambda: actions.stop_plan(by=who(request), plan=found))
    return see("one_plan", found.id)


@access(Access.PLANNING, "POST")
def publish(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Publish a plan as offers."""
    found = plan_of(plan)
    if attempt(request, lambda: actions.publish_plan(by=who(request), plan=found)):
        return go_on(
            request, _("It is published. Everybody in it is asked; nobody is assigned."), "epics:one_plan", found.id
        )
    return see("one_plan", found.id)


@access(Access.PLANNING, "GET", "POST")
def what_if(request: HttpRequest) -> HttpResponse:
    """Ask what would be if somebody were away, something were promised, or there were more hours."""
    sprint, form = _sprint(request), WhatIfForm(sent(request), initial={"seconds": 5})
    made: list[Plan] = []
    if tried(form, lambda: made.append(_what_if(request, sprint, form))):
        return see("one_plan", made[0].id)
    return page(request, "what_if", {"sprint": sprint, "drafts": queries.drafts_of(sprint.number)}, form)


@access(Access.PLANNING, "GET", "POST")
def pins(request: HttpRequest) -> HttpResponse:
    """Show what is pinned in a sprint, and pin something."""
    sprint, form = _sprint(request), PinForm(sent(request))
    if tried(form, lambda: _pin(request, sprint, form)):
        return see("pins", sprint=sprint.number)
    return page(request, "pins", {"sprint": sprint, "pins": queries.pins_of(sprint.number)}, form)


@access(Access.PLANNING, "POST")
def unpin(request: HttpRequest, pin: UUID) -> HttpResponse:
    """Take a pin out."""
    attempt(request, lambda: actions.unpin(by=who(request), pin=pin))
    return see("pins")


@access(Access.PLANNING, "GET", "POST")
def chosen(request: HttpRequest) -> HttpResponse:
    """Choose from which size on tickets go to cells first, and the advocates' floor."""
    now = choices()
    known = {"limit": in_hours(now.limit), "floor": in_hours(now.floor), "meetings": in_hours(now.meetings)}
    form = ChoicesForm(sent(request), initial=known | {"reserve": now.reserve})
    if tried(form, lambda: actions.choose(by=who(request), **form.cleaned_data)):
        return see("plan")
    return page(request, "choices", {}, form)


def _shown(request: HttpRequest, sprint: Sprint, plan: Plan | None) -> dict[str, object]:
    published = queries.published_of(sprint.number)
    shown = plan or published
    keeps_looking = plan is not None and plan.is_running and bool(request.GET.get("keep"))
    return {
        "sprint": sprint,
        "sprints": [people.sprint_now(), people.next_sprint()],
        "shown": queries.page_of(shown) if shown else None,
        "drift": drift_of(shown) if shown else (),
        "plan": shown,
        "beside": published is not None and shown is not None and shown.id != published.id,
        "is_draft": shown is not None and shown.kind == PlanKind.WHAT_IF,
        "drafts": queries.drafts_of(sprint.number),
        "ask": AskForm(initial={"seconds": 30}),
        "every": EVERY_SECONDS if keeps_looking else 0,
    }


def _sprint(request: HttpRequest) -> Sprint:
    told = request.POST.get("sprint") or request.GET.get("sprint") or ""
    known = {str(each.number): each for each in (people.sprint_now(), people.next_sprint())}
    return known.get(told) or people.next_sprint()


def _what_if(request: HttpRequest, sprint: Sprint, form: WhatIfForm) -> Plan:
    said = form.cleaned_data
    away = {str(said["away"].id): _halves(said["away_hours"], "away_hours")} if said["away"] else {}
    more = {Stream(said["stream"]): _halves(said["more_hours"], "more_hours")} if said["stream"] else {}
    wishes = Wishes(away, more, (str(said["promised"].id),) if said["promised"] else ())
    if wishes.are_none:
        raise Refused(_("Say what would be different: somebody away, more hours, or a promise."))
    return actions.ask_for_plan(by=who(request), sprint=sprint.number, seconds=said["seconds"], wishes=wishes)


def _pin(request: HttpRequest, sprint: Sprint, form: PinForm) -> None:
    said = form.cleaned_data
    if said["person"] is None or said["ticket"] is None:
        raise Refused(_("Choose who, and what."), "person")
    actions.pin(by=who(request), sprint=sprint.number, **said)


def _halves(hours: Decimal | None, field: str) -> int:
    fault = hours_fault(hours, least=Decimal("0.5"))
    if fault is not None or hours is None:
        raise Refused(HOURS_FAULT[fault] if fault else "", field)
    return int(hours * 2)
