"""Bring a topic in at the desk: first look, then do."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.discourse.forms import BringForm
from groundswell.connectors.discourse.reading import read
from groundswell.connectors.located import Unreadable
from groundswell.connectors.looking import Trial, fingerprint, tried
from groundswell.people.models import Person
from groundswell.register.threads.actions import Brought, bring_thread
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def bring(request: HttpRequest) -> HttpResponse:
    """Show what a file would bring; do exactly that when it is asked for."""
    if request.method != "POST":
        return _page(request, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    content = form.content()
    try:
        arriving = read(content, address=form.cleaned_data["address"])
    except Unreadable as fault:
        form.add_error("file", str(fault))
        return _page(request, form)
    trial = tried(arriving, by=_advocate(request))
    if "do" in request.POST and form.cleaned_data["seen"] == fingerprint([trial]):
        return _brought(request, bring_thread(by=_advocate(request), arriving=arriving))
    return _preview(request, content, trial)


def _preview(request: HttpRequest, content: bytes, trial: Trial) -> HttpResponse:
    """Show the trial. What the file holds stands in the form, so that nothing has to be chosen twice."""
    address = trial.arriving.address
    kept = {"address": address, "text": content.decode("utf-8-sig"), "seen": fingerprint([trial])}
    words = {
        "trial": trial,
        "has_changed": "do" in request.POST,
        "changed_words": _("Something changed in between. Look again: this is what would be brought in now."),
    }
    return _page(request, BringForm(initial=kept), **words)


def _brought(request: HttpRequest, brought: Brought) -> HttpResponse:
    messages.success(request, _("It is brought in. Nothing in the forum has changed."))
    return HttpResponseRedirect(reverse("threads:thread", args=[brought.thread]), status=HTTPStatus.SEE_OTHER)


def _page(request: HttpRequest, form: BringForm, **words: object) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "discourse/bring.html", {"form": form, **words}, status=status)


def _advocate(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access made sure
    return request.user
