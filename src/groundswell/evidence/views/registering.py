"""What will be looked at is said beforehand; and what an hour costs."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.evidence import actions, pictures, policy
from groundswell.evidence.forms import InterventionForm, RateForm
from groundswell.evidence.models import Rate
from groundswell.evidence.queries import interventions as queries
from groundswell.evidence.queries.series import measured
from groundswell.hours.queries.between import lines_ever
from groundswell.people.answering import go_on, sent, status_of, tried, who
from groundswell.web.access import Access, access


@access(Access.MEMBER)
def interventions(request: HttpRequest) -> HttpResponse:
    """List everything that was registered."""
    shown = {"registered": queries.all_shown(), "registers": policy.may_register(who(request))}
    return render(request, "evidence/interventions.html", shown)


@access(Access.MEMBER)
def intervention(request: HttpRequest, intervention: UUID) -> HttpResponse:
    """Show what was registered, and what was found when one looked."""
    found = queries.one_shown(intervention)
    if found is None:
        raise Http404
    before, after = queries.steps_now(found)
    shown = {"shown": found, "before": before, "after": after, "chart": pictures.over_steps(found)}
    return render(request, "evidence/intervention.html", shown)


@access(Access.PLANNING, "GET", "POST")
def register(request: HttpRequest) -> HttpResponse:
    """Register what is done and how one will look."""
    form = InterventionForm(sent(request), measured=measured())
    if tried(form, lambda: actions.register_intervention(by=who(request), plan=form.plan())):
        return go_on(request, _("Registered. Nobody can change it now, you neither."), "evidence:interventions")
    return render(request, "evidence/register.html", {"form": form}, status=status_of(form))


@access(Access.PLANNER, "GET", "POST")
def rates(request: HttpRequest) -> HttpResponse:
    """Say what an hour of each line costs."""
    form = RateForm(sent(request))
    if tried(form, lambda: actions.set_rate(by=who(request), said=form.said())):
        return go_on(request, _("Kept."), "evidence:rates")
    lines = lines_ever()
    listed = [(lines[each.line], each) for each in Rate.objects.all() if each.line in lines]
    status = status_of(form) if form.is_bound else HTTPStatus.OK
    return render(request, "evidence/rates.html", {"form": form, "listed": listed, "lines": lines}, status=status)
