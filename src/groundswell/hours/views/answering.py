"""What all these pages do alike."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.hours.rules.sharing import month_of
from groundswell.kit import clock
from groundswell.people import answering

# Months before and after today that a page can be asked for.
_YEARS = 10


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    return answering.page(request, f"hours/{template}.html", shown, form)


def asking(
    request: HttpRequest, form: forms.Form, heading: str, button: str, *, lead: str = "", back: str
) -> HttpResponse:
    """Show a page that is one form."""
    words = {"heading": heading, "button": button, "lead": lead, "back": reverse(f"hours:{back}")}
    return page(request, "ask", words, form)


def month_asked(request: HttpRequest) -> date:
    """Return the month that the address asks for; this one where it asks for none that can be."""
    try:
        year, month = (int(part) for part in request.GET.get("month", "").split("-")[:2])
        asked = date(year, month, 1)
    except ValueError:
        return month_of(clock.today())
    return asked if abs(asked.year - clock.today().year) <= _YEARS else month_of(clock.today())


def day_asked(request: HttpRequest) -> date:
    """Return the day that the address asks for; today where it asks for none that can be."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()
    return asked if abs(asked.year - clock.today().year) <= _YEARS else clock.today()


def key(text: str) -> UUID | None:
    """Return a chosen id, or None."""
    return UUID(text) if text else None
