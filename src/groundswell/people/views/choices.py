"""What the organisation chose: its name, its letter, its minutes, its sprints."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people import actions, queries
from groundswell.people.answering import go_on, status_of, was_done, who
from groundswell.people.forms import CalendarForm, MilestonesForm, OrganisationForm
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR)
def choices(request: HttpRequest) -> HttpResponse:
    """Show what is chosen now."""
    return _page(request)


@access(Access.ADMINISTRATOR, "POST")
def change_organisation(request: HttpRequest) -> HttpResponse:
    """Change the name, the hour of the letter, the minutes."""
    form = OrganisationForm(request.POST)
    if was_done(form, lambda: actions.change_organisation(by=who(request), **form.cleaned_data)):
        return go_on(request, _("Saved."), "choices")
    return _page(request, organisation=form)


@access(Access.ADMINISTRATOR, "POST")
def change_calendar(request: HttpRequest) -> HttpResponse:
    """Change the length of sprints from a day on."""
    form = CalendarForm(request.POST)
    if was_done(form, lambda: actions.change_calendar(by=who(request), **form.cleaned_data)):
        return go_on(request, _("Saved. Sprints before that day stay as they were."), "choices")
    return _page(request, calendar=form)


@access(Access.ADMINISTRATOR, "POST")
def set_milestones(request: HttpRequest) -> HttpResponse:
    """Replace the milestones of every sprint."""
    form = MilestonesForm(request.POST)
    if was_done(form, lambda: actions.set_milestones(by=who(request), **form.cleaned_data)):
        return go_on(request, _("Saved."), "choices")
    return _page(request, milestones=form)


def _page(request: HttpRequest, **tried: forms.Form) -> HttpResponse:
    sprints = queries.calendar()
    now, after = queries.sprint_now(), queries.next_sprint()
    shown: dict[str, forms.Form] = {
        "organisation": OrganisationForm.of(queries.organisation()),
        "calendar": CalendarForm(initial={"first": after.first, "days": after.days}),
        "milestones": MilestonesForm.of(sprints.milestones),
    } | tried
    words = {
        "sprints": [now, after, sprints.after(after)],
        "zone": settings.TIME_ZONE,
        "tried": next(iter(tried.values()), None),
    }
    return render(request, "people/choices.html", words | shown, status=status_of(*tried.values()))
