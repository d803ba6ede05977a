"""Everybody reads: the epics, one of them, what was held and why."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from groundswell.epics import pictures, policy
from groundswell.epics.models import Aside, Epic
from groundswell.epics.queries import epics as queries
from groundswell.epics.queries import forecasts
from groundswell.epics.views.answering import epic_of, page
from groundswell.kit import clock
from groundswell.people.answering import who
from groundswell.web.access import Access, access

_DAYS = 90


@access(Access.MEMBER)
def epics(request: HttpRequest) -> HttpResponse:
    """List the epics with where they move and where they are on hold."""
    person = who(request)
    lines = queries.lines_of(queries.open_epics())
    shown = {
        "lines": lines,
        "ended": Epic.objects.exclude(ended_on=None).order_by("-ended_on", "name")[:10],
        "hill": pictures.hill(lines),
        "plans": policy.may_plan(person),
    }
    return page(request, "epics", shown)


@access(Access.MEMBER)
def epic(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Show an epic: where it moves, since when it is held and why, what is to be done, what it is for."""
    found, person = epic_of(epic), who(request)
    shown = queries.page_of(person, found)
    plans, ends = policy.may_plan(person), policy.may_end(person)
    forecast = forecasts.forecast_of(found) if found.ended_on is None else None
    told = {
        "shown": shown,
        "epic": shown.line.epic,
        "timeline": pictures.timeline(shown),
        "forecast": forecast,
        "fan": pictures.fan(forecast.stand) if forecast else None,
        "plans": plans,
        "ends": ends and found.ended_on is None,
        "tells": found.ended_on is None and policy.may_tell(person, found),
        "places": [(line, policy.may_hold(person, found, line.cell)) for line in shown.line.places],
        "not_me": Aside.objects.filter(person=person, about=found.id).exists(),
    }
    return page(request, "epic", told)


@access(Access.MEMBER)
def held(request: HttpRequest) -> HttpResponse:
    """Show for how many days epics were on hold, by reason: client work is one line."""
    first = clock.today() - timedelta(days=_DAYS - 1)
    lines = queries.held_by_reason(first)
    shown = {"lines": lines, "first": first, "days": _DAYS, "most": max([line.days for line in lines] + [1])}
    return page(request, "held", shown)
