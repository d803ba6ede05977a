"""What the pages of meetings share: who asks, a form that an action may refuse, and the way on."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks.transcripts import queries
from groundswell.talks.transcripts.queries import Room


def person_of(request: HttpRequest) -> Person:
    """Return who asks."""
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access made sure
    return request.user


def room_of(request: HttpRequest, meeting: UUID) -> Room:
    """Return a meeting that exists for who asks."""
    return queries.room_for(person_of(request), meeting) or _missing()


def kept_room(request: HttpRequest, meeting: UUID) -> Room:
    """Return a meeting that who asks keeps."""
    return queries.room_kept_by(person_of(request), meeting) or _missing()


def was_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a form asks for, if it is filled in rightly; put what the action says against it at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


def page(request: HttpRequest, template: str, form: forms.Form | None = None, **words: object) -> HttpResponse:
    """Show a page; one with a refused form says so to machines too."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, f"talks/{template}.html", {"form": form, **words}, status=status)


def go_on(request: HttpRequest, said: str, route: str, *about: object) -> HttpResponseRedirect:
    """Say what was done, and show the page that follows."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(reverse(f"talks:{route}", args=about), status=HTTPStatus.SEE_OTHER)


def _missing() -> Room:
    raise Http404
