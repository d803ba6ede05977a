"""What all these pages do alike."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import answering
from groundswell.people.answering import go_on, who
from groundswell.questions import policy
from groundswell.questions.models import HandOff, Item
from groundswell.questions.queries import queue, working


def item_of(request: HttpRequest, item: int) -> Item:
    """Return a question; one that was never there, is gone where it was asked, or is not theirs to read, is missing."""
    found = queue.item_for(item, who(request))
    if found is None:
        raise Http404
    return found


def item_to_decide(request: HttpRequest, item: int) -> Item:
    """Return a question about which this person may decide; for everybody else the act is missing."""
    found = item_of(request, item)
    if not policy.may_decide(who(request), found):
        raise Http404
    return found


def hand_off_of(hand_off: UUID) -> HandOff:
    """Return a hand-off; one that was never there is missing."""
    found = working.hand_off_for(hand_off)
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, template: str, shown: Mapping[str, object], form: forms.Form | None = None
) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    told = {"sorts": policy.may_sort(who(request)), "now": clock.now()} | dict(shown)
    return answering.page(request, f"questions/{template}.html", told, form)


def back_to(request: HttpRequest, item: Item, words: str, anchor: str = "") -> HttpResponse:
    """Say what was done, on the page of the question."""
    return go_on(request, words, "questions:item", str(item.id), anchor=anchor)


def see(item: Item) -> HttpResponse:
    """Lead to the page of the question, where it is said already why nothing was done."""
    return answering.see(reverse("questions:item", args=[item.id]))
