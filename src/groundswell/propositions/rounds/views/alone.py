"""The sheet of ideas: no cookie, no session, no script, and the same look whatever stands on it."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.people.refusals import Refused
from groundswell.propositions.rounds import actions, alike
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.forms import ANYWAY, SheetForm, is_sent_now
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.web.access import Access, access


@access(Access.COOKIELESS, "GET", "POST")
def ideas(request: HttpRequest, link: str) -> HttpResponse:
    """Show an empty sheet; take what is written. Looking changes nothing, and shows nothing of what is there."""
    return _answer(request, link, Phase.IDEAS)


@access(Access.COOKIELESS, "GET", "POST")
def late(request: HttpRequest, link: str) -> HttpResponse:
    """Show the sheet of somebody who was away, or thought of something since: everybody has one, and all look alike."""
    return _answer(request, link, Phase.LATE)


def _answer(request: HttpRequest, link: str, phase: Phase) -> HttpResponse:
    try:
        known = actions.require_link(link, phase)
        answer = _take(request, known) if request.method == "POST" else _sheet(request, known, SheetForm())
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


def _take(request: HttpRequest, known: Known) -> HttpResponse:
    form, act = SheetForm(request.POST), request.POST.get("act", "")
    if not form.is_valid():
        return _sheet(request, known, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    near = [] if act == ANYWAY else alike.before_like(known.round, [each for each in form.ideas() if each])
    if not is_sent_now(act, has_alike=bool(near)):
        return _sheet(request, known, form, near=near, is_compared=True)
    try:
        actions.write_ideas(known=known, ideas=form.ideas(), done=form.chosen(), instead=form.cleaned_data["instead"])
    except NotTaken:
        raise
    except Refused as refused:
        form.add_error("idea", refused.sentence)
        return _sheet(request, known, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    shown = {"round": known.round, "is_late": known.phase is Phase.LATE}
    return render(request, "propositions/rounds/taken.html", shown)


def _sheet(
    request: HttpRequest,
    known: Known,
    form: SheetForm,
    *,
    near: Sequence[tuple[str, list[str]]] = (),
    is_compared: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    shown = {
        "round": known.round,
        "form": form,
        "near": near,
        "is_compared": is_compared,
        "is_late": known.phase is Phase.LATE,
        "last": known.last_day,
    }
    return render(request, "propositions/rounds/ideas_alone.html", shown, status=status)


def not_taken(request: HttpRequest, refused: NotTaken) -> HttpResponse:
    """Say why nothing was taken, and hand back what was typed."""
    status = HTTPStatus.GONE if refused.is_gone else HTTPStatus.NOT_FOUND
    sent = [*request.POST.getlist("idea"), request.POST.get("text", "")] if request.method == "POST" else []
    text = "\n\n".join(each.strip() for each in sent if each.strip())
    shown = {"sentence": refused.sentence, "text": text}
    return render(request, "propositions/rounds/not_taken.html", shown, status=status)


def of_this_server(answer: HttpResponse) -> HttpResponse:
    """Let what is opened from here learn of this server, and not of the code in the address."""
    answer.headers["Referrer-Policy"] = "origin"
    return answer
