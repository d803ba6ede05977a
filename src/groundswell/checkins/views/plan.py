"""How check-ins are set up: everybody reads it, advocates and administrators change it."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.checkins import policy, queries
from groundswell.checkins.actions import planning
from groundswell.checkins.follow_up.forms import HelpForm, PlanForm
from groundswell.checkins.models import HelpResource
from groundswell.checkins.queries.questions import coming, packs_of_questions
from groundswell.people import queries as people
from groundswell.people.answering import go_on, status_of, tried, was_done, who
from groundswell.web.access import Access, access

ACTS = {
    "ask": planning.ask_questions,
    "drop": planning.drop_questions,
    "up": planning.move_questions_up,
}


@access(Access.MEMBER)
def plan(request: HttpRequest) -> HttpResponse:
    """Show when check-ins open, what they ask, and where help is."""
    return _page(request)


@access(Access.ORGANISER, "POST")
def change_plan(request: HttpRequest) -> HttpResponse:
    """Change when they open, and the smallest group."""
    form = _plan_form(request.POST)
    if was_done(form, lambda: planning.change_plan(by=who(request), chosen=form.chosen())):
        return go_on(request, _("Saved. A check-in that is open stays as it opened."), "checkins:plan")
    return _page(request, form)


@access(Access.ORGANISER, "POST")
def questions(request: HttpRequest) -> HttpResponse:
    """Switch a question or a pack on or off, or let it come earlier."""
    try:
        ACTS[request.POST.get("act", "")](by=who(request), name=request.POST.get("name", ""))
    except LookupError:
        return go_on(request, _("Nothing was changed: choose one of the questions."), "checkins:plan")
    return go_on(request, _("Saved."), "checkins:plan", anchor="questions")


@access(Access.ADMINISTRATOR, "GET", "POST")
def add_help(request: HttpRequest) -> HttpResponse:
    """Name somewhere to turn to."""
    form = HelpForm(request.POST if request.method == "POST" else None)
    if tried(form, lambda: planning.add_help(by=who(request), chosen=form.chosen())):
        return go_on(request, _("Saved."), "checkins:plan", anchor="help")
    return render(request, "checkins/help.html", {"form": form}, status=status_of(form))


@access(Access.ADMINISTRATOR, "GET", "POST")
def change_help(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Change what stands there of it."""
    found = _help(resource)
    written = {name: getattr(found, name) for name in ("name", "about", "url", "telephone")}
    form = HelpForm(request.POST if request.method == "POST" else None, initial=written)
    if tried(form, lambda: planning.change_help(by=who(request), resource=resource, chosen=form.chosen())):
        return go_on(request, _("Saved."), "checkins:plan", anchor="help")
    return render(request, "checkins/help.html", {"form": form, "found": found}, status=status_of(form))


@access(Access.ADMINISTRATOR, "POST")
def drop_help(request: HttpRequest, resource: UUID) -> HttpResponse:
    """Take it away."""
    planning.drop_help(by=who(request), resource=_help(resource).id)
    return go_on(request, _("Taken away."), "checkins:plan", anchor="help")


def _help(resource: UUID) -> HelpResource:
    found = HelpResource.objects.filter(id=resource).first()
    if found is None:
        raise Http404
    return found


def _plan_form(data: object = None) -> PlanForm:
    return PlanForm(data, plan=queries.plan(), milestones=[each.name for each in people.calendar().milestones])


def _page(request: HttpRequest, tried: forms.Form | None = None) -> HttpResponse:
    words = {
        "plan": queries.plan(),
        "form": tried or _plan_form(),
        "tried": tried,
        "packs": packs_of_questions(),
        "coming": coming(),
        "help": HelpResource.objects.all(),
        "may_change": policy.may_change_plan(who(request)),
        "may_change_help": policy.may_name_help(who(request)),
    }
    return render(request, "checkins/plan.html", words, status=status_of(*([tried] if tried else [])))
