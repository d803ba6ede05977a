"""What all these pages do alike."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.people import answering
from groundswell.people.answering import who
from groundswell.propositions.models import Part, Proposition
from groundswell.propositions.proposing.actions.checking import Originals
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.required import coverage_of
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


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    return answering.page(request, f"propositions/{template}.html", shown, form)


def see(route: str, *args: object, at: str = "") -> HttpResponse:
    """Send the browser on to a page, after something was done."""
    address = reverse(f"propositions:{route}", args=args)
    return answering.see(f"{address}#{at}" if at else address)


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
