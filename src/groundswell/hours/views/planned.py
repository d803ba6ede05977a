"""The plan of a sprint against the hours there are."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries, sentences
from groundswell.hours.forms import PlanForm
from groundswell.hours.rules.axes import both_streams, shrunk
from groundswell.hours.views.answering import day_asked, page
from groundswell.people import queries as people
from groundswell.people.answering import see, sent, tried, who
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.web.access import Access, access


@access(Access.PLANNING, "GET", "POST")
def plan(request: HttpRequest, person: UUID) -> HttpResponse:
    """Plan a sprint: its hours by stream and kind, and what gives way where there are fewer."""
    holder, day = _holder(request, person), day_asked(request)
    view = queries.plan_of(holder, day)
    known = {f"{stream}_{kind}": minutes for (stream, kind), minutes in view.cells.items()}
    form = PlanForm(sent(request), initial=known)

    def act() -> None:
        actions.plan_hours(by=who(request), holder=holder, day=day, planned=form.cells())

    if tried(form, act):
        return _on(request, _("Planned."), holder, day)
    funding = queries.funding_of(holder, view.sprint, view.cells)
    after = both_streams(shrunk(view.cells, view.budget, view.protected))
    calendar = people.calendar()
    shown = {
        "holder": holder,
        "plan": view,
        "unpaid": sentences.unpaid(funding.unpaid),
        "paying": [(sentences.of_kind(each.stream, each.kind), each) for each in funding.paying],
        "before": calendar.before(view.sprint),
        "after": calendar.after(view.sprint),
        "gives_way": sentences.internal_first(view.planned, after, view.protected) if view.is_too_much else "",
    }
    return page(request, "plan", shown, form)


@access(Access.PLANNING, "POST")
def fit(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let a plan shrink to the hours there are."""
    holder, day = _holder(request, person), day_asked(request)
    try:
        words = actions.fit_plan(by=who(request), holder=holder, day=day)
    except Refused as refused:
        words = refused.sentence
    return _on(request, words, holder, day)


def _on(request: HttpRequest, words: str, holder: Person, day: date) -> HttpResponse:
    """Say what was done, and lead back to the sprint that it was done to."""
    messages.success(request, words)
    return see(f"{reverse('hours:plan', args=[holder.id])}?day={day:%Y-%m-%d}")


def _holder(request: HttpRequest, person: UUID) -> Person:
    found = people.active_people().filter(id=person).first()
    if found is None or not policy.may_see_grants(who(request), found):
        raise Http404
    if not any(each.id == found.id for each in queries.holders()):
        raise Http404
    return found
