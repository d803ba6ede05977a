"""What all these pages do alike: who asks, what they may open, and how a refused form comes back."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register import policy
from groundswell.register.actions import Marked
from groundswell.register.actions.checking import Originals
from groundswell.register.forms import Asking
from groundswell.register.models import Item, Measure, Perspective, Source
from groundswell.register.policy import Reading
from groundswell.register.rules.identification import Tidied
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.session import unlocked
from groundswell.voices.queries import agreed_by_author, said_by_author


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access lets nobody else in
    return request.user


def reading_of(request: HttpRequest) -> Reading:
    """Return what whoever is signed in may read."""
    return policy.reading_of(person_of(request))


def kept[Kept: Item](request: HttpRequest, model: type[Kept], item: UUID) -> Kept:
    """Return an item that this person keeps; any other is missing, whether it is there or not."""
    found = model._default_manager.select_related("written_by", "cell").filter(id=item).first()  # noqa: SLF001 - documented
    if found is None or not policy.may_keep(reading_of(request), found):
        raise Http404
    return found


def tried(form: forms.Form, deed: Callable[[dict[str, object]], object]) -> bool:
    """Do what a form asks for; tell whether it was done. What refused it stands at its field, in a sentence."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        if isinstance(refused, Marked) and isinstance(form, Asking):
            form.marks = refused.hits
        return False
    return True


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    refused = form is not None and form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, f"register/{template}.html", {**shown, "form": form} if form else shown, status=status)


def see(route: str, *args: object, at: str = "") -> HttpResponse:
    """Send the browser on to a page, after something was done."""
    address = reverse(f"register:{route}", args=args)
    return see_address(f"{address}#{at}" if at else address)


def see_address(address: str) -> HttpResponse:
    """Send the browser on to an address."""
    answer = HttpResponseRedirect(address)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def originals_of(request: HttpRequest, *items: Item) -> Originals:
    """Return the words of the sealed voices behind items, as far as the reader's desk is unlocked and reads them.

    Whoever writes a measure or a view has those of its concern at hand, too.
    """
    drawn_on = {each.id for each in items}
    drawn_on |= {each.concern_id for each in items if isinstance(each, (Measure, Perspective))}
    behind = Source.objects.filter(item__in=drawn_on, is_sealed=True).values_list("source_id", flat=True).distinct()
    return originals(request, [UUID(voice) for voice in behind])


def originals(request: HttpRequest, voices: list[UUID]) -> Originals:
    """Return what the authors of these voices wrote, of those that the reader's unlocked desk opens."""
    desk_now = unlocked(request)
    if desk_now is None:
        return {}
    found = {voice: desk.conversation(desk_now, voice) for voice in voices}
    opened = {voice: desk.opened(desk_now, closed).entries for voice, closed in found.items() if closed is not None}
    return {
        voice: Tidied(said_by_author(entries), list(agreed_by_author(entries).values()))
        for voice, entries in opened.items()
    }
