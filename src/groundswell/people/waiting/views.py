"""The page of everything that waits for me."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.people.ports import waiting_sources
from groundswell.people.refusals import Refused
from groundswell.people.rules import Attention
from groundswell.people.waiting.asking import asked_of_all, asks_for, attention_now
from groundswell.people.waiting.forms import WaitingForm
from groundswell.web.access import Access, access


@access(Access.MEMBER, "GET", "POST")
def waiting(request: HttpRequest) -> HttpResponse:
    """Show everything that waits for me; take the answers that I give, and leave the rest for later."""
    person: Person = request.user  # type: ignore[assignment]  # access lets nobody else in
    if request.method != "POST":
        return _page(request, WaitingForm(asks_for(person)))
    form = WaitingForm(asks_for(person), request.POST)
    if not form.is_valid():
        return _page(request, form)
    taken, refused = _answer(person, form)
    if not refused:
        messages.success(request, _taken(taken))
        return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": reverse("waiting")})
    return _page(request, _still_waiting(person, request, refused))


def _answer(person: Person, form: WaitingForm) -> tuple[int, dict[str, str]]:
    """Give each answer to its source; return how many were taken, and what was said about the others by field."""
    sources = {source.name: source for source in waiting_sources}
    refused: dict[str, str] = {}
    answers = form.answers()
    for field, key, choice in answers:
        name, _colon, own = key.partition(":")
        try:
            sources[name].answer(person, own, choice)
        except Refused as refusal:
            refused[field] = refusal.sentence
        except LookupError:
            refused[field] = _("This does not wait any more.")
    return len(answers) - len(refused), refused


def _still_waiting(person: Person, request: HttpRequest, refused: dict[str, str]) -> WaitingForm:
    """Return what is left after the other answers were taken, filled in, each refusal at its question."""
    form = WaitingForm(asks_for(person), request.POST)
    for field, sentence in refused.items():
        form.add_error(field if field in form.fields else None, sentence)
    return form


def _taken(taken: int) -> str:
    if not taken:
        return _("Nothing was answered. It all waits here.")
    return ngettext("%(count)d answer was taken.", "%(count)d answers were taken.", taken) % {"count": taken}


def _page(request: HttpRequest, form: WaitingForm) -> HttpResponse:
    asked, mine = asked_of_all(), attention_now(list(form.asks.values()))
    words = {"form": form, "attention": mine, "asked": asked, "minutes_words": _minutes(asked.attention, mine.asked)}
    return render(request, "people/waiting.html", words, status=422 if form.errors else 200)


def _minutes(of_all: Attention, mine: int) -> str:
    """Say both counts in one sentence: what everybody was asked is stored, what waits for one person never is."""
    asked = _("%(asked)s of %(cap)s minutes were asked of everybody in this sprint") % {
        "asked": of_all.asked,
        "cap": of_all.cap,
    }
    if not mine:
        return _("%(asked)s, and nothing waits for you now.") % {"asked": asked}
    waits = ngettext("about %(count)d waits for you now", "about %(count)d wait for you now", mine) % {"count": mine}
    return _("%(asked)s, and %(waits)s.") % {"asked": asked, "waits": waits}
