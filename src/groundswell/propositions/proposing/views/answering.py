"""What all these pages do alike."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from groundswell.people.answering import was_done, who
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Part, Proposition
from groundswell.propositions.proposing.actions.checking import Originals
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.required import coverage_of
from groundswell.register.actions import Marked
from groundswell.register.queries import bearing
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.session import unlocked


def readable(request: HttpRequest, proposition: UUID) -> Proposition:
    """Return a proposition that this person may read; any other is missing, whether it is there or not."""
    found = pages.proposition_for(who(request), proposition)
    if found is None:
        raise Http404
    return found


def part_of(request: HttpRequest, part: UUID) -> Part:
    """Return a part of a proposition that this person may read."""
    found = Part.objects.select_related("proposition").filter(id=part).first()
    if found is None:
        raise Http404
    readable(request, found.proposition_id)
    return found


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what was posted, or nothing."""
    return request.POST if request.method == "POST" else None


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a form asks for; tell whether it was done. Details that wait for a look stand at the form."""

    def noted() -> object:
        try:
            return act()
        except Marked as marked:
            form.marks = marked.hits  # type: ignore[attr-defined]  # shown by the register's form part
            raise

    return form.is_bound and was_done(form, noted)


def attempt(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a single button asks for; what refused it is said on the next page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.sentence)
        return False
    return True


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    refused = form is not None and form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, f"propositions/{template}.html", {**shown, "form": form} if form else shown, status=status)


def see(route: str, *args: object, at: str = "") -> HttpResponse:
    """Send the browser on to a page, after something was done."""
    address = reverse(f"propositions:{route}", args=args)
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": f"{address}#{at}" if at else address})


def ids(form: forms.Form, name: str) -> list[UUID]:
    """Return the chosen ids of a field."""
    return [UUID(each) for each in cast("list[str]", form.cleaned_data[name])]


def originals(request: HttpRequest, proposition: Proposition, items: list[UUID] | None = None) -> Originals:
    """Return the words of the sealed voices behind what a proposition answers; None where the desk is locked."""
    desk_now = unlocked(request)
    if desk_now is None:
        return None
    asked = items if items is not None else list(coverage_of(proposition).items)
    found = {voice: desk.conversation(desk_now, voice) for voice in bearing.sealed_behind(asked)}
    return {
        voice: "\n\n".join(entry.text for entry in desk.opened(desk_now, closed).entries if entry.by_author)
        for voice, closed in found.items()
        if closed is not None
    }
