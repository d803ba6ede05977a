"""What every form of a signed-in page does: try, and either go on or come back filled in."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused


def who(request: HttpRequest) -> Person:
    """Return the person who is signed in: `access` lets nobody else in."""
    person: Person = request.user  # type: ignore[assignment]  # never AnonymousUser here
    return person


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what was posted, or nothing."""
    return request.POST if request.method == "POST" else None


def was_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal stands at the field that it is about, and its hits beside the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        if refused.hits:
            form.marks = refused.hits  # type: ignore[attr-defined]  # shown by the forms that more people will read
        return False
    return True


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a form asks for, where one was sent; tell whether it was done."""
    return form.is_bound and was_done(form, act)


def attempt(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a single button asks for; what refused it is said on the next page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.sentence)
        return False
    return True


def go_on(request: HttpRequest, words: str, route: str, *where: UUID | str, anchor: str = "") -> HttpResponse:
    """Say what was done, and lead to the page that shows it."""
    messages.success(request, words)
    return see(reverse(route, args=where) + (f"#{anchor}" if anchor else ""))


def see(address: str) -> HttpResponse:
    """Send the browser on to a page, after something was done."""
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    refused = form is not None and form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, template, {**shown, "form": form} if form is not None else dict(shown), status=status)


def status_of(*shown: forms.Form) -> int:
    """Return 422 when one of the forms on a page was refused, else 200."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if any(form.errors for form in shown) else HTTPStatus.OK
