"""The front doors: start page, health."""

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import clock
from groundswell.web import ports
from groundswell.web.access import Access, Visitor, access

LAST_OF_MINE = 20


@access(Access.PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """Say what this is; to somebody signed in, what became of things and what waits."""
    if not request.user.is_authenticated:
        notices = filter(None, (each.notice() for each in ports.welcome_notices))
        return render(request, "web/welcome.html", {"notices": list(notices)})
    return render(request, "web/start.html", {"today": clock.today(), **_places(request.user)})  # type: ignore[arg-type]  # people.Person


@access(Access.PUBLIC)
def live(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    del request
    return HttpResponse("live\n", content_type="text/plain")


@access(Access.PUBLIC)
def ready(request: HttpRequest) -> HttpResponse:
    """Answer when the databases do, else 503."""
    del request
    try:
        for connection in connections.all():
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def _places(visitor: Visitor) -> dict[str, list[ports.Panel]]:
    """Return the panels by where they stand; panels of one heading are one panel, where the first of them stands."""
    joined: dict[str, ports.Panel] = {}
    place_of: dict[str, str] = {}
    for each in sorted(ports.start_panels, key=lambda panel: panel.order):
        panel = each.panel_for(visitor)
        if panel is not None:
            heading = str(panel.heading)
            joined[heading] = joined[heading].with_those_of(panel) if heading in joined else panel
            place_of.setdefault(heading, _place(each.order))
    places: dict[str, list[ports.Panel]] = {"first": [], "mine": [], "ours": []}
    for heading, panel in joined.items():
        places[place_of[heading]].append(panel)
    return places


def _place(order: int) -> str:
    return "first" if order == 0 else "mine" if order <= LAST_OF_MINE else "ours"
