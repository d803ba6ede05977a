"""What all these pages do alike."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.people import answering
from groundswell.teaching.models import Duty, Event, Piece
from groundswell.teaching.queries import duties, events, pieces


def piece_of(piece: UUID) -> Piece:
    """Return a piece; one that was never there is missing."""
    return _there(pieces.piece_for(piece))


def event_of(event: UUID) -> Event:
    """Return an event; one that was never there is missing."""
    return _there(events.event_for(event))


def duty_of(duty: UUID) -> Duty:
    """Return a duty; one that was never there is missing."""
    return _there(duties.duty_for(duty))


def _there[Found](found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    return answering.page(request, f"teaching/{template}.html", shown, form)


def see(route: str, *args: object) -> HttpResponse:
    """Send the browser on to a page after something was done."""
    address = reverse(f"teaching:{route}", args=args)
    return answering.see(address)
