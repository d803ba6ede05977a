"""What every form of a signed-in page does: try, and either go on or come back filled in."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused


def who(request: HttpRequest) -> Person:
    """Return the person who is signed in: `access` lets nobody else in."""
    person: Person = request.user  # type: ignore[assignment]  # never AnonymousUser here
    return person


def was_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal stands at the field that it is about."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


def go_on(request: HttpRequest, words: str, route: str, *where: UUID | str, anchor: str = "") -> HttpResponse:
    """Say what was done, and lead to the page that shows it."""
    messages.success(request, words)
    address = reverse(route, args=where) + (f"#{anchor}" if anchor else "")
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def status_of(*shown: forms.Form) -> int:
    """Return 422 when one of the forms on a page was refused, else 200."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if any(form.errors for form in shown) else HTTPStatus.OK
