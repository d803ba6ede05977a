"""My keys: made, shown once, ended."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.connectors.api import actions, queries
from groundswell.connectors.api.actions import Made
from groundswell.connectors.api.forms import KeyForm
from groundswell.connectors.api.urls import IS_HERE
from groundswell.people.answering import go_on, sent, status_of, tried, who
from groundswell.web.access import Access, access


@access(Access.MEMBER, "GET", "POST")
def keys(request: HttpRequest) -> HttpResponse:
    """List my keys; make one, and show it this once."""
    form, made = KeyForm(sent(request)), list[Made]()
    if tried(form, lambda: made.append(_make(request, form))):
        form = KeyForm()
    shown = {"form": form, "keys": queries.keys_of(who(request)), "made": made[0] if made else None, "is_here": IS_HERE}
    return render(request, "api/keys.html", shown, status=status_of(form))


@access(Access.MEMBER, "POST")
def end_key(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a key of mine."""
    found = queries.key_of(who(request), key)
    if found is None:
        raise Http404
    actions.end_key(by=who(request), key=found)
    return go_on(request, _("It opens nothing any more."), "keys")


def _make(request: HttpRequest, form: KeyForm) -> Made:
    return actions.make_key(by=who(request), name=form.cleaned_data["name"], days=form.cleaned_data["days"])
