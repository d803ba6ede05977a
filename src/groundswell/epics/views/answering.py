"""What all these pages do alike."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.epics.models import Epic, Plan, Ticket
from groundswell.epics.queries import epics as queries
from groundswell.people import answering


def epic_of(epic: UUID) -> Epic:
    """Return an epic; one that was never there is missing."""
    found = queries.epic_for(epic)
    if found is None:
        raise Http404
    return found


def ticket_of(ticket: UUID) -> Ticket:
    """Return a ticket; one that was never there is missing."""
    found = Ticket.objects.select_related("epic", "cell", "holder").filter(id=ticket).first()
    if found is None:
        raise Http404
    return found


def plan_of(plan: UUID) -> Plan:
    """Return a plan; one that was never there is missing."""
    found = Plan.objects.select_related("asked_by").filter(id=plan).first()
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    return answering.page(request, f"epics/{template}.html", shown, form)


def see(route: str, *args: object, sprint: int | None = None) -> HttpResponse:
    """Send the browser on to a page, of a sprint where one is named, after something was done."""
    address = reverse(f"epics:{route}", args=args) + ("" if sprint is None else f"?sprint={sprint}")
    return answering.see(address)
