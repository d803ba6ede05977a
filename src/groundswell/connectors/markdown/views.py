"""Bring retrospectives and sprint updates in at the desk: first look, then do."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.located import Unreadable
from groundswell.connectors.looking import Trial, fingerprint, tried
from groundswell.connectors.markdown.forms import BringForm
from groundswell.connectors.markdown.reading import Document, read
from groundswell.people.models import Person
from groundswell.register.threads import queries
from groundswell.register.threads.actions import Brought, bring_thread
from groundswell.register.threads.rules import ArrivingThread
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def bring(request: HttpRequest) -> HttpResponse:
    """Show what documents would bring; do exactly that when it is asked for."""
    if request.method != "POST":
        return _page(request, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    if not queries.may_bring(_advocate(request), form.cleaned_data["reach"]):
        form.add_error(
            "reach", _("You do not read what only this cell could read. One of its advocates can bring it in.")
        )
        return _page(request, form)
    documents = form.given()
    arriving = _read(form, documents)
    if arriving is None:
        return _page(request, form)
    trials = [tried(each, by=_advocate(request)) for each in arriving]
    if "do" in request.POST and form.cleaned_data["seen"] == fingerprint(trials):
        return _brought(request, arriving)
    return _preview(request, form, documents, trials)


def _read(form: BringForm, documents: list[Document]) -> list[ArrivingThread] | None:
    """Return what arrives; or None, with a sentence at the field that gave what cannot be read."""
    arriving: list[ArrivingThread] = []
    for document in documents:
        try:
            arriving.append(read(document))
        except Unreadable as fault:
            form.add_error("documents" if document.name else "text", f"{document.name}: {fault}".removeprefix(": "))
    return None if form.errors else arriving


def _preview(request: HttpRequest, form: BringForm, documents: list[Document], trials: list[Trial]) -> HttpResponse:
    """Show the trial. What the files hold stands in the form, so that nothing has to be chosen twice."""
    files = [(each.name, each.content.decode("utf-8-sig")) for each in documents if each.name]
    told = {name: form.cleaned_data[name] for name in ("kind", "text", "day", "title", "reach")}
    again = BringForm(initial={**told, "kept": json.dumps(files), "seen": fingerprint(trials)})
    words = {
        "trials": trials,
        "may_do": not all(each.brought.changed_nothing for each in trials),
        "has_changed": "do" in request.POST,
        "changed_words": _("Something changed in between. Look again: this is what would be brought in now."),
    }
    return _page(request, again, **words)


@transaction.atomic
def _bring_all(by: Person, arriving: list[ArrivingThread]) -> list[Brought]:
    return [bring_thread(by=by, arriving=each) for each in arriving]


def _brought(request: HttpRequest, arriving: list[ArrivingThread]) -> HttpResponse:
    brought = _bring_all(_advocate(request), arriving)
    said = ngettext("It is brought in.", "%(count)d documents are brought in.", len(brought))
    messages.success(request, said % {"count": len(brought)})
    one = len(brought) == 1
    address = reverse("threads:thread", args=[brought[0].thread]) if one else reverse("threads:threads")
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _page(request: HttpRequest, form: BringForm, **words: object) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "markdown/bring.html", {"form": form, **words}, status=status)


def _advocate(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access made sure
    return request.user
