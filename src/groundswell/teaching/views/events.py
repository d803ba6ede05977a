"""Events with their calls for papers: noted, followed, and given to calendars."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.teaching import actions, policy
from groundswell.teaching.actions import EventWords
from groundswell.teaching.calendars import calendar_of
from groundswell.teaching.forms.events import EventForm
from groundswell.teaching.forms.events import event_of as initial_of
from groundswell.teaching.models import Event
from groundswell.teaching.queries import events as queries
from groundswell.teaching.rules.deadlines import ANYWHERE
from groundswell.teaching.views.answering import event_of, page, see
from groundswell.web.access import Access, access

A_PAGE = 25
_MOST = 200


@access(Access.MEMBER)
def events(request: HttpRequest) -> HttpResponse:
    """List the calls that are open, what closes first first; then the other events to come."""
    shown = Paginator(queries.open_calls(), A_PAGE).get_page(request.GET.get("page"))
    person = who(request)
    told = {
        "page": shown,
        "calls": queries.calls_of(person, list(shown.object_list)),
        "others": queries.calls_of(person, list(queries.other_events()[:A_PAGE])),
        "writes": policy.may_write(person),
    }
    return page(request, "events", told)


@access(Access.MEMBER)
def event(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show an event: when its call closes, in which zone, and what is made for it."""
    found, person = event_of(event), who(request)
    (call,) = queries.calls_of(person, [found])
    shown = {"call": call, "event": found, "pieces": queries.pieces_of(found), "writes": policy.may_write(person)}
    return page(request, "event", shown)


@access(Access.PLANNING, "GET", "POST")
def note(request: HttpRequest) -> HttpResponse:
    """Note an event."""
    form = EventForm(sent(request), initial={"zone": ANYWHERE})
    made: list[Event] = []
    if tried(form, lambda: made.append(actions.note_event(by=who(request), words=_words(form)))):
        return see("event", made[0].id)
    return page(request, "write_event", {}, form)


@access(Access.PLANNING, "GET", "POST")
def edit(request: HttpRequest, event: UUID) -> HttpResponse:
    """Write an event anew."""
    found = event_of(event)
    form = EventForm(sent(request), initial=initial_of(found))
    if tried(form, lambda: _change(request, found, form)):
        return see("event", found.id)
    return page(request, "write_event", {"event": found, "now": event_of(event) if form.errors else None}, form)


@access(Access.MEMBER, "POST")
def follow(request: HttpRequest, event: UUID) -> HttpResponse:
    """Ask to be reminded of a call, or no more."""
    found, is_followed = event_of(event), "undo" not in request.POST
    attempt(request, lambda: actions.follow(by=who(request), event=found, is_followed=is_followed))
    return see("event", found.id)


@access(Access.MEMBER)
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the calls that I follow, as a file for my calendar."""
    return _calendar(calendar_of(queries.followed_calls(who(request), _MOST)), "calls.ics")


@access(Access.MEMBER)
def event_calendar(request: HttpRequest, event: UUID) -> HttpResponse:
    """Give one event with its call, as a file for a calendar."""
    del request
    return _calendar(calendar_of([event_of(event)]), "event.ics")


def _calendar(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _words(form: EventForm) -> EventWords:
    return EventWords(**{name: value for name, value in form.cleaned_data.items() if name != "revision"})


def _change(request: HttpRequest, found: Event, form: EventForm) -> None:
    words, revision = _words(form), form.cleaned_data["revision"]
    actions.change_event(by=who(request), event=found, words=words, revision=revision)
