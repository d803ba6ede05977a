"""My hours: one line, what was understood, and what this sprint comes to."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries, sentences
from groundswell.hours.actions import Spent
from groundswell.hours.forms import EntryForm, LineForm
from groundswell.hours.models import Entry, FundingLine
from groundswell.hours.queries.signals import signals_of
from groundswell.hours.rules import typed
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.typed import Typed
from groundswell.hours.views.answering import day_asked, key, page
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.people.models import Role
from groundswell.web.access import Access, access

_A_PAGE = 30


@access(Access.MEMBER, "GET", "POST")
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own hours; read a line, and show what was understood of it."""
    person = who(request)
    form = LineForm(sent(request), initial={"typed": request.GET.get("line", "")[:300]})
    if form.is_bound and form.is_valid():
        found = typed.read(form.cleaned_data["typed"], today=clock.today(), names=queries.names_for(person))
        if found.fault is None:
            return _confirm(request, EntryForm(initial=_initial(found), person=person), form.cleaned_data["typed"])
        form.add_error("typed", str(sentences.TYPED_FAULT[found.fault]))
    day = day_asked(request)
    entries = Paginator(queries.own_entries(person), _A_PAGE).get_page(request.GET.get("page"))
    sprint = people.sprint_of(day)
    shown = {
        "sprint": queries.own_sprint(person, day),
        "before": sprint.first - timedelta(days=1),
        "after": sprint.last + timedelta(days=1) if sprint.last < clock.today() else None,
        "entries": entries,
        "to_log": queries.to_log(person),
        "preparation": queries.preparation_of(person),
        "asked": queries.asked_to_take(person),
        "plans": policy.may_plan(person) or policy.is_advocate(person),
    }
    return page(request, "mine", shown, form)


@access(Access.MEMBER)
def signals(request: HttpRequest) -> HttpResponse:
    """Show what could be a sign of too much, to the one person whom it is about."""
    return page(request, "signals", {"reasons": signals_of(who(request))})


@access(Access.MEMBER, "POST")
def log(request: HttpRequest) -> HttpResponse:
    """Keep what was understood and confirmed."""
    person = who(request)
    form = EntryForm(request.POST, person=person)
    if tried(form, lambda: actions.log_time(person=person, spent=_spent(form))):
        words = _("%(time)s logged.") % {"time": in_hours(form.cleaned_data["minutes"])}
        return go_on(request, words, "hours:mine")
    return _confirm(request, form, request.POST.get("as_typed", ""))


@access(Access.MEMBER, "GET", "POST")
def entry(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Change an entry of one's own."""
    person = who(request)
    found = queries.own_entry(person, entry)
    if found is None:
        raise Http404
    form = EntryForm(sent(request), initial=_as_form(found), person=person, entry=found)
    if tried(form, lambda: actions.change_entry(person=person, entry=entry, spent=_spent(form))):
        return go_on(request, _("Changed."), "hours:mine")
    return page(request, "entry", {"entry": found}, form)


@access(Access.MEMBER, "POST")
def remove(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Remove an entry of one's own."""
    person = who(request)
    if queries.own_entry(person, entry) is None:
        raise Http404
    actions.remove_entry(person=person, entry=entry)
    return go_on(request, _("Removed."), "hours:mine")


def _confirm(request: HttpRequest, form: EntryForm, line: str) -> HttpResponse:
    return page(request, "confirm", {"as_typed": line}, form)


def _initial(found: Typed) -> dict[str, object]:
    line = FundingLine.objects.filter(id=found.line).first() if found.line else None
    paid = line.pays.only_stream if line else None
    return {
        "day": found.day,
        "minutes": found.minutes,
        "words": found.words,
        "stream": found.stream or paid or Stream.INTERNAL,
        "kind": found.kind or Kind.OTHER,
        "activity": found.activity,
        "role": found.role,
        "line": found.line,
        "reference": found.reference,
        "is_ahead": found.is_ahead,
    }


def _as_form(found: Entry) -> dict[str, object]:
    values = {name: getattr(found, name) for name in ("day", "minutes", "words", "stream", "kind", "activity")}
    return values | {
        "role": found.role_id or "",
        "line": found.line_id or "",
        "reference": found.reference,
        "is_ahead": found.is_ahead,
    }


def _spent(form: EntryForm) -> Spent:
    said = form.cleaned_data
    line, role = key(said["line"]), key(said["role"])
    return Spent(
        day=said["day"],
        minutes=said["minutes"],
        stream=Stream(said["stream"]),
        kind=Kind(said["kind"]),
        activity=Activity(said["activity"]),
        line=FundingLine.objects.filter(id=line).first() if line else None,
        role=Role.objects.filter(id=role).first() if role else None,
        reference=said["reference"],
        words=said["words"],
        is_ahead=said["is_ahead"],
    )
