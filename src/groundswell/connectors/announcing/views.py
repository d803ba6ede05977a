"""Webhooks: administrators name who is told, see what was told letter by letter, and end it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.connectors.announcing import actions, queries, rules
from groundswell.connectors.announcing.actions import Named
from groundswell.connectors.announcing.forms import ListenerForm
from groundswell.connectors.announcing.models import Listener
from groundswell.connectors.announcing.telling import require_outside
from groundswell.people.answering import go_on, sent, status_of, tried, who
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR, "GET", "POST")
def webhooks(request: HttpRequest) -> HttpResponse:
    """List who is told; name another, and show its secret this once."""
    form, named = ListenerForm(sent(request)), list[Named]()
    if tried(form, lambda: named.append(_name(request, form))):
        form = ListenerForm()
    shown = {
        "form": form,
        "listeners": queries.listeners_with_counts(),
        "named": named[0] if named else None,
        "events": [(event.name, (event.thing, *event.more)) for event in rules.EVENTS.values()],
    }
    return render(request, "announcing/webhooks.html", shown, status=status_of(form))


@access(Access.ADMINISTRATOR)
def webhook(request: HttpRequest, listener: UUID) -> HttpResponse:
    """Show what a listener was told, letter by letter."""
    found = _listener(listener)
    return render(request, "announcing/webhook.html", {"listener": found, "tellings": queries.tellings_of(found)})


@access(Access.ADMINISTRATOR, "POST")
def end(request: HttpRequest, listener: UUID) -> HttpResponse:
    """Tell a listener nothing more."""
    actions.end_listener(by=who(request), listener=_listener(listener))
    return go_on(request, _("It is told nothing more, and its secret is forgotten."), "announcing:webhooks")


@access(Access.ADMINISTRATOR, "POST")
def again(request: HttpRequest, listener: UUID) -> HttpResponse:
    """Try once more what a listener did not take."""
    found = _listener(listener)
    actions.tell_again(by=who(request), listener=found)
    return go_on(request, _("It is tried again within a minute."), "announcing:webhook", found.id)


def _name(request: HttpRequest, form: ListenerForm) -> Named:
    require_outside(form.cleaned_data["address"])
    return actions.name_listener(by=who(request), **form.cleaned_data)


def _listener(listener: UUID) -> Listener:
    found = queries.listener(listener)
    if found is None:
        raise Http404
    return found
