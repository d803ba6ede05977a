"""The sheet of ideas: no cookie, no session, no script, and the same look whatever stands on it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.people.refusals import Refused
from groundswell.propositions.rounds import actions
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.forms import SheetForm
from groundswell.propositions.rounds.refusals import NotTaken
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.web.access import Access, access


@access(Access.COOKIELESS, "GET", "POST")
def ideas(request: HttpRequest, link: str) -> HttpResponse:
    """Show an empty sheet; take what is written. Looking changes nothing, and shows nothing of what is there."""
    try:
        known = actions.require_link(link, Phase.IDEAS)
        answer = _take(request, known) if request.method == "POST" else _sheet(request, known, SheetForm())
    except NotTaken as refused:
        answer = not_taken(request, refused)
    return of_this_server(answer)


def _take(request: HttpRequest, known: Known) -> HttpResponse:
    form = SheetForm(request.POST)
    if form.is_valid():
        try:
            actions.write_ideas(
                known=known, ideas=form.ideas(), done=form.chosen(), instead=form.cleaned_data["instead"]
            )
        except NotTaken:
            raise
        except Refused as refused:
            form.add_error("idea", refused.sentence)
        else:
            return render(request, "propositions/rounds/taken.html", {"round": known.round})
    return _sheet(request, known, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _sheet(request: HttpRequest, known: Known, form: SheetForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    shown = {"round": known.round, "form": form}
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
